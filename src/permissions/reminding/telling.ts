import type { Clock } from '../../kernel/index.ts';
import {
  isMailAddress,
  type Mentioned,
  post,
  requestNews,
  requestWaiting,
  type Written,
} from '../../mail/index.ts';
import { findPersons, nameOf, type Person, rolesHeld } from '../../people/index.ts';
import { nameOf as nameOfAct, type Policy } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import type { Request } from '../request.ts';

/** A school as far as its letters need it. */
export interface WritingSchool {
  readonly key: string;
  /** As people say it. */
  readonly name: string;
  readonly policy: Policy;
}

/** Who writes, when and from where. */
export interface Writing {
  readonly clock: Clock;
  readonly school: WritingSchool;
  /** How people reach the server from outside. */
  readonly origin: string;
  /** YYYY-MM-DD. */
  readonly day: string;
}

export const nameAct = ({ policy }: WritingSchool, act: string): string => nameOfAct(policy.vocabulary, act);

/** Posts a letter to everybody of these who can be written to. */
export async function tellPeople(
  tx: Transaction,
  { clock, school }: Writing,
  ids: readonly string[],
  write: (name: string) => Written,
): Promise<void> {
  for (const person of (await findPersons(tx, school.key, ids)).values())
    if (isReachable(person))
      await post(tx, clock, {
        school: school.key,
        to: { personId: person.id, address: person.email },
        ...write(nameOf(person)),
      });
}

const isReachable = (person: Person): person is Person & { email: string } =>
  person.email !== undefined && person.closedAt === undefined && isMailAddress(person.email);

/** People as a letter names them: a child by initials. */
export async function mentionAll(
  tx: Transaction,
  { school, day }: Writing,
  ids: readonly string[],
): Promise<Mentioned[]> {
  const people = [...(await findPersons(tx, school.key, ids)).values()];
  const mentioned = [];
  for (const person of people) {
    const roles = await rolesHeld(tx, school.key, person.id, day);
    mentioned.push({ name: nameOf(person), isChild: roles.includes('pupil') });
  }
  return mentioned.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
}

const NOBODY: Mentioned = { name: 'Somebody', isChild: false };

/** Tells people that a request waits for their answer; after some school days, again. */
export async function tellApprovers(
  tx: Transaction,
  writing: Writing,
  request: Request,
  ids: readonly string[],
  days?: number,
): Promise<void> {
  const [who = NOBODY] = await mentionAll(tx, writing, [request.personId]);
  const { school, origin } = writing;
  await tellPeople(tx, writing, ids, (name) =>
    requestWaiting({
      school: school.name,
      name,
      number: request.number,
      what: nameAct(school, request.act),
      who,
      ...(days !== undefined && { days }),
      link: `${origin}/schools/${school.key}/requests/${request.id}`,
    }),
  );
}

/** Tells the asker that there is an answer, or a question back. */
export const tellAsker = (
  tx: Transaction,
  writing: Writing,
  request: Request,
  news: 'answered' | 'asked-back',
): Promise<void> =>
  tellPeople(tx, writing, [request.personId], (name) =>
    requestNews({
      school: writing.school.name,
      name,
      number: request.number,
      what: nameAct(writing.school, request.act),
      news,
      link: `${writing.origin}/schools/${writing.school.key}/my/requests/${request.id}`,
    }),
  );
