import { readReplyToken, replyToken } from './reply-token.ts';

/** What our addresses are made of. */
export interface OurAddresses {
  /** What stands behind the `@`. */
  readonly domain: string;
  /** Keys of the schools. */
  readonly schools: readonly string[];
  readonly secret: Uint8Array;
}

/** Whom a letter is for: a school, or what was told to it before. */
export interface Recipient {
  readonly school: string;
  /** The report that is answered; none where something is told for the first time. */
  readonly reportId?: string;
}

const PREFIX = 'tell+';

/** The address to which people write to tell a school something. */
export const schoolAddress = (domain: string, school: string): string => `${PREFIX}${school}@${domain}`;

/** The address to which the teller of a report writes more. */
export const replyAddress = (
  { domain, secret }: Pick<OurAddresses, 'domain' | 'secret'>,
  school: string,
  reportId: string,
): string => `${PREFIX}${replyToken(secret, school, reportId)}@${domain}`;

/**
 * Whom an address means: `tell+our-school@…`, or `our-school@…` where a server does not take a plus, or the answer to a
 * letter. None where it is not ours: nothing is passed on.
 */
export function recipientOf(
  address: string,
  { domain, schools, secret }: OurAddresses,
): Recipient | undefined {
  const [local = '', host, ...more] = address.toLowerCase().split('@');
  if (host !== domain || more.length > 0) return undefined;
  const name = local.startsWith(PREFIX) ? local.slice(PREFIX.length) : local;
  if (schools.includes(name)) return { school: name };
  if (name === local) return undefined;
  for (const school of schools) {
    const reportId = readReplyToken(secret, school, name);
    if (reportId !== undefined) return { school, reportId };
  }
  return undefined;
}

/** Each once; where a school hears an answer it does not hear the same as something new. */
export function withoutTwice(recipients: readonly Recipient[]): Recipient[] {
  const answered = new Set(
    recipients.filter(({ reportId }) => reportId !== undefined).map(({ school }) => school),
  );
  const kept = recipients.filter(({ school, reportId }) => reportId !== undefined || !answered.has(school));
  return [...new Map(kept.map((each) => [`${each.school} ${each.reportId ?? ''}`, each])).values()];
}
