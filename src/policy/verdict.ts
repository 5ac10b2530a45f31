import type { Clause, Party } from './clause.ts';
import type { Doubt, Ruling } from './pack.ts';
import type { Mode, Outcome } from './question.ts';

/** Somebody to be asked or told, under the clause that says so. */
export interface Route {
  readonly clause: Clause;
  readonly mode: 'any' | 'all';
  /** Empty where the policy names nobody. */
  readonly roles: readonly string[];
}

/** Why a clause that pulled the other way did not decide. */
export type Lost =
  | 'stricter'
  | 'overridden'
  | 'narrowed'
  | 'exempted'
  | 'law'
  | 'softer'
  | 'ruled'
  | 'exception'
  | 'elsewhere';

/** A clause that pulled the other way. */
export interface Against {
  readonly clause: Clause;
  readonly why: Lost;
}

/** Something wrong that the reader of a verdict should know. */
export interface Fault {
  readonly code: 'SETTING_UNSET' | 'NOBODY_NAMED';
  readonly clause: Clause;
  readonly name?: string;
}

/** The answer to a question. */
export interface Verdict {
  readonly verdict: Outcome;
  readonly mode: Mode;
  /** `should` where only a softly worded ban decides. */
  readonly strength: 'must' | 'should';
  readonly contested: boolean;
  readonly deciding: readonly Clause[];
  readonly against: readonly Against[];
  /** Who must agree (ask) or be told (report). */
  readonly routes: readonly Route[];
  /** Facts that the approver has to see. */
  readonly needs: readonly string[];
  /** For `depends`: the facts to ask, soonest settling first. `thing` stands for the thing asked about. */
  readonly dependsOn: readonly string[];
  /** For `ask` and `report`: facts that could still bar it, or add somebody to be told. */
  readonly openFacts: readonly string[];
  /** Duties that bind the asker when it is done. */
  readonly duties: readonly Clause[];
  readonly advice: readonly Clause[];
  /** What else the policy says of it; filled for `must` and `about`. */
  readonly related: readonly Clause[];
  /** Exemptions that could lift the ban that decides. */
  readonly lifts: readonly Clause[];
  /** Facts presumed, with the value taken. */
  readonly presumed: readonly string[];
  readonly problems: readonly Fault[];
  readonly ruling?: Ruling;
  /** For `silent`: whom the policy tells to ask. */
  readonly doubt?: Doubt;
  /** For a contested verdict: who may rule. */
  readonly rules?: Party;
}
