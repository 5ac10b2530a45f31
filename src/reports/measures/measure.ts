import type { Clause } from '../../policy/index.ts';

/** What was decided about a person. */
export interface Measure {
  readonly id: string;
  readonly reportId: string;
  /** Whom it is taken against. */
  readonly personId: string;
  /** The clause that provides for it. */
  readonly clause: string;
  readonly measure: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** YYYY-MM-DD. */
  readonly since: string;
  /** The last day; none where it goes on until it is lifted. */
  readonly until: string | undefined;
  readonly lifted: Lifting | undefined;
}

/** How a measure was taken back. */
export interface Lifting {
  readonly at: Date;
  readonly by: string;
  readonly why: string;
}

/** What a clause provides against somebody. */
export interface ProvidedMeasures {
  readonly clause: Clause;
  readonly measures: readonly string[];
  /** False where the clause binds this person on a condition only: a parent who works with the school as staff do. */
  readonly isCertain: boolean;
  /** Roles that decide; empty where the clause names nobody, and leaders do. */
  readonly by: readonly string[];
  /** Roles that must be told of it. */
  readonly tells: readonly string[];
}

/** How a measure stands on a day (YYYY-MM-DD). */
export const measureState = (
  { since, until, lifted }: Pick<Measure, 'since' | 'until' | 'lifted'>,
  day: string,
): 'lifted' | 'to-come' | 'live' | 'over' => {
  if (lifted) return 'lifted';
  if (day < since) return 'to-come';
  return until !== undefined && day > until ? 'over' : 'live';
};
