import { findPerson, listPeople, nameOf, type Person } from '../../../people/index.ts';
import { isId } from '../../../kernel/index.ts';
import { input } from '../../components/input.ts';
import { select } from '../../components/select.ts';
import type { Html } from '../../html/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { type Filled, type Mistakes, wrong } from '../people/filling.ts';

/** So many stand in a list; where a school has more, a name is typed, and those whom it fits stand in the list. */
const MOST_LISTED = 150;

/** Among whom somebody is chosen, and how. */
export interface Choosable {
  /** Everybody of the school; those whom the name that was sent fits; or nobody yet, as a name is to be typed. */
  readonly how: 'all' | 'found' | 'typed';
  readonly people: readonly Person[];
}

/** Among whom somebody is chosen, once something was sent: a name, or the id of somebody. */
export async function choosableIn(site: Site, acting: Acting, sent = ''): Promise<Choosable> {
  const all = await listed(site, acting);
  if (all.count <= MOST_LISTED) return { how: 'all', people: all.people };
  const people = await fitting(site, acting, sent);
  return { how: people.length > 0 ? 'found' : 'typed', people };
}

const listed = (site: Site, { school, day }: Acting, words?: string) =>
  listPeople(site.store.db, school.key, { day, words }, MOST_LISTED, 0);

/** Whom an id or a name fits: whoever is called exactly so, or else whoever it is a part of; nobody where it fits too many. */
async function fitting(site: Site, acting: Acting, sent: string): Promise<readonly Person[]> {
  if (sent === '') return [];
  if (isId(sent)) {
    const person = await findPerson(site.store.db, acting.school.key, sent);
    return person && !person.closedAt ? [person] : [];
  }
  const { people, count } = await listed(site, acting, sent);
  const words = sent.toLowerCase();
  const exact = people.filter((each) => each.email === words || nameOf(each).toLowerCase() === words);
  if (exact.length > 0) return exact;
  return count > MOST_LISTED ? [] : people;
}

interface PersonField {
  readonly name?: string;
  readonly label: string;
  readonly choosable: Choosable;
  readonly value: string;
  readonly mistakes?: Mistakes;
}

/**
 * A list of people in which whoever has scripts finds a name by typing, or a box for a name where the list would be too
 * long; a page with it needs `autocomplete`.
 */
export function personField({ name = 'person', label, choosable, value, mistakes }: PersonField): Html {
  const { how, people } = choosable;
  const common = { name, label: { text: label }, errorMessage: mistakes && wrong(mistakes, name) };
  if (how === 'typed')
    return input({
      ...common,
      hint: { text: 'Enter the name or part of it, or the e-mail address.' },
      value: isId(value) ? '' : value,
      autocomplete: 'off',
    });
  const [first, ...others] = people;
  return select({
    ...common,
    hint: { text: how === 'found' ? 'These are called so.' : 'Type to find the name.' },
    items: [
      { value: '', text: '' },
      ...people.map((each) => ({ value: each.id, text: wordOf(each, people) })),
    ],
    value: how === 'found' && first && others.length === 0 ? first.id : value,
    attributes: { 'data-gatehouse-autocomplete': 'true' },
  });
}

/** A name; with the e-mail address where another is called the same. */
function wordOf(person: Person, people: readonly Person[]): string {
  const name = nameOf(person);
  const isShared = people.some((each) => each.id !== person.id && nameOf(each) === name);
  return isShared && person.email !== undefined ? `${name} (${person.email})` : name;
}

/** Who was chosen or named; nobody where that is nobody of the school, somebody who is shut, or one of several. */
export async function personIn(
  site: Site,
  acting: Acting,
  filled: Filled,
  name = 'person',
): Promise<Person | undefined> {
  const [one, ...others] = await fitting(site, acting, filled.text(name));
  return others.length === 0 ? one : undefined;
}

/** What is said where nobody was chosen: what was asked for, or why the name that was typed names nobody. */
export async function wordNobody(
  site: Site,
  acting: Acting,
  filled: Filled,
  asked: string,
  name = 'person',
): Promise<string> {
  const typed = filled.text(name);
  if (typed === '' || isId(typed)) return asked;
  const { length } = await fitting(site, acting, typed);
  if (length === 1) return asked;
  return length > 1
    ? 'Several people are called this. Choose one of them'
    : 'Nobody is called this, or too many are. Enter more of the name, or the e-mail address';
}
