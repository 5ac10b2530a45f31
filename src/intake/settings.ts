import { readFileSync } from 'node:fs';
import { intakeFault } from './errors.ts';

/** Where letters come in. */
export interface IntakeSettings {
  readonly host: string;
  readonly port: number;
  /** What stands behind the `@` of our addresses. */
  readonly domain: string;
  /** With it STARTTLS is offered. PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

const DOMAIN =
  /^(?=.{1,190}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const KNOWN = new Set(['domain', 'certificate', 'key']);

/**
 * Reads `host:port`, with `?domain=tell.school.example` where it is not that of the pages, and `certificate` and `key`
 * as names of PEM files. @throws INTAKE_SETTINGS_INVALID
 */
export function readIntakeSettings(text: string, usualDomain?: string): IntakeSettings {
  const address = `smtp://${text.replace(/^smtp:\/\//, '')}`;
  if (!URL.canParse(address)) throw invalid('is no address');
  const { hostname, port, pathname, username, searchParams } = new URL(address);
  if (hostname === '' || username !== '' || !['', '/'].includes(pathname))
    throw invalid('is no host and port');
  if (port === '') throw invalid('does not say the port');
  const stranger = [...searchParams.keys()].find((name) => !KNOWN.has(name));
  if (stranger !== undefined) throw invalid(`says \`${stranger}\``);
  const domain = (searchParams.get('domain') ?? usualDomain ?? '').toLowerCase();
  if (!DOMAIN.test(domain)) throw invalid('does not say `?domain=` and a name');
  const tls = certificateOf(searchParams.get('certificate'), searchParams.get('key'));
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), domain, ...(tls && { tls }) };
}

function certificateOf(cert: string | null, key: string | null): IntakeSettings['tls'] {
  if (cert === null && key === null) return undefined;
  if (cert === null || key === null) throw invalid('has a certificate without a key, or the reverse');
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } catch {
    throw invalid('names a certificate or a key that cannot be read');
  }
}

const invalid = (what: string) => intakeFault('INTAKE_SETTINGS_INVALID', `where letters come in ${what}`);
