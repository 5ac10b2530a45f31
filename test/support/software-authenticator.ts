import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator is asked to do otherwise than it should, for tests that it is then refused. */
export interface Mischief {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly counter?: number;
  /** Bits of the flags: 1 present, 4 verified, 64 a new key. */
  readonly flags?: number;
  readonly format?: string;
  readonly statement?: ReadonlyMap<string, unknown>;
  readonly userHandle?: string;
}

interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/**
 * A passkey in software, which answers a browser's requests as devices do.
 * SOURCE: Web Authentication Level 3, 6.1 authenticator data; RFC 9053, 7.1.1 keys of P-256
 */
export function softwareAuthenticator(origin: string) {
  const { hostname } = new URL(origin);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  let handle: string | undefined;
  const clientData = (type: string, challenge: string, mischief: Mischief) =>
    Buffer.from(
      JSON.stringify({
        type: mischief.type ?? type,
        challenge: mischief.challenge ?? challenge,
        origin: mischief.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const head = (flags: number, mischief: Mischief) => {
    counter = mischief.counter ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const rp = createHash('sha256')
      .update(mischief.rpId ?? hostname)
      .digest();
    return Buffer.concat([rp, Buffer.of(mischief.flags ?? flags), count]);
  };
  const answer = (response: object) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });

  return {
    id: id.toString('base64url'),
    /** Makes its key known. */
    register(options: Options, mischief: Mischief = {}): string {
      handle = options.user?.id;
      const { x, y } = publicKey.export({ format: 'jwk' });
      const key = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(String(x), 'base64url')],
        [-3, Buffer.from(String(y), 'base64url')],
      ]);
      const authData = Buffer.concat([
        head(0x45, mischief),
        Buffer.alloc(16),
        Buffer.of(0, id.length),
        id,
        cbor(key),
      ]);
      const attestation = new Map<string, unknown>([
        ['fmt', mischief.format ?? 'none'],
        ['attStmt', mischief.statement ?? new Map()],
        ['authData', authData],
      ]);
      return answer({
        clientDataJSON: clientData('webauthn.create', options.challenge, mischief).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal'],
      });
    },
    /** Answers a challenge with its key. */
    sign(options: Options, mischief: Mischief = {}): string {
      const client = clientData('webauthn.get', options.challenge, mischief);
      const authData = head(0x05, mischief);
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle: mischief.userHandle ?? handle,
      });
    },
  };
}

/** Enough of CBOR for keys and attestations. SOURCE: RFC 8949 */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? start(1, -1 - value) : start(0, value);
  if (typeof value === 'string')
    return Buffer.concat([start(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([start(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([start(4, value.length), ...value.map(cbor)]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([
    start(5, entries.length),
    ...entries.flatMap(([name, each]) => [cbor(name), cbor(each)]),
  ]);
}

function start(major: number, length: number): Buffer {
  const top = major << 5;
  if (length < 24) return Buffer.of(top | length);
  if (length < 256) return Buffer.of(top | 24, length);
  return Buffer.of(top | 25, length >> 8, length & 255);
}
