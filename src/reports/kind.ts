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
  /** Whether the report cannot be closed without it, where it is asked at all. */
  readonly isNeeded: boolean;
  /** Whether its day may be one to come: until when, from when. */
  readonly isAhead: boolean;
  /** Earlier findings, each with the values of which any has it asked; empty where it always is. */
  readonly when: Readonly<Record<string, readonly string[]>>;
}

/** A time of the law that a report of this kind sets running. */
export interface KindClock {
  readonly clock: string;
  /** Facts of which any keeps it from running. */
  readonly unless: Readonly<Record<string, FactValue>>;
  /** The finding that says when it was met, where there is one. */
  readonly metBy?: string;
}

/** What staff tell with one press, beside the form. */
export interface Press {
  readonly event: string;
  readonly name: string;
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
  /** Roles that hear it where no clause names anybody; empty for whoever leads the school. */
  readonly told: readonly string[];
  /** Whether an illegal image may be in play, so that no file is taken. */
  readonly forbidsFiles: boolean;
  /** Facts or findings of which any forbids files: then an illegal image may be in play. */
  readonly forbidsFilesWhen: Readonly<Record<string, FactValue>>;
  readonly presses: readonly Press[];
  readonly clocks: readonly KindClock[];
  readonly findings: readonly Finding[];
  /** What to do now, beside what the policy says; shown to whoever tells it. */
  readonly first: readonly string[];
}

/** The kind of an event; `other` for one that no kind names. */
export const kindOf = (kinds: ReadonlyMap<string, ReportKind>, event: string): ReportKind =>
  [...kinds.values()].find(({ events }) => events.includes(event)) ?? (kinds.get('other') as ReportKind);

/** The findings that are asked after what was found so far: one that hangs on another which is not asked is not asked either. */
export function findingsAsked(
  { findings }: Pick<ReportKind, 'findings'>,
  found: ReadonlyMap<string, unknown>,
): readonly Finding[] {
  const asked = new Set<string>();
  return findings.filter(({ id, when }) => {
    const isAsked = Object.entries(when).every(
      ([earlier, values]) => asked.has(earlier) && values.includes(String(found.get(earlier))),
    );
    if (isAsked) asked.add(id);
    return isAsked;
  });
}

/** Whether no file is taken with a report of this kind, after what was told and found so far. */
export const refusesFiles = (
  kind: Pick<ReportKind, 'forbidsFiles' | 'forbidsFilesWhen'>,
  facts: Readonly<Record<string, FactValue>>,
  found: ReadonlyMap<string, unknown> = new Map(),
): boolean =>
  kind.forbidsFiles ||
  Object.entries(kind.forbidsFilesWhen).some(
    ([known, value]) => facts[known] === value || found.get(known) === asFound(value),
  );

const asFound = (value: FactValue): unknown =>
  value === true ? 'yes' : value === false ? 'no' : String(value);

/** What staff tell with one press, in the order of the kinds. */
export const pressesOf = (kinds: ReadonlyMap<string, ReportKind>): readonly Press[] =>
  [...kinds.values()].flatMap(({ presses }) => presses);
