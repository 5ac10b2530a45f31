import type { FactValue } from './vocabulary.ts';

/** What kind of thing a clause says. */
export const verbs = [
  'forbid',
  'allow',
  'exempt',
  'require',
  'report',
  'empower',
  'keep',
  'review',
  'sanction',
  'say',
] as const;
export type Verb = (typeof verbs)[number];

/** How hard the wording is. */
export const strengths = ['must', 'should', 'advised'] as const;
export type Strength = (typeof strengths)[number];

/** What a `say` clause says. */
export const sayings = ['aim', 'scope', 'definition', 'law', 'fact', 'advice', 'contact'] as const;
export type Saying = (typeof sayings)[number];

/** People who agree, hear or hold something together: one of them is enough, or each is needed. */
export interface Party {
  readonly mode: 'any' | 'all';
  /** Empty where the policy demands somebody and names nobody. */
  readonly roles: readonly string[];
}

/** One fact with the values that satisfy it. */
export interface FactTest {
  readonly fact: string;
  readonly values: readonly FactValue[];
  readonly negated: boolean;
  readonly atLeast?: number;
  readonly under?: number;
}

/** One of the lists must hold whole. */
export type Condition = readonly (readonly FactTest[])[];

/** Where a clause of law comes from. */
export interface LawSource {
  readonly title: string;
  readonly provision: string;
  readonly kind: string;
  /** ISO date from which it holds. */
  readonly inForce: string;
  /** ISO date on which it was last looked up. */
  readonly checked: string;
  readonly url?: string;
  readonly certainty?: string;
}

/** One numbered rule of a policy: its text, and what it means. */
export interface Clause {
  readonly id: string;
  /** Section and place, as "3.2". */
  readonly number: string;
  readonly section: string;
  /** What people read and sign. */
  readonly text: string;
  /** The same for a child, or plainer. */
  readonly plain?: string;
  readonly verb: Verb;
  /** Acts, events, tags, registers or the kind of saying: whatever the verb takes. */
  readonly targets: readonly string[];
  /** Roles it binds or serves; `everyone` for anybody at all. */
  readonly who: readonly string[];
  /** Things it is about; empty for any. */
  readonly of: readonly string[];
  readonly when?: Condition;
  readonly unless?: Condition;
  readonly provided?: Condition;
  readonly strength: Strength;
  readonly overrides: readonly string[];
  readonly narrows: readonly string[];
  readonly tags: readonly string[];
  readonly see: readonly string[];
  readonly settings: readonly string[];
  /** Facts that the sentence takes for granted where nobody says otherwise. */
  readonly presume: Readonly<Record<string, FactValue>>;
  readonly then: readonly string[];
  readonly doubt?: string;
  readonly instead?: string;
  /** Who must agree. */
  readonly from?: Party;
  readonly needs: readonly string[];
  readonly written: boolean;
  readonly lasts?: string;
  readonly withdrawnBy?: Party;
  readonly only: boolean;
  /** Who must be told; for `say: contact`, whom to turn to. */
  readonly to?: Party;
  readonly within?: string;
  readonly how?: string;
  readonly confidential: boolean;
  readonly purposes: readonly string[];
  readonly record?: string;
  readonly every?: string;
  readonly by?: Party;
  readonly alsoWhen: readonly string[];
  readonly checks: readonly { readonly what: string; readonly every?: string }[];
  readonly measures: readonly string[];
  readonly certain: boolean;
  readonly tells: readonly string[];
  /** Set on clauses of a law pack. */
  readonly law?: LawSource;
  /** Where it stands, for messages. */
  readonly file: string;
  readonly line: number;
}

/** Clauses by id, so that the order of files or clauses never changes an answer. */
export const byId = (one: Clause, other: Clause): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
