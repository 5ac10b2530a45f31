import { findPerson, listPeople, nameOf, type Person } from '../../../people/index.ts';
import { isId } from '../../../kernel/index.ts';
import { select } from '../../components/select.ts';
import type { Html } from '../../html/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { type Filled, type Mistakes, wrong } from '../people/filling.ts';

const MOST = 4000;

/** Everybody of the school, to choose from. */
export const everybodyIn = async (site: Site, { school, day }: Acting): Promise<readonly Person[]> =>
  (await listPeople(site.store.db, school.key, { day }, MOST, 0)).people;

interface PersonField {
  readonly name?: string;
  readonly label: string;
  readonly people: readonly Person[];
  readonly value: string;
  readonly mistakes?: Mistakes;
}

/** A list of people in which whoever has scripts finds a name by typing; a page with it needs `autocomplete`. */
export const personField = ({ name = 'person', label, people, value, mistakes }: PersonField): Html =>
  select({
    name,
    label: { text: label },
    hint: { text: 'Type to find the name.' },
    errorMessage: mistakes && wrong(mistakes, name),
    items: [{ value: '', text: '' }, ...people.map((each) => ({ value: each.id, text: nameOf(each) }))],
    value,
    attributes: { 'data-gatehouse-autocomplete': 'true' },
  });

/** Who was chosen; nobody where that is nobody of the school, or somebody who is shut. */
export async function personIn(site: Site, { school }: Acting, filled: Filled): Promise<Person | undefined> {
  const id = filled.text('person');
  const person = isId(id) ? await findPerson(site.store.db, school.key, id) : undefined;
  return person?.closedAt ? undefined : person;
}
