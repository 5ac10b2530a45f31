import { createHash } from 'node:crypto';
import { canonicalJson } from '../kernel/index.ts';
import { type Agreement, clausesOf, type Pack, type UnderstandingQuestion } from '../policy/index.ts';
import { formsOf } from './form.ts';

/** Which words of a form are shown: all, the plain ones for pupils, or what changed since somebody signed. */
export type Wording = 'full' | 'plain' | 'changes';

/** A clause as it is shown. */
export interface ShownClause {
  readonly id: string;
  readonly number: string;
  /** The words that are signed; empty for one that was removed. */
  readonly text: string;
  /** Set where the plain words are shown, with `text` for those who want the exact ones. */
  readonly plain?: string;
  /** The words before, in `changes`. */
  readonly was?: string;
  readonly change?: 'added' | 'changed' | 'removed';
}

/** The words of a form as they are shown, with their hash. */
export interface FormText {
  readonly school: string;
  readonly edition: number;
  readonly form: string;
  readonly title: string;
  readonly intro?: string;
  readonly text?: string;
  readonly wording: Wording;
  /** The edition since which changes are shown. */
  readonly since?: number;
  readonly clauses: readonly ShownClause[];
  /** SHA-256 of the canonical JSON of title, intro, text and clauses as shown, in hex. */
  readonly hash: string;
  /** The role that countersigns. */
  readonly countersigns?: string;
  /** The role that signs for a child. */
  readonly behalf?: string;
  /** How many dates stand on the form. */
  readonly dates: number;
  /** What is asked before it is signed, of the clauses that are shown. */
  readonly questions: readonly UnderstandingQuestion[];
}

/** A form with the words of its clauses, as one edition has them. */
export interface FormWords {
  readonly form: Agreement;
  readonly clauses: readonly Omit<ShownClause, 'was' | 'change'>[];
}

/** The words of every form of a policy. */
export function wordsOf(pack: Pack): FormWords[] {
  const clauses = new Map(clausesOf(pack).map((clause) => [clause.id, clause]));
  return formsOf(pack).map((form) => ({
    form,
    clauses: form.clauses.flatMap((id) => {
      const clause = clauses.get(id);
      if (!clause) return [];
      const { number, text, plain } = clause;
      return [{ id, number, text, ...(plain !== undefined && { plain }) }];
    }),
  }));
}

/** What two editions of a form must share so that nobody is asked again: every word, and no number of a clause. */
export const sameness = ({ form, clauses }: FormWords): string =>
  canonicalJson([
    form.title,
    form.intro,
    form.text,
    clauses.map(({ id, text, plain }) => [id, text, form.signs.includes('pupil') ? plain : null]),
  ]);

/** What is shown of a form; in `changes` against the words of the edition that was signed. */
export function show(
  at: { readonly school: string; readonly edition: number; readonly since?: number | undefined },
  words: FormWords,
  wording: Wording,
  before?: FormWords,
): FormText {
  const { form } = words;
  const shown = {
    title: form.title,
    ...(form.intro !== undefined && { intro: form.intro }),
    ...(form.text !== undefined && { text: form.text }),
    clauses:
      wording === 'changes'
        ? changesBetween(before, words)
        : words.clauses.map((clause) => worded(clause, wording)),
  };
  return {
    ...shown,
    school: at.school,
    edition: at.edition,
    form: form.id,
    wording,
    ...(at.since !== undefined && { since: at.since }),
    hash: createHash('sha256').update(canonicalJson(shown)).digest('hex'),
    ...(form.countersigns !== undefined && { countersigns: form.countersigns }),
    ...(form.behalf !== undefined && { behalf: form.behalf }),
    dates: form.dates,
    questions: form.questions.filter(({ clause }) =>
      shown.clauses.some((each) => each.id === clause && each.change !== 'removed'),
    ),
  };
}

const worded = ({ id, number, text, plain }: ShownClause, wording: Wording): ShownClause => ({
  id,
  number,
  text,
  ...(wording === 'plain' && plain !== undefined && { plain }),
});

function changesBetween(before: FormWords | undefined, after: FormWords): ShownClause[] {
  const old = new Map(before?.clauses.map((clause) => [clause.id, clause]));
  const now = new Set(after.clauses.map(({ id }) => id));
  return [
    ...after.clauses.flatMap(({ id, number, text }): ShownClause[] => {
      const was = old.get(id)?.text;
      if (was === undefined) return [{ id, number, text, change: 'added' }];
      return was === text ? [] : [{ id, number, text, was, change: 'changed' }];
    }),
    ...[...old.values()]
      .filter(({ id }) => !now.has(id))
      .map(({ id, number, text }): ShownClause => ({ id, number, text: '', was: text, change: 'removed' })),
  ];
}
