import { type Clause, decide } from '../../../policy/index.ts';
import type { Report, ReportEntry, ReportKind } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';

/** One thing to do, and whether it was done. */
export interface Step {
  readonly id: string;
  readonly text: string;
  /** The clause that wants it. */
  readonly clause?: string;
  readonly done?: { readonly by: string | undefined; readonly at: Date };
}

/** More is no lead but a reader. */
const MOST_STEPS = 20;

/** What is done about a report of a kind, step by step: what the kind says, then what the policy says of the event. */
export function stepsFor(
  { policy }: School,
  kind: ReportKind,
  report: Report,
  entries: readonly ReportEntry[],
): Step[] {
  const done = new Map(
    entries.filter(({ kind: what }) => what === 'step').map((entry) => [entry.details['step'], entry]),
  );
  const question = {
    as: [report.toldAs],
    event: report.event,
    facts: report.facts,
    permissions: [],
  } as const;
  const { duties } = decide(policy, { ...question, mode: 'may' });
  const { related } = decide(policy, { ...question, mode: 'about' });
  const clauses = new Map([...duties, ...related.filter(isToDo)].map((clause) => [clause.id, clause]));
  const steps = [
    ...kind.first.map((text, at) => ({ id: `first-${at + 1}`, text })),
    ...[...clauses.values()].map(({ id, text }) => ({ id, text, clause: id })),
  ];
  return steps.slice(0, MOST_STEPS).map((step) => {
    const entry = done.get(step.id);
    return entry ? { ...step, done: { by: entry.personId, at: entry.at } } : step;
  });
}

/** Clauses that want something done, other than telling it, which has been done. */
const isToDo = ({ verb }: Clause): boolean => ['require', 'keep', 'review'].includes(verb);
