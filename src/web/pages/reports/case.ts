import {
  foundIn,
  type Hearer,
  hearersOf,
  missingOf,
  type Pressing,
  pressingOf,
  readClocksOf,
  readEntries,
  type Report,
  type ReportEntry,
  type ReportKind,
  rolesHeard,
  routingOf,
  type RunningClock,
} from '../../../reports/index.ts';
import { type Holder, readHolders } from '../../../permissions/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { type Clauses, clausesOf } from '../permissions/clauses.ts';
import { type Names, namesOf } from '../permissions/names.ts';
import { heardReport } from './handling-as.ts';
import { type Step, stepsFor } from './playbook.ts';
import { type SignedBy, signedWords } from './signed-words.ts';
import { kindIn } from './words.ts';

/** A report with all that whoever hears it sees of it. */
export interface Case {
  readonly acting: Acting;
  readonly site: Site;
  readonly report: Report;
  readonly kind: ReportKind;
  readonly entries: readonly ReportEntry[];
  readonly clocks: readonly RunningClock[];
  readonly holders: readonly Holder[];
  readonly hearers: readonly Hearer[];
  readonly heard: ReadonlySet<string>;
  readonly pressing: Pressing;
  readonly names: Names;
  /** Of the edition under which it was routed. */
  readonly clauses: Clauses;
  /** Ids of the clauses that it stands under. */
  readonly linked: readonly string[];
  readonly signed: readonly SignedBy[];
  readonly steps: readonly Step[];
  readonly found: ReadonlyMap<string, unknown>;
  readonly missing: ReturnType<typeof missingOf>;
}

/** A report that the viewer hears, gathered. @throws REPORT_NOT_FOUND */
export async function caseOf(site: Site, acting: Acting, id: string): Promise<Case> {
  const report = await heardReport(site, acting, id);
  const { school, day } = acting;
  const { db } = site.store;
  const kind = kindIn(site, report);
  const [entries, clocksById, holders, clauses] = await Promise.all([
    readEntries(db, school.key, id),
    readClocksOf(db, school.key, [id]),
    readHolders(db, school.key, day),
    clausesOf(site, school, report.edition),
  ]);
  const [clocks, heard, found] = [clocksById.get(id) ?? [], rolesHeard(entries), foundIn(entries)];
  const hearers = hearersOf(report, holders, school.policy);
  const linked = linkedClauses(acting, report, entries);
  return {
    acting,
    site,
    report,
    kind,
    entries,
    clocks,
    holders,
    hearers,
    heard,
    pressing: pressingOf(report, heard, clocks),
    names: await namesOf(site, acting, peopleIn(report, entries, hearers)),
    clauses,
    linked,
    signed: await signedWords(site, acting, report, linked),
    steps: stepsFor(school, kind, report, entries),
    found,
    missing: missingOf(kind, found),
  };
}

/** The clauses that the event falls under, that sent it on, and that somebody linked. */
function linkedClauses({ school }: Acting, report: Report, entries: readonly ReportEntry[]): string[] {
  const { verdict } = routingOf(school.policy, {
    event: report.event,
    as: [report.toldAs],
    facts: report.facts,
  });
  const byHand = entries.filter(({ kind, details }) => kind === 'linked' && details['what'] === 'clause');
  return [
    ...new Set([
      ...byHand.map(({ details }) => String(details['id'])),
      ...report.routes.flatMap(({ clause }) => clause ?? []),
      ...verdict.deciding.map(({ id }) => id),
    ]),
  ];
}

const peopleIn = (
  { toldBy, enteredBy, assignedTo, about }: Report,
  entries: readonly ReportEntry[],
  hearers: readonly Hearer[],
): (string | undefined)[] => [
  toldBy,
  enteredBy,
  assignedTo,
  ...about,
  ...hearers.map(({ personId }) => personId),
  ...entries.flatMap(({ personId, details }) => [personId, ...idsIn(details)]),
];

/** Ids of people that an entry speaks of. */
export const idsIn = (details: ReportEntry['details']): string[] =>
  ['person', 'people'].flatMap((name) => String(details[name] ?? '').split(' ')).filter(Boolean);
