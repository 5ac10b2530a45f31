import { beginSession } from '../../src/accounts/index.ts';
import { publish } from '../../src/editions/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { addPerson, giveRole } from '../../src/people/index.ts';
import type { Pack } from '../../src/policy/index.ts';
import { enterItems, type ItemDraft, lend, noteCheck, shippedKinds } from '../../src/registers/index.ts';
import { migrate, openStore, type Store } from '../../src/store/index.ts';
import type { Chance } from '../../scripts/campaigns/chance.ts';
import { pick } from '../questions.ts';

/** What stands in the store before anybody asks. */
export interface Filling {
  readonly items: number;
  readonly people: number;
  readonly clients: number;
}

/** What the clients need to know. */
export interface Filled {
  readonly school: string;
  /** Cookies of the sessions, one a client. */
  readonly cookies: readonly string[];
  /** Addresses of some items, as `register/id`. */
  readonly items: readonly string[];
}

const SINCE = '2026-01-01';
const AT_ONCE = 1000;

/** How the items are spread over the registers. */
const shares: readonly (readonly [kind: string, share: number])[] = [
  ['equipment', 0.45],
  ['electrical-items', 0.25],
  ['software', 0.1],
  ['cloud-services', 0.05],
  ['access-rights', 0.1],
  ['removable-media', 0.05],
];

const makes = ['Invented 3', 'Madeup Pro', 'Fictional Air', 'Nonesuch 14', 'Pretend Mini'];
const nouns = [
  'Laptop',
  'Tablet',
  'Kettle',
  'Lead',
  'Projector',
  'Visualiser',
  'Trolley',
  'Licence',
  'Folder',
];

/** Fills an embedded store in a directory with a school that has so many items. */
export async function fillStore(
  directory: string,
  pack: Pack,
  filling: Filling,
  chance: Chance,
): Promise<Filled> {
  const store = await openStore({ kind: 'embedded', directory, clock: systemClock });
  try {
    await migrate(store);
    await publish(store, systemClock, pack, { effectiveFrom: SINCE });
    const people = await fillPeople(store, pack.key, filling.people);
    const items = await fillItems(store, pack.key, people, filling.items, chance);
    const cookies = await openSessions(store, pack.key, people.slice(0, filling.clients));
    return { school: pack.key, cookies, items };
  } finally {
    await store.close();
  }
}

/** Half of those who ask are of the office, half are teachers. */
async function fillPeople(store: Store, school: string, count: number): Promise<string[]> {
  const act = { school, at: systemClock.now() };
  return store.transaction(async (tx) => {
    const ids: string[] = [];
    for (let number = 1; number <= count; number += 1) {
      const id = await addPerson(tx, act, { givenName: `Given${number}`, familyName: `Example${number}` });
      await giveRole(tx, act, {
        personId: id,
        role: number % 2 === 0 ? 'headteacher' : 'teacher',
        since: SINCE,
      });
      ids.push(id);
    }
    return ids;
  });
}

async function fillItems(
  store: Store,
  school: string,
  people: readonly string[],
  count: number,
  chance: Chance,
) {
  const addresses: string[] = [];
  let number = 0;
  for (const [id, share] of shares) {
    const kind = shippedKinds().get(id);
    if (!kind) throw new Error(`there is no register \`${id}\``);
    for (let left = Math.round(count * share); left > 0; left -= AT_ONCE) {
      const drafts = Array.from({ length: Math.min(left, AT_ONCE) }, () => draftOf(++number, people, chance));
      const act = { school, at: systemClock.now(), by: people[1] as string };
      const ids = await store.transaction(async (tx) => {
        const entered = await enterItems(tx, act, kind, drafts);
        if (id === 'electrical-items')
          await noteCheck(tx, act, kind, entered.slice(0, 700), { check: 'pat-visual', passed: true });
        return entered;
      });
      addresses.push(...ids.filter((_, index) => index % 20 === 0).map((each) => `${id}/${each}`));
      if (id !== 'equipment') continue;
      for (const itemId of ids.slice(0, 20))
        await store.transaction((tx) =>
          lend(tx, act, kind, {
            itemId,
            personId: pick(chance, people),
            signedOut: 'Somebody',
            dueOn: '2030-01-01',
          }),
        );
    }
  }
  return addresses;
}

const draftOf = (number: number, people: readonly string[], chance: Chance): ItemDraft => ({
  name: `${pick(chance, nouns)} ${pick(chance, makes)} ${number}`,
  tag: `AST-${String(number).padStart(6, '0')}`,
  place: `Room ${chance.between(1, 121)}`,
  holderId: chance.percent(40) ? pick(chance, people) : undefined,
  fields: {
    device: 'laptop',
    owner: 'school',
    construction: 'double-insulated',
    make: pick(chance, makes),
    serial: `SN${chance.between(0, 1e9).toString(36).toUpperCase()}`,
    'device-encrypted': chance.percent(90),
  },
});

async function openSessions(store: Store, school: string, people: readonly string[]): Promise<string[]> {
  const cookies: string[] = [];
  for (const personId of people) {
    const who = { school, personId, strength: 2, agent: 'bench', address: '127.0.0.1' } as const;
    const { token } = await beginSession(store, systemClock, who);
    cookies.push(`__Host-gatehouse=${token}`);
  }
  return cookies;
}
