import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { openForms } from '../../src/agreements/index.ts';
import { type Publication, publish } from '../../src/editions/index.ts';
import { type FrozenClock, frozenClock } from '../../src/kernel/index.ts';
import { makeKey } from '../../src/ledger/index.ts';
import { keptSender } from '../../src/mail/index.ts';
import { type LawEdition, type Library, loadLibrary, type Pack } from '../../src/policy/index.ts';
import { openReporting } from '../../src/reports/index.ts';
import { type Answerer, openAnswerer } from '../../src/verdicts/index.ts';
import type { Site } from '../../src/web/index.ts';
import { testStores } from './store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let loaded: Library | undefined;

/** Every pack of the repository that loads, read once for all tests of a process. */
export function testLibrary(): Library {
  loaded ??= loadLibrary({ packs: join(root, 'packs'), vocabulary: join(root, 'vocabulary') });
  return loaded;
}

/** A pack of the repository. */
export function testPack(name: string): Pack {
  const pack = testLibrary().packs.get(name);
  if (!pack) throw new Error(`pack \`${name}\` does not load`);
  return pack;
}

/** A site whose clock stands still and whose store is gone when it is closed. */
export interface TestSite extends Site {
  readonly clock: FrozenClock;
  /** Publishes a further edition and reads it. */
  publish(pack: Pack, publication?: Publication): Promise<void>;
  close(): Promise<void>;
}

export interface TestSiteOptions {
  /** Packs of schools and of law; every pack of the repository that loads where left out. */
  readonly packs?: readonly Pack[];
  readonly isSample?: boolean;
  /** When it is, with the offset. */
  readonly at?: string;
}

/** The packs on an embedded store, each school's published as a first edition by minute 12. */
export async function openTestSite(options: TestSiteOptions = {}): Promise<TestSite> {
  const packs = options.packs ?? [...testLibrary().packs.values()];
  const schools = packs.filter((pack) => !pack.isLaw);
  const law = new Map(packs.filter((pack) => pack.isLaw).map((pack) => [pack.key, pack]));
  const clock = frozenClock(options.at ?? '2026-11-22T09:00:00Z');
  const [embedded] = testStores();
  if (!embedded) throw new Error('there is no embedded store');
  const store = await embedded.open();
  for (const pack of schools)
    await publish(store, clock, pack, { boardMinute: '2026/12', effectiveFrom: '2026-09-01' });
  const keys = schools.map((pack) => pack.key);
  const answerer: Answerer = await openAnswerer(store, clock, law, keys);
  return {
    answerer,
    store,
    clock,
    law,
    keys: { secret: randomBytes(32), ledger: makeKey() },
    sender: keptSender,
    forms: openForms(store, clock),
    reporting: openReporting(join(root, 'packs'), law.keys(), () => 'http://127.0.0.1'),
    providers: new Map(),
    origin: () => 'http://127.0.0.1',
    isSample: options.isSample ?? false,
    lawEditions: parse(readFileSync(join(root, 'packs/law-england/editions.yaml'), 'utf8')) as LawEdition[],
    async publish(pack, publication) {
      await publish(store, clock, pack, publication);
      await answerer.refresh();
    },
    close: () => store.close(),
  };
}
