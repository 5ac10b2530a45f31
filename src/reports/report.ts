import type { FactValue } from '../policy/index.ts';

/** How a report came to the school. */
export type Way = 'page' | 'letter' | 'telephone' | 'verdict' | 'block-page';

/** A clause that says who must be told: any of its roles, or all of them. */
export interface ReportRoute {
  /** None where no clause speaks of it, and whoever leads the school is told. */
  readonly clause: string | undefined;
  readonly mode: 'any' | 'all';
  readonly roles: readonly string[];
  /** As the clause says it: `immediately`, `24 hours`. */
  readonly within?: string | undefined;
  readonly how?: string | undefined;
  /** By when somebody must have heard; none where the clause gives no number. */
  readonly dueAt?: Date | undefined;
}

/** Somebody who hears a report besides those whom the policy names. */
export interface LetIn {
  readonly personId: string;
  readonly why: 'assigned' | 'asked-in' | 'escalated';
}

/** Everything that decides who hears a report. */
export interface Hearing {
  readonly routes: readonly ReportRoute[];
  /** Ids of those whom it is about: for them it does not exist. */
  readonly about: readonly string[];
  readonly letIn: readonly LetIn[];
}

/** Something that was told. */
export interface Report extends Hearing {
  readonly id: string;
  /** What people say to each other. Random: it tells nothing, not even how many there are. */
  readonly reference: string;
  readonly kind: string;
  readonly event: string;
  readonly edition: number;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly words: string;
  /** Whom it is about, as the teller wrote it. */
  readonly aboutWords: string | undefined;
  readonly way: Way;
  /** None where somebody without an account told it. */
  readonly toldBy: string | undefined;
  readonly toldAs: string;
  readonly enteredBy: string | undefined;
  readonly tellerAddress: string | undefined;
  readonly isConfidential: boolean;
  /** When somebody of the school first knew: from then on the law counts. */
  readonly cameAt: Date;
  readonly filedAt: Date;
  readonly state: 'open' | 'closed';
  readonly acknowledgedAt: Date | undefined;
  readonly assignedTo: string | undefined;
  readonly closedAt: Date | undefined;
}

/** Who somebody is when reports are looked for: the roles that they hold on the day. */
export interface Listener {
  readonly personId: string;
  readonly roles: readonly string[];
}
