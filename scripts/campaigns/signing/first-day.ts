import { beginSession, needsFactor } from '../../../src/accounts/index.ts';
import { hashPassword } from '../../../src/accounts/hashing.ts';
import { insertAccount, putPassword } from '../../../src/accounts/records.ts';
import { formsFor } from '../../../src/agreements/index.ts';
import { type Clock, systemClock } from '../../../src/kernel/index.ts';
import { tieFamily } from '../../../src/people/index.ts';
import type { Pack } from '../../../src/policy/index.ts';
import type { Store } from '../../../src/store/index.ts';
import { enter, type Somebody } from './school.ts';

/** Somebody who signs on the first day. */
export interface Comer extends Somebody {
  readonly number: number;
  /** The form that they are asked to sign. */
  readonly form: string;
  /** For whom, where a parent signs. */
  readonly childId: string | undefined;
  /** The session that they have already, as a cookie. */
  readonly cookie?: string;
  /** What they sign in with where they have none. */
  readonly password?: string;
  /** When they come, in milliseconds from the start. */
  readonly comesAtMs: number;
  /** Names their browser, so that a signature tells whose it was. */
  readonly agent: string;
}

export interface FirstDay {
  readonly people: number;
  /** How many sign in with a password first. */
  readonly signingIn: number;
  /** How many come at the same moment when all others are through. */
  readonly atOnce: number;
  /** How many of those sign in with a password first. */
  readonly signingInAtOnce: number;
  /** How long the arrivals of the others take. */
  readonly seconds: number;
}

/** Of a hundred, eighty are parents, the others work or help at the school. */
const rolesOf = (number: number): string => {
  const of = number % 20;
  if (of < 16) return 'parent';
  return of === 19 ? 'volunteer' : of === 18 ? 'governor' : 'teacher';
};

/** Enters the people of a first day, the children of the parents, accounts with passwords, and sessions. */
export async function prepareDay(store: Store, pack: Pack, day: FirstDay): Promise<Comer[]> {
  const comers: Comer[] = [];
  for (let number = 0; number < day.people; number += 1) comers.push(await prepare(store, pack, day, number));
  return comers;
}

async function prepare(store: Store, pack: Pack, day: FirstDay, number: number): Promise<Comer> {
  const role = rolesOf(number);
  const { person, childId } = await enterWithChild(store, pack.key, number, role);
  const form = formsFor(pack, [role])[0]?.id;
  if (form === undefined) throw new Error(`nothing is to be signed by a ${role}`);
  const roles = [...pack.vocabulary.roles.wider(role)];
  const mustProveTwice = needsFactor({ strength: 1, roles }, pack);
  const spread = day.people - day.atOnce;
  const comesAtMs = number < spread ? (number / Math.max(1, spread)) * day.seconds * 1000 : Number.NaN;
  const comer = { ...person, number, form, childId, comesAtMs, agent: `Invented browser ${number}` };
  const signsIn = !mustProveTwice && hasPassword(day, spread, number);
  if (signsIn) return { ...comer, password: await openAccount(store, pack.key, comer) };
  return { ...comer, cookie: await openSession(store, pack.key, comer, mustProveTwice ? 2 : 1) };
}

/** Those who sign in with a password are spread over the others. */
function hasPassword({ signingIn, signingInAtOnce }: FirstDay, spread: number, number: number): boolean {
  if (number >= spread) return number - spread < signingInAtOnce;
  const everyNth = Math.max(1, Math.floor(spread / Math.max(1, signingIn)));
  return number % everyNth === 0 && number / everyNth < signingIn;
}

/** Children have numbers of their own, after all others. */
const CHILDREN_FROM = 1_000_000;

function enterWithChild(store: Store, school: string, number: number, role: string) {
  return store.transaction(async (tx) => {
    const person = await enter(tx, school, number, [role]);
    if (role !== 'parent') return { person, childId: undefined };
    const child = await enter(tx, school, CHILDREN_FROM + number, ['pupil']);
    const act = { school, at: systemClock.now() };
    const since = '2026-09-01';
    await tieFamily(tx, act, { parentId: person.id, childId: child.id, household: 1, since });
    return { person, childId: child.id };
  });
}

export const userNameOf = (number: number): string => `person${number}@school.example`;

async function openAccount(
  store: Store,
  school: string,
  comer: { id: string; number: number },
): Promise<string> {
  const password = `quartz lantern otter ${comer.number}`;
  const phc = await hashPassword(password);
  const at = systemClock.now();
  await store.transaction(async (tx) => {
    await insertAccount(tx, school, { personId: comer.id, userName: userNameOf(comer.number), at });
    await putPassword(tx, school, { personId: comer.id, phc, at });
  });
  return password;
}

/** Begun when its owner comes: who signs has proved some minutes ago at most that it is them. */
async function openSession(
  store: Store,
  school: string,
  { id, comesAtMs, agent }: { id: string; comesAtMs: number; agent: string },
  strength: 1 | 2,
): Promise<string> {
  const later = Number.isNaN(comesAtMs) ? 0 : comesAtMs;
  const clock: Clock = { now: () => new Date(systemClock.now().getTime() + later) };
  const address = '127.0.0.1';
  const { token } = await beginSession(store, clock, { school, personId: id, strength, agent, address });
  return `__Host-gatehouse=${token}`;
}
