import { acceptInvitation, invite } from '../accounts/index.ts';
import type { Forms } from '../agreements/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { peopleSample, type SamplePerson } from './peopling.ts';
import { markSample } from './records.ts';
import { signSample } from './signing.ts';

/** What everybody of the cast with an account signs in with; the page of sample people says so. */
export const SAMPLE_PASSWORD = 'paper lantern in the rain';

/** What the sample school is filled with. */
export interface Filling {
  readonly store: Store;
  readonly clock: Clock;
  readonly forms: Forms;
  readonly keys: { readonly secret: Uint8Array };
}

/** Fills a school that has nobody; gives how many people it has then, none where it had some before. */
export async function fillSample(around: Filling, pack: Pack): Promise<number> {
  const { store, clock, forms } = around;
  const cast = await peopleSample(store, clock, pack);
  if (cast.length === 0) return 0;
  for (const { personId } of cast) await markSample(store.db, pack.key, personId, clock.now());
  await signSample(store, clock, forms, pack.key, cast);
  for (const person of cast) if (!person.roles.includes('pupil')) await openAccount(around, pack, person);
  return cast.length;
}

async function openAccount(around: Filling, pack: Pack, person: SamplePerson): Promise<void> {
  const { store, clock } = around;
  const act = { school: pack.key, at: clock.now() };
  const token = await store.transaction((tx) => invite(tx, clock, act, person.personId));
  const userName = person.name.toLowerCase().replaceAll(' ', '.');
  await acceptInvitation(around, pack.key, token, { userName, password: SAMPLE_PASSWORD }, pack);
}
