import { findPersons, listPeople, nameOf } from '../../../people/index.ts';
import type { Desk, Looking } from './looking.ts';

/** Somebody found by what was typed, or why nobody was. */
export type PersonFound = { readonly id: string } | { readonly mistake: string };

const MOST = 6;

/**
 * Finds somebody by an e-mail address or a name: whoever it names exactly, or the only one it is a part of. Whoever was there
 * before is meant by the same name again, whatever others are called.
 */
export async function personNamed(
  { site }: Desk,
  { school, day }: Looking,
  text: string,
  before?: string,
): Promise<PersonFound> {
  const { db } = site.store;
  const words = text.toLowerCase();
  const was = before === undefined ? undefined : (await findPersons(db, school.key, [before])).get(before);
  if (was && nameOf(was).toLowerCase() === words) return { id: was.id };
  const { people, count } = await listPeople(db, school.key, { words, day }, MOST, 0);
  const exact = people.filter((each) => each.email === words || nameOf(each).toLowerCase() === words);
  const [one, ...others] = exact.length > 0 ? exact : people;
  if (one && others.length === 0 && (exact.length > 0 || count === 1)) return { id: one.id };
  return {
    mistake: one
      ? 'Several people are called this. Enter the e-mail address'
      : 'Nobody at the school is called this',
  };
}
