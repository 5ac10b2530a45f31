import { Secret, TOTP } from 'otpauth';

/** What authenticator apps all understand. SOURCE: RFC 6238; Google's key URI format */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const KEY_BYTES = 20;
/** Steps before and after the present one that are let pass, for clocks that are a little off. */
const WINDOW = 1;

/** A new key, in base 32 as apps take it. 160 random bits. */
export const newKey = (): string => new Secret({ size: KEY_BYTES }).base32;

/** The address that an app reads from a QR code. */
export const keyAddress = (key: string, issuer: string, userName: string): string =>
  new TOTP({ ...SHAPE, issuer, label: userName, secret: key }).toString();

/** The step of half a minute in which this code is right, among the present one and its neighbours. */
export function stepOf(key: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const timestamp = at.getTime();
  const secret = Secret.fromBase32(key);
  const delta = TOTP.validate({ ...SHAPE, secret, token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ period: SHAPE.period, timestamp }) + delta;
}

/** A code as somebody types it, with the blanks that apps show in it taken out. */
export const tidyCode = (typed: string): string => typed.replaceAll(/[\s-]/g, '');
