import { address } from '../../site.ts';

const signIn = (school: string) => `/schools/${school}/sign-in`;

/** Addresses of these pages. */
export const factorAddress = {
  list: address.factors,
  authenticator: (school: string) => `${address.factors(school)}/authenticator`,
  passkeys: (school: string) => `${address.factors(school)}/passkeys`,
  codes: (school: string) => `${address.factors(school)}/recovery-codes`,
  removal: (school: string) => `${address.factors(school)}/removal`,
  /** Gives the second factor in a session that began without it. */
  step: (school: string) => `${address.factors(school)}/step`,
  stepPasskey: (school: string) => `${address.factors(school)}/step/passkey`,
  links: (school: string) => `${address.factors(school)}/providers`,
  link: (school: string, provider: string) => `${address.factors(school)}/providers/${provider}`,
  unlinking: (school: string) => `${address.factors(school)}/providers/removal`,
  /** Where the office clears what somebody has lost. */
  clearing: (school: string, person: string) => `${address.person(school, person)}/factors`,
  second: (school: string) => `${signIn(school)}/second`,
  secondPasskey: (school: string) => `${signIn(school)}/second/passkey`,
  passkey: (school: string) => `${signIn(school)}/passkey`,
  with: (school: string, provider: string) => `${signIn(school)}/with/${provider}`,
  callback: (school: string, provider: string) => `${signIn(school)}/with/${provider}/callback`,
} as const;

/** A path within a school to go on to; its own page where another was asked for. */
export function nextWithin(school: string, next: unknown): string {
  const base = 'https://gatehouse.invalid';
  const url = typeof next === 'string' && next.startsWith('/') ? URL.parse(next, base) : null;
  const isWithin = url?.origin === base && url.pathname.startsWith(`/schools/${school}/`);
  return isWithin ? `${url.pathname}${url.search}` : address.my(school);
}
