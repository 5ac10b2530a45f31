import type { FactValue } from '../policy/index.ts';

/** Who looks after reports of a kind, for lists and figures: safeguarding stands apart from the rest. */
export const queues = ['safeguarding', 'data-protection', 'ict', 'conduct', 'other'] as const;
export type Queue = (typeof queues)[number];

export const findingTypes = ['text', 'yes-no', 'choice', 'date', 'moment', 'number'] as const;

/** Something that whoever handles a report says of it. */
export interface Finding {
  readonly id: string;
  readonly name: string;
  readonly type: (typeof findingTypes)[number];
  readonly hint?: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  /** Whether the report cannot be closed without it. */
  readonly isNeeded: boolean;
}

/** A time of the law that a report of this kind sets running. */
export interface KindClock {
  readonly clock: string;
  /** Facts of which any keeps it from running. */
  readonly unless: Readonly<Record<string, FactValue>>;
  /** The finding that says when it was met, where there is one. */
  readonly metBy?: string;
}

/** A kind of report: what is asked, what starts, what has to be found. Data, in vocabulary/reports. */
export interface ReportKind {
  readonly id: string;
  readonly name: string;
  /** What somebody would tell under it, in a sentence. */
  readonly about: string;
  /** The same as a child would say it; a kind without it is not offered to children. */
  readonly childs?: string;
  /** Events of the vocabulary that it is for; each belongs to one kind. */
  readonly events: readonly string[];
  readonly queue: Queue;
  /** Whether others must not know that there is one. */
  readonly isConfidential: boolean;
  /** Whether an illegal image may be in play, so that no file is taken. */
  readonly forbidsFiles: boolean;
  readonly clocks: readonly KindClock[];
  readonly findings: readonly Finding[];
  /** What to do now, beside what the policy says; shown to whoever tells it. */
  readonly first: readonly string[];
}

/** The kind of an event; `other` for one that no kind names. */
export const kindOf = (kinds: ReadonlyMap<string, ReportKind>, event: string): ReportKind =>
  [...kinds.values()].find(({ events }) => events.includes(event)) ?? (kinds.get('other') as ReportKind);
