import type { Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import type { Person } from './person.ts';
import { holdingsOn } from './records.ts';

/** A role that the policy names, with whoever is bound to it on a day. */
export interface Binding {
  readonly role: string;
  readonly name: string;
  /** What the document calls it. */
  readonly called: readonly string[];
  readonly kind: 'person' | 'firm' | 'panel' | 'outside';
  readonly holders: readonly Person[];
  readonly deputies: readonly Person[];
  /** Nobody holds it though the policy needs somebody: it asks them, tells them or has them answer for something. */
  readonly isOwed: boolean;
}

/** Roles of the policy that stand for everybody of a kind: nobody in particular is bound to them. */
const kindsOfPeople = new Set([
  'staff',
  'pupil',
  'parent',
  'visitor',
  'volunteer',
  'contractor',
  'public',
  'teacher',
  'teaching-staff',
]);

/** The role names of a policy with the people bound to them on this day (YYYY-MM-DD), and what is unbound. */
export async function bindingsOf(store: Store, school: string, pack: Pack, day: string): Promise<Binding[]> {
  const held = await holdingsOn(store.db, school, day);
  return [...pack.roles.values()].map((role) => {
    const bound = held.filter((holding) => holding.role === role.id);
    const persons = (deputises: boolean) =>
      bound.filter((holding) => holding.deputises === deputises).map(({ person }) => person);
    return {
      role: role.id,
      name: role.name,
      called: role.called,
      kind: role.kind,
      holders: persons(false),
      deputies: persons(true),
      isOwed:
        role.kind !== 'outside' && !kindsOfPeople.has(role.id) && role.id !== 'school' && bound.length === 0,
    };
  });
}
