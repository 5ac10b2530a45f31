import { acceptInvitation, invite } from '../accounts/index.ts';
import type { Forms } from '../agreements/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Pack } from '../policy/index.ts';
import type { ReportingTables } from '../reports/index.ts';
import type { Store } from '../store/index.ts';
import type { Answerer } from '../verdicts/index.ts';
import { askSample } from './asking.ts';
import { ownSample } from './owning.ts';
import { peopleSample, type SamplePerson } from './peopling.ts';
import { markSample } from './records.ts';
import { signSample } from './signing.ts';
import { tellSample } from './telling.ts';

/** What everybody of the cast with an account signs in with; the page of sample people says so. */
export const SAMPLE_PASSWORD = 'paper lantern in the rain';

/** What the sample school is filled with. */
export interface Filling {
  readonly store: Store;
  readonly clock: Clock;
  readonly forms: Forms;
  readonly keys: { readonly secret: Uint8Array };
  readonly answerer: Answerer;
  readonly reporting: ReportingTables;
}

/** Fills a school that has nobody; gives how many people it has then, none where it had some before. */
export async function fillSample(around: Filling, pack: Pack): Promise<number> {
  const { store, clock, forms } = around;
  const cast = await peopleSample(store, clock, pack);
  if (cast.length === 0) return 0;
  for (const { personId } of cast) await markSample(store.db, pack.key, personId, clock.now());
  await signSample(store, clock, forms, pack.key, cast);
  await liveSample(around, pack, cast);
  for (const person of cast) if (!person.roles.includes('pupil')) await openAccount(around, pack, person);
  return cast.length;
}

/** What happens at any school: things change hands, somebody asks, somebody tells. */
async function liveSample(
  around: Filling,
  { key: school, cases }: Pack,
  cast: readonly SamplePerson[],
): Promise<void> {
  const { store, clock, answerer, reporting, keys } = around;
  const { policy, edition } = answerer.school(school);
  const everyone = (role: string) => cast.filter(({ roles }) => roles.includes(role));
  const someone = (role: string) => everyone(role)[0]?.personId;
  const casting = {
    school,
    at: clock.now(),
    policy,
    edition: edition.number,
    cases,
    cast,
    everyone,
    someone,
  };
  await store.transaction((tx) => ownSample(tx, casting));
  await store.transaction((tx) => askSample(tx, casting));
  // Invented people are not written to: where the server is reached is not known before it listens.
  const unwritten = { ...reporting, secret: keys.secret, origin: undefined };
  await store.transaction((tx) => tellSample(tx, casting, unwritten));
}

async function openAccount(around: Filling, pack: Pack, person: SamplePerson): Promise<void> {
  const { store, clock } = around;
  const act = { school: pack.key, at: clock.now() };
  const token = await store.transaction((tx) => invite(tx, clock, act, person.personId));
  const userName = person.name.toLowerCase().replaceAll(' ', '.');
  await acceptInvitation(around, pack.key, token, { userName, password: SAMPLE_PASSWORD }, pack);
}
