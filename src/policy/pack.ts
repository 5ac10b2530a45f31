import type { Clause, Condition, Party, Strength } from './clause.ts';
import type { Question, Outcome } from './question.ts';
import type { Vocabulary, Words } from './vocabulary.ts';

/** A role as the school's policy names and binds it. */
export interface PackRole {
  readonly id: string;
  readonly name: string;
  /** What the document calls it. */
  readonly called: readonly string[];
  readonly kind: 'person' | 'firm' | 'panel' | 'outside';
  readonly deputy?: string;
  /** Other roles whose rules apply to it, on a condition. */
  readonly treatedAs: readonly { readonly role: string; readonly when?: Condition }[];
}

/** A value that the text leaves open. */
export interface Setting {
  readonly id: string;
  readonly type: 'text' | 'number' | 'hours' | 'interval' | 'roles' | 'list' | 'boolean';
  /** The question that the school answers by setting it. */
  readonly ask: string;
  /** Undefined while the school still owes it. */
  readonly value?: unknown;
}

export interface Section {
  readonly number: number;
  readonly title: string;
  readonly clauses: readonly Clause[];
}

/** A form that people sign: clauses in its own order. */
export interface Agreement {
  readonly id: string;
  readonly title: string;
  readonly intro?: string;
  readonly signs: readonly string[];
  readonly countersigns?: string;
  readonly behalf?: string;
  readonly dates: number;
  readonly text?: string;
  readonly clauses: readonly string[];
  /** Whether the reader has understood; none at most schools. */
  readonly questions: readonly UnderstandingQuestion[];
}

/** A question that a form asks before it is signed. */
export interface UnderstandingQuestion {
  readonly ask: string;
  /** The clause of the form that answers it. */
  readonly clause: string;
  readonly choices: readonly string[];
  /** Place of the right choice, from 1. */
  readonly right: number;
}

/** Somebody entitled settled an unclear point. */
export interface Ruling {
  readonly id: string;
  readonly settles: readonly string[];
  readonly act: string;
  readonly who: readonly string[];
  readonly thing?: string;
  readonly when?: Condition;
  readonly verdict: 'no' | 'ask' | 'yes';
  readonly from?: Party;
  readonly by: string;
  /** ISO dates; `until` is the last day. */
  readonly on: string;
  readonly until?: string;
  readonly because: string;
}

/** How and when a policy is reviewed, as it says itself. */
export interface Review {
  readonly every?: string;
  readonly by?: string;
  readonly last?: string;
  readonly next?: string;
  /** The interval printed on the cover, where that is another. */
  readonly printed?: string;
}

/** Whom the policy tells to ask when in doubt. */
export interface Doubt {
  readonly to: Party;
  readonly clause?: string;
  /** Acts and events it is meant for; empty for any. */
  readonly about: readonly string[];
}

/** A question with the answer it must get. */
export interface Case {
  readonly id: string;
  /** The question in words. */
  readonly ask: string;
  readonly question: Question;
  readonly expect: {
    readonly verdict?: Outcome;
    /** Clauses that must be among those shown. */
    readonly clauses: readonly string[];
    readonly contested?: boolean;
    readonly from?: Party;
    readonly to?: Party;
    readonly dependsOn: readonly string[];
    readonly strength?: Strength;
  };
}

/** A policy as clauses, with its settings, rulings, cases and trace. */
export interface Pack {
  /** The folder's name. */
  readonly key: string;
  readonly name: string;
  readonly school: string;
  readonly document?: string;
  readonly isLaw: boolean;
  readonly covers: readonly string[];
  readonly layers: readonly string[];
  readonly review: Review;
  readonly doubt: readonly Doubt[];
  /** Who may settle an unclear point; no roles where the policy does not say. */
  readonly rules: Party;
  readonly roles: ReadonlyMap<string, PackRole>;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly cites: readonly { readonly name: string; readonly edition?: string; readonly clause?: string }[];
  readonly links: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
  readonly agreements: readonly Agreement[];
  readonly rulings: readonly Ruling[];
  readonly cases: readonly Case[];
  /** Rule of the catalogue → the clauses that carry it, or why none does. */
  readonly trace: ReadonlyMap<string, { readonly clauses: readonly string[]; readonly none?: string }>;
  /** The common words and the pack's own. */
  readonly vocabulary: Vocabulary;
  /** What it was made from: enough to make it again. */
  readonly source: PackSource;
}

/** The data of a pack's files, with the words it was written in. */
export interface PackSource {
  readonly manifest: unknown;
  /** Sections in order. */
  readonly sections: readonly unknown[];
  readonly agreements: unknown;
  readonly rulings: unknown;
  readonly ownWords: unknown;
  readonly words: Words;
}

/** Every clause of a pack, in the document's order. */
export const clausesOf = (pack: Pack): Clause[] => pack.sections.flatMap((section) => section.clauses);

/** The clause of this id, if the pack has one. */
export const clauseOf = (pack: Pack, id: string): Clause | undefined =>
  clausesOf(pack).find((clause) => clause.id === id);
