import { type Clause, nameOf, type Verb, type Vocabulary } from '../../policy/index.ts';
import { capital } from './text.ts';

/** An act or an event that a clause speaks of, and can be asked about. */
export interface Subject {
  /** The field that carries it in the address of a question. */
  readonly field: 'act' | 'event';
  readonly id: string;
}

/** Other verbs take tags, registers or kinds of saying, whose names may be those of acts as well. */
const takesSubjects: readonly Verb[] = ['forbid', 'allow', 'require', 'report', 'empower', 'sanction'];

const subjectOf = (id: string, { acts, events }: Vocabulary): Subject[] =>
  acts.find(id)?.id === id
    ? [{ field: 'act', id }]
    : events.find(id)?.id === id
      ? [{ field: 'event', id }]
      : [];

/** What a clause rules on. */
export const ruledOn = (clause: Clause, vocabulary: Vocabulary): Subject[] =>
  takesSubjects.includes(clause.verb) ? clause.targets.flatMap((id) => subjectOf(id, vocabulary)) : [];

/** What a clause is shown for besides. */
export const mentioned = (clause: Clause, vocabulary: Vocabulary): Subject[] =>
  clause.see.flatMap((id) => subjectOf(id, vocabulary));

/** The name of a subject, to stand alone. */
export const wordSubject = (subject: Subject, vocabulary: Vocabulary): string =>
  capital(nameOf(vocabulary, subject.id));
