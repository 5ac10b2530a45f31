import assert from 'node:assert/strict';
import {
  type Due,
  dueFor,
  type Forms,
  type NotSigned,
  openForms,
  show,
  sign,
  type Signed,
  type Signing,
  type StatusFilter,
  type StatusRow,
  statusOf,
  type Wording,
} from '../../src/agreements/index.ts';
import { type Publication, publish } from '../../src/editions/index.ts';
import { type FrozenClock, localDay, newId } from '../../src/kernel/index.ts';
import { addPerson, giveRole, tieFamily } from '../../src/people/index.ts';
import type { Pack } from '../../src/policy/index.ts';
import type { Store } from '../../src/store/index.ts';

/** Somebody of the school, with the name in full. */
export interface Somebody {
  readonly id: string;
  readonly name: string;
}

/** A school whose people read and sign. */
export interface SigningSchool {
  readonly key: string;
  readonly store: Store;
  readonly clock: FrozenClock;
  readonly forms: Forms;
  /** Adds somebody by `Given Family` with the roles. */
  add(name: string, ...roles: string[]): Promise<Somebody>;
  /** Adds so many people of a role at once, without telling the ledger. */
  addMany(count: number, role: string): Promise<Somebody[]>;
  /** Gives a role from a day on. */
  give(
    to: Somebody,
    role: string,
    more?: { readonly since?: string; readonly deputises?: boolean },
  ): Promise<void>;
  tie(parent: Somebody, child: Somebody, household?: 1 | 2): Promise<void>;
  publish(pack: Pack, publication?: Publication): Promise<void>;
  due(who: Somebody): Promise<Due[]>;
  status(filter?: StatusFilter): Promise<StatusRow[]>;
  /** Shows a form; gives the showing's id. */
  show(who: Somebody, form: string, more?: Reading): Promise<string>;
  /** Hands a signature in; whatever is left out is as it should be. */
  handIn(who: Somebody, showingId: string, more?: Partial<Signing>): Promise<Signed | NotSigned>;
  /** Reads for half a minute and signs. */
  sign(who: Somebody, form: string, more?: Reading & { readonly with?: Partial<Signing> }): Promise<Signed>;
}

export interface Reading {
  readonly wording?: Wording;
  readonly since?: number;
  readonly childId?: string;
}

const READING_MS = 30_000;

/** Publishes the packs one after the other as editions of a school in which nobody is yet. */
export async function openSigningSchool(
  store: Store,
  clock: FrozenClock,
  first: Pack,
  publication: Publication = {},
): Promise<SigningSchool> {
  const key = first.key;
  await publish(store, clock, first, publication);
  const forms = openForms(store, clock);
  const act = () => ({ school: key, at: clock.now() });
  const school: SigningSchool = {
    key,
    store,
    clock,
    forms,
    async add(name, ...roles) {
      const [givenName = '', ...rest] = name.split(' ');
      const familyName = rest.join(' ');
      const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@school.example`;
      const id = await store.transaction((tx) => addPerson(tx, act(), { givenName, familyName, email }));
      for (const role of roles) await school.give({ id, name }, role);
      return { id, name };
    },
    addMany: (count, role) => addMany(store, key, clock.now(), count, role),
    async give({ id }, role, { since = localDay(clock.now()), deputises = false } = {}) {
      await store.transaction((tx) => giveRole(tx, act(), { personId: id, role, since, deputises }));
    },
    async tie(parent, child, household = 1) {
      const since = localDay(clock.now());
      await store.transaction((tx) =>
        tieFamily(tx, act(), { parentId: parent.id, childId: child.id, household, since }),
      );
    },
    async publish(pack, change = {}) {
      await publish(store, clock, pack, change);
    },
    due: ({ id }) => dueFor(store, forms, clock, key, id),
    status: (filter) => statusOf(store, forms, clock, key, filter),
    async show({ id }, form, { wording = 'full', since, childId } = {}) {
      const text = await forms.text(key, form, wording, since);
      return show(store, clock, { school: key, personId: id, childId, text });
    },
    handIn: (who, showingId, more = {}) =>
      sign(store, clock, {
        school: key,
        showingId,
        by: { personId: who.id },
        fullName: who.name,
        signedOn: localDay(clock.now()),
        proof: 'password',
        agent: 'Test browser',
        address: '192.0.2.7',
        ...more,
      }),
    async sign(who, form, { with: more, ...reading } = {}) {
      const showingId = await school.show(who, form, reading);
      clock.advance(READING_MS);
      const signed = await school.handIn(who, showingId, more);
      assert.ok('signatureId' in signed, JSON.stringify(signed));
      return signed;
    },
  };
  return school;
}

const ROWS_AT_ONCE = 500;

async function addMany(
  store: Store,
  school: string,
  at: Date,
  count: number,
  role: string,
): Promise<Somebody[]> {
  const people = Array.from({ length: count }, (_, number) => ({
    id: newId(),
    name: `Given${number} Trial${number}`,
  }));
  for (let start = 0; start < count; start += ROWS_AT_ONCE) {
    const some = people.slice(start, start + ROWS_AT_ONCE);
    const persons = some.map(({ id, name }) => {
      const [given_name = '', family_name = ''] = name.split(' ');
      return { school_id: school, id, given_name, family_name, made_at: at };
    });
    await store.db.insertInto('person').values(persons).execute();
    const holdings = some.map(({ id }) => ({
      school_id: school,
      id: newId(),
      person_id: id,
      role,
      since: localDay(at),
      source: 'office',
    }));
    await store.db.insertInto('holding').values(holdings).execute();
  }
  return people;
}
