import { createHash, createHmac } from 'node:crypto';
import {
  type DeadlineClock,
  clockOn,
  deadlineOf,
  policyClock,
  type SchoolCalendar,
} from '../deadlines/index.ts';
import { localDay, newId } from '../kernel/index.ts';
import { record } from '../ledger/index.ts';
import type { Act } from '../people/index.ts';
import type { FactValue, Policy } from '../policy/index.ts';
import type { Transaction } from '../store/index.ts';
import { insertClock } from './clocks/records.ts';
import { reportFault } from './errors.ts';
import { mayHandIn } from './evidence/forbidding.ts';
import { tellHearers } from './escalating/telling-hearers.ts';
import { earsOf } from './hearing.ts';
import type { CheckedFile } from './handling/entry.ts';
import { LONGEST_WORDS, write } from './handling/writing.ts';
import { kindOf, type ReportKind } from './kind.ts';
import { idOfSame, insertReport } from './records.ts';
import { newReference, receiptOf } from './reference.ts';
import type { ReportRoute, Way } from './report.ts';
import { type PlannedRoute, routingOf } from './routing.ts';

/** What reports of a school are routed and timed by. */
export interface Reporting {
  readonly kinds: ReadonlyMap<string, ReportKind>;
  /** Clocks of the law. */
  readonly clocks: readonly DeadlineClock[];
  readonly calendar: SchoolCalendar;
  /** Seals receipts. */
  readonly secret: Uint8Array;
  /** How people reach the server from outside: with it whoever hears a report is written to as it is filed. */
  readonly origin?: (() => string) | undefined;
}

/** A school with the edition under which a report is routed. */
export interface FilingSchool {
  readonly key: string;
  readonly edition: number;
  readonly policy: Policy;
}

/** What somebody tells. */
export interface ReportDraft {
  readonly event: string;
  /** Roles of the teller; the first is kept. */
  readonly as: readonly string[];
  readonly thing?: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly words: string;
  /** Whom it is about, as the teller wrote it. */
  readonly aboutWords?: string | undefined;
  /** Ids of those who are meant: found from the words, or said. */
  readonly about: readonly string[];
  readonly way: Way;
  readonly toldBy?: string | undefined;
  readonly enteredBy?: string | undefined;
  /** Where answers go, for somebody without an account. */
  readonly tellerAddress?: string | undefined;
  readonly wantsSecrecy?: boolean;
  /** Of the roles of which any is enough, the ones that the teller would rather tell. */
  readonly ratherTo?: readonly string[];
  /** When somebody of the school first knew, where that was before. */
  readonly cameAt?: Date | undefined;
  /** Of the form or the letter: the same one twice is one report. */
  readonly once: string;
  readonly files: readonly CheckedFile[];
}

/** A report that is kept. */
export interface Filed {
  readonly id: string;
  readonly reference: string;
  /** With this somebody without an account comes back; the same for the same form. */
  readonly receipt: string;
  /** False where the same form or letter came before. */
  readonly isNew: boolean;
}

/**
 * Keeps what somebody tells, routed under the edition in force, and sets its times running. The same form twice is one
 * report. @throws REPORT_INCOMPLETE, EVIDENCE_FORBIDDEN
 */
export async function fileReport(
  tx: Transaction,
  act: Act,
  school: FilingSchool,
  reporting: Reporting,
  draft: ReportDraft,
): Promise<Filed> {
  const receipt = receiptOf(
    createHmac('sha256', reporting.secret).update(`receipt ${school.key} ${draft.once}`).digest(),
  );
  const cameOnce = hashed(draft.once);
  const same = await idOfSame(tx, school.key, cameOnce);
  if (same) return { ...same, receipt, isNew: false };
  const kind = kindOf(reporting.kinds, draft.event);
  check(draft, kind);
  const report = reportOf(act, school, reporting, kind, draft);
  const seq = await record(tx, { school: school.key, at: act.at, kind: 'report.entry', subject: report.id });
  await insertReport(
    tx,
    school.key,
    {
      ...report,
      receiptHash: draft.toldBy === undefined ? hashed(receipt) : undefined,
      cameOnce,
      ears: earsOf(report.routes),
    },
    seq,
  );
  await startClocks(tx, school, reporting, kind, report);
  await write(tx, { school: school.key, at: act.at, by: draft.toldBy }, report.id, {
    kind: 'told',
    words: draft.words,
    isForTeller: true,
    files: draft.files,
  });
  if (reporting.origin)
    await tellHearers(
      tx,
      { school: school.key, policy: school.policy, at: act.at, origin: reporting.origin() },
      report,
      [draft.toldBy],
    );
  return { id: report.id, reference: report.reference, receipt, isNew: true };
}

/** What is kept of a receipt. */
export const hashed = (text: string): Uint8Array => createHash('sha256').update(text).digest();

function check({ words, files, facts }: ReportDraft, kind: ReportKind): void {
  if (words.trim() === '') throw reportFault('REPORT_INCOMPLETE', 'a report says what happened');
  if (files.length > 0 && !mayHandIn(kind, facts))
    throw reportFault('EVIDENCE_FORBIDDEN', 'nothing is handed in with this kind of report');
}

function reportOf(
  act: Act,
  school: FilingSchool,
  { calendar }: Reporting,
  kind: ReportKind,
  draft: ReportDraft,
) {
  const { routes, isConfidential } = routingOf(school.policy, { ...draft, told: kind.told });
  const cameAt = draft.cameAt !== undefined && draft.cameAt < act.at ? draft.cameAt : act.at;
  return {
    id: newId(),
    reference: newReference(),
    kind: kind.id,
    event: draft.event,
    edition: school.edition,
    facts: draft.facts,
    words: draft.words.replaceAll('\0', '').trim().slice(0, LONGEST_WORDS),
    aboutWords: draft.aboutWords?.replaceAll('\0', '').trim().slice(0, LONGEST_ABOUT) || undefined,
    way: draft.way,
    toldBy: draft.toldBy,
    toldAs: draft.as[0] ?? 'public',
    enteredBy: draft.enteredBy,
    tellerAddress: draft.tellerAddress,
    isConfidential: isConfidential || kind.isConfidential || (draft.wantsSecrecy ?? false),
    cameAt,
    filedAt: act.at,
    routes: routes
      .filter(({ roles }) => roles.length > 0)
      .map((route) => kept(route, draft, cameAt, calendar)),
    about: [...new Set(draft.about)],
    letIn: [],
  };
}

const LONGEST_ABOUT = 500;

function kept(
  { clause, mode, roles }: PlannedRoute,
  { ratherTo = [] }: ReportDraft,
  cameAt: Date,
  calendar: SchoolCalendar,
): ReportRoute {
  const rather = roles.filter((role) => ratherTo.includes(role));
  return {
    clause: clause?.id,
    mode,
    roles: mode === 'any' && rather.length > 0 ? rather : roles,
    within: clause?.within,
    how: clause?.how,
    dueAt:
      clause?.within === undefined
        ? undefined
        : dueAtOf(policyClock(clause.id, clause.id, clause.within), cameAt, calendar),
  };
}

function dueAtOf(clock: DeadlineClock, start: Date, calendar: SchoolCalendar): Date | undefined {
  const deadline = deadlineOf(clock, start, calendar);
  return deadline.kind === 'moment' || deadline.kind === 'day' ? deadline.dueAt : undefined;
}

/** Sets running what the law wants done in time, unless the teller knows of something that keeps it from binding. */
async function startClocks(
  tx: Transaction,
  school: FilingSchool,
  { clocks, calendar }: Reporting,
  kind: ReportKind,
  report: { readonly id: string; readonly facts: ReportDraft['facts']; readonly cameAt: Date },
): Promise<void> {
  for (const { clock, unless } of kind.clocks) {
    const isUnbound = Object.entries(unless).some(([fact, value]) => report.facts[fact] === value);
    const known = clockOn(clocks, clock, localDay(report.cameAt));
    if (isUnbound || !known) continue;
    await insertClock(tx, school.key, report.id, {
      clock,
      startedAt: report.cameAt,
      dueAt: dueAtOf(known, report.cameAt, calendar),
    });
  }
}
