import type { Clause } from './clause.ts';

/** Kinds of finding, gravest first. */
export const findingKinds = {
  clash: 'Two clauses pull opposite ways and neither names the other.',
  'clash-settled': 'Two texts clash; the provision for just this case goes first.',
  unclear: 'The text can be read in more than one way.',
  'review-dates': 'The review interval and the printed dates disagree.',
  'review-overdue': 'The review is overdue by the policy itself.',
  'stale-law': 'Law or guidance is cited in an edition that is no longer current.',
  'nobody-named': 'Permission or a report is demanded and nobody is named for it.',
  'role-unbound': 'A role is asked or told, and the document does not say who holds it.',
  'setting-owed': 'A clause needs a value that the school has not set.',
  'interval-open': 'Something is due regularly or soon, and no interval is set.',
  'routes-differ': 'One event is to be told in different ways by different clauses.',
  'only-in-agreement': 'People sign to it, and no clause of the policy itself speaks of it.',
  'agreement-widens': 'The form is signed by people whom the policy does not cover.',
  'strength-differs': 'The same rule is firm in one clause and soft in another.',
  'power-without-purpose': 'A power to look into use names no purpose.',
  'doubt-nowhere': 'The policy does not say whom to ask when in doubt.',
  'nobody-rules': 'The policy does not say who may settle an unclear point.',
} as const;
export type FindingKind = keyof typeof findingKinds;

/** Something that a reader of the policy would miss. */
export interface Finding {
  readonly kind: FindingKind;
  readonly message: string;
  readonly clauses: readonly Clause[];
  /** A setting, a role, a title of law: what the finding is about, where that is not a clause. */
  readonly about?: string;
}

/** Makes a finding. */
export const finding = (
  kind: FindingKind,
  message: string,
  clauses: readonly Clause[],
  about?: string,
): Finding => ({ kind, message, clauses, ...(about !== undefined && { about }) });
