import { mkdirSync, readFileSync } from 'node:fs';
import type { ProviderSettings } from '../accounts/index.ts';
import { openForms } from '../agreements/index.ts';
import { editionsOf, publish } from '../editions/index.ts';
import { type Clock, Fault, localDay } from '../kernel/index.ts';
import { openKey } from '../ledger/index.ts';
import { keptSender, readMailSettings, smtpSender } from '../mail/index.ts';
import type { Pack } from '../policy/index.ts';
import { openReporting } from '../reports/index.ts';
import type { Store } from '../store/index.ts';
import { openAnswerer } from '../verdicts/index.ts';
import type { Site } from '../web/index.ts';
import type { Config } from './config.ts';
import { cliErrors } from './errors.ts';
import { openSecret } from './keys.ts';
import { readLawEditions } from './law-editions.ts';
import { openLibrary } from './library.ts';

/** Everything that pages are handed. A school without an edition gets its pack as the first; later changes are published by command. */
export async function openSite(
  config: Config,
  store: Store,
  clock: Clock,
  origin: () => string,
  isSample = false,
): Promise<Site> {
  const packs = [...openLibrary(config).packs.values()];
  const schools = packs.filter((pack) => !pack.isLaw);
  for (const pack of schools) await publishFirst(store, clock, pack, isSample);
  const law = new Map(packs.filter((pack) => pack.isLaw).map((pack) => [pack.key, pack]));
  const keys = schools.map((pack) => pack.key);
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  return {
    answerer: await openAnswerer(store, clock, law, keys),
    store,
    clock,
    law,
    lawEditions: readLawEditions(config),
    keys: { secret: openSecret(config.data), ledger: openKey(config.data) },
    sender: config.mail === undefined ? keptSender : smtpSender(readMailSettings(config.mail)),
    forms: openForms(store, clock),
    reporting: openReporting(config.packs, law.keys(), origin),
    providers: readProviders(config.providers),
    origin,
    isSample,
  };
}

/** A sample school's policy has been in force for a while: people have signed it. */
const SAMPLE_DAYS = 80;

async function publishFirst(store: Store, clock: Clock, pack: Pack, isSample: boolean): Promise<void> {
  if ((await editionsOf(store, pack.key)).length > 0) return;
  const since = new Date(clock.now().getTime() - SAMPLE_DAYS * 24 * 60 * 60 * 1000);
  await publish(store, clock, pack, isSample ? { effectiveFrom: localDay(since) } : {});
}

/** Sign-in services by school, from a JSON file: `{"school": [{"id", "issuer", "clientId", "clientSecret", "label"}]}`. */
function readProviders(path: string | undefined): ReadonlyMap<string, readonly ProviderSettings[]> {
  if (path === undefined) return new Map();
  try {
    return new Map(
      Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, ProviderSettings[]>),
    );
  } catch (cause) {
    throw new Fault('PROVIDERS_UNREADABLE', `\`${path}\` is no list of sign-in services`, {
      help: cliErrors.PROVIDERS_UNREADABLE,
      cause,
    });
  }
}
