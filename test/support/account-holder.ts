import { randomBytes } from 'node:crypto';
import { type FrozenClock, frozenClock, newId } from '../../src/kernel/index.ts';
import type { Store } from '../../src/store/index.ts';

/** Somebody with an account at a school, and what factors are kept with. */
export interface AccountHolder {
  readonly store: Store;
  readonly clock: FrozenClock;
  readonly keys: { readonly secret: Uint8Array };
  readonly school: string;
  readonly personId: string;
  readonly sessionId: string;
  /** The kinds of entry of the school's ledger so far, in their order. */
  kinds(): Promise<string[]>;
}

/** Enters a new school with one person who has an account. */
export async function addAccountHolder(store: Store, secret = randomBytes(32)): Promise<AccountHolder> {
  const clock = frozenClock('2026-11-22T09:00:00Z');
  const school = `school-${randomBytes(8).toString('hex')}`;
  const personId = newId();
  const at = clock.now();
  await store.db
    .insertInto('school')
    .values({ school_id: school, name: 'Elmtree', created_at: at })
    .execute();
  await store.db
    .insertInto('person')
    .values({
      school_id: school,
      id: personId,
      given_name: 'Wilhelmina',
      family_name: 'Testname',
      email: 'w.testname@elmtree.example',
      made_at: at,
    })
    .execute();
  await store.db
    .insertInto('account')
    .values({ school_id: school, person_id: personId, user_name: 'w.testname', opened_at: at })
    .execute();
  const kinds = async () => {
    const rows = await store.db
      .selectFrom('ledger_entry')
      .select('kind')
      .where('school_id', '=', school)
      .orderBy('seq')
      .execute();
    return rows.map((row) => row.kind);
  };
  return { store, clock, keys: { secret }, school, personId, sessionId: newId(), kinds };
}

/** Shuts somebody out, as the office does. */
export async function shutOut({ store, clock, school, personId }: AccountHolder): Promise<void> {
  await store.db
    .updateTable('person')
    .set({ closed_at: clock.now() })
    .where('school_id', '=', school)
    .where('id', '=', personId)
    .execute();
}
