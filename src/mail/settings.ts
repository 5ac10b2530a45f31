import { Fault } from '../kernel/index.ts';
import { isMailAddress } from './addresses.ts';
import { mailErrors } from './errors.ts';

/** How to reach the school's mail server. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS, which is demanded of every server but this machine's own. */
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
  /** Address that letters come from. */
  readonly from: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)$/i;

/**
 * Reads the address of a mail server: `smtp://user:password@host:587?from=office@school.example`, or `smtps:` for TLS
 * from the first byte (port 465). A fault says which part is wrong and never shows any of it: it may hold the password.
 * @throws MAIL_SETTINGS_INVALID
 */
export function readMailSettings(text: string): MailSettings {
  if (!URL.canParse(text)) throw invalid('is no address');
  const url = new URL(text);
  const port = PORTS[url.protocol];
  if (port === undefined) throw invalid('begins with neither `smtp://` nor `smtps://`');
  if (!HOST.test(url.hostname)) throw invalid('names no host');
  if (url.port === '0') throw invalid('has a port that nothing listens on');
  if (!['', '/'].includes(url.pathname) || url.hash !== '')
    throw invalid('has something after the host other than `?from=`');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? port : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...credentials(url),
    from: sender(url.searchParams),
  };
}

function credentials(url: URL): { user: string; password: string } | undefined {
  if (url.username === '' && url.password === '') return undefined;
  if (url.username === '' || url.password === '')
    throw invalid('has a user without a password, or the reverse');
  return { user: decoded(url.username), password: decoded(url.password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('has a `%` in the user or the password that is not written as `%25`');
  }
}

function sender(query: URLSearchParams): string {
  if ([...query.keys()].some((name) => name !== 'from')) throw invalid('says something other than `from`');
  // In a query `+` is a blank; in an address of mail it is a plus, and a blank is nothing.
  const [from = '', ...others] = query.getAll('from').map((each) => each.replaceAll(' ', '+'));
  if (others.length > 0 || !isMailAddress(from))
    throw invalid('does not say `?from=` and one e-mail address');
  return from;
}

const invalid = (what: string): Fault =>
  new Fault('MAIL_SETTINGS_INVALID', `the address of the mail server ${what}`, {
    status: 500,
    help: mailErrors.MAIL_SETTINGS_INVALID,
  });
