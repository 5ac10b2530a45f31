import { type Agreement, clausesOf, type Pack } from '../policy/index.ts';

/** The form of a policy that has none to sign: reading it is acknowledged. */
export const READING = 'reading';

/** The forms of a policy; where it has none, one by which reading the whole of it is acknowledged. */
export const formsOf = (pack: Pack): Agreement[] =>
  pack.agreements.length > 0 ? [...pack.agreements] : [readingForm(pack)];

const readingForm = (pack: Pack): Agreement => ({
  id: READING,
  title: 'I have read the policy',
  intro: `I have read “${pack.name}” and know what it asks of me.`,
  signs: pack.covers,
  dates: 1,
  questions: [],
  clauses: clausesOf(pack).map((clause) => clause.id),
});

/** As whom somebody signs a form: for themself, or as a parent for each child. */
export type Capacity = 'self' | 'parent';

/** Whether one of these roles, or a wider one of it, is among those that sign. */
function holdsOne(pack: Pack, roles: readonly string[], wanted: readonly string[]): boolean {
  return roles.some((role) => pack.vocabulary.roles.wider(role).some((wide) => wanted.includes(wide)));
}

/**
 * In which capacities people with these roles sign a form. Where the form is signed on behalf of a child, the pupil does not
 * sign: the guardian does, beside the pupil's own tick.
 */
export function capacitiesIn(pack: Pack, form: Agreement, roles: readonly string[]): Capacity[] {
  const isParent = (role: string) => pack.vocabulary.roles.is(role, 'parent');
  const guardian = form.behalf === undefined ? [] : [form.behalf];
  const asSelf = roles.filter((role) => !isParent(role) && !(guardian.length > 0 && role === 'pupil'));
  const asParent = roles.filter(isParent);
  return [
    ...(holdsOne(pack, asSelf, form.signs) ? (['self'] as const) : []),
    ...(holdsOne(pack, asParent, [...form.signs, ...guardian]) ? (['parent'] as const) : []),
  ];
}

/** Which forms people with these roles sign. Forms for `visitor` are signed at the door, for a visit. */
export const formsFor = (pack: Pack, roles: readonly string[]): Agreement[] =>
  formsOf(pack).filter((form) => capacitiesIn(pack, form, roles).length > 0);

/** Whether people with these roles read the plain words of a form: pupils who are nothing else that signs it. */
export const readsPlainWords = (pack: Pack, form: Agreement, roles: readonly string[]): boolean =>
  holdsOne(pack, roles, ['pupil']) &&
  !holdsOne(
    pack,
    roles.filter((role) => role !== 'pupil'),
    form.signs,
  );
