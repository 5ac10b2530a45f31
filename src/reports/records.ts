import { canonicalJson } from '../kernel/index.ts';
import type { FactValue } from '../policy/index.ts';
import type { Queries, Tables, Transaction } from '../store/index.ts';
import { type Selectable, sql } from 'kysely';
import type { LetIn, Report, ReportRoute, Way } from './report.ts';

/** A report as it is first written. */
export interface NewReport extends Omit<Report, 'state' | 'acknowledgedAt' | 'assignedTo' | 'closedAt'> {
  readonly receiptHash: Uint8Array | undefined;
  readonly cameOnce: Uint8Array;
  /** Roles under which it may come to be heard. */
  readonly ears: readonly string[];
}

/** The id of what came before with the same form or letter. */
export async function idOfSame(
  db: Queries,
  school: string,
  cameOnce: Uint8Array,
): Promise<{ readonly id: string; readonly reference: string } | undefined> {
  return db
    .selectFrom('report')
    .select(['id', 'reference'])
    .where('school_id', '=', school)
    .where('came_once', '=', cameOnce)
    .executeTakeFirst();
}

export async function insertReport(
  tx: Transaction,
  school: string,
  report: NewReport,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('report')
    .values({
      school_id: school,
      id: report.id,
      reference: report.reference,
      kind: report.kind,
      event: report.event,
      edition: report.edition,
      facts: canonicalJson(report.facts),
      words: report.words,
      about: report.aboutWords ?? null,
      way: report.way,
      told_by: report.toldBy ?? null,
      told_as: report.toldAs,
      entered_by: report.enteredBy ?? null,
      teller_address: report.tellerAddress ?? null,
      receipt_hash: report.receiptHash ?? null,
      came_once: report.cameOnce,
      is_confidential: report.isConfidential,
      came_at: report.cameAt,
      filed_at: report.filedAt,
      state: 'open',
      acknowledged_at: null,
      assigned_to: null,
      closed_at: null,
      seq,
    })
    .execute();
  await insertRoutes(tx, school, report.id, report.routes);
  await insertEars(tx, school, report.id, report.ears);
  await insertAbout(tx, school, report.id, report.about, report.filedAt);
}

async function insertRoutes(
  tx: Transaction,
  school: string,
  reportId: string,
  routes: readonly ReportRoute[],
): Promise<void> {
  await tx
    .insertInto('report_route')
    .values(
      routes.map((route) => ({
        school_id: school,
        report_id: reportId,
        clause: route.clause ?? '',
        mode: route.mode,
        roles: route.roles.join(' '),
        within: route.within ?? null,
        how: route.how ?? null,
        due_at: route.dueAt ?? null,
      })),
    )
    .execute();
}

async function insertEars(
  tx: Transaction,
  school: string,
  reportId: string,
  roles: readonly string[],
): Promise<void> {
  if (roles.length === 0) return;
  await tx
    .insertInto('report_ear')
    .values(roles.map((role) => ({ school_id: school, report_id: reportId, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From then on the report does not exist for these people. */
export async function insertAbout(
  tx: Transaction,
  school: string,
  reportId: string,
  personIds: readonly string[],
  since: Date,
): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .insertInto('report_about')
    .values(
      personIds.map((personId) => ({ school_id: school, report_id: reportId, person_id: personId, since })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function insertLetIn(
  tx: Transaction,
  school: string,
  reportId: string,
  letIn: LetIn,
  since: Date,
): Promise<void> {
  await tx
    .insertInto('report_hearer')
    .values({
      school_id: school,
      report_id: reportId,
      person_id: letIn.personId,
      why: letIn.why,
      since,
      until: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which reports are looked for. */
export interface ReportFilter {
  readonly ids?: readonly string[];
  /** Those that somebody with these roles may come to hear, or was let in to; never those about them. */
  readonly listener?: { readonly personId: string; readonly roles: readonly string[] };
  readonly toldBy?: string;
  readonly receiptHash?: Uint8Array;
  readonly state?: 'open' | 'closed';
  /** Only those filed before, for paging. */
  readonly before?: { readonly at: Date; readonly id: string };
  readonly limit?: number;
}

/** Reports, the newest first, each with all that decides who hears it. */
export async function readReports(db: Queries, school: string, filter: ReportFilter): Promise<Report[]> {
  const rows = await selectReports(db, school, filter);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [routes, about, letIn] = await Promise.all([
    routesOf(db, school, ids),
    aboutOf(db, school, ids),
    letInOf(db, school, ids),
  ]);
  return rows.map((row) => ({
    ...reportFrom(row),
    routes: routes.get(row.id) ?? [],
    about: about.get(row.id) ?? [],
    letIn: letIn.get(row.id) ?? [],
  }));
}

function selectReports(
  db: Queries,
  school: string,
  filter: ReportFilter,
): Promise<Selectable<Tables['report']>[]> {
  const { ids, listener, toldBy, receiptHash, state, before, limit } = filter;
  let query = db
    .selectFrom('report')
    .selectAll('report')
    .where('report.school_id', '=', school)
    .orderBy('report.filed_at', 'desc')
    .orderBy('report.id');
  if (ids) query = query.where('report.id', 'in', ids.length > 0 ? [...ids] : ['']);
  if (toldBy !== undefined) query = query.where('report.told_by', '=', toldBy);
  if (receiptHash) query = query.where('report.receipt_hash', '=', receiptHash);
  if (state) query = query.where('report.state', '=', state);
  if (before)
    query = query.where((or) =>
      or.or([
        or('report.filed_at', '<', before.at),
        or.and([or('report.filed_at', '=', before.at), or('report.id', '>', before.id)]),
      ]),
    );
  if (listener) query = narrowTo(query, school, listener);
  return (limit === undefined ? query : query.limit(limit)).execute();
}

type ReportQuery = ReturnType<typeof wholeQuery>;
const wholeQuery = (db: Queries) => db.selectFrom('report').selectAll('report');

/**
 * What is about the listener is left out before anything is counted, ordered or timed. One list of ids, found by the
 * indexes of what may be heard: every page of whoever is signed in asks this, mostly to find nothing.
 */
function narrowTo<Q extends ReportQuery>(
  query: Q,
  school: string,
  { personId, roles }: NonNullable<ReportFilter['listener']>,
): Q {
  return query.where(
    sql<boolean>`report.id in (
      select report_id from report_ear where school_id = ${school} and role = any(${[...roles]}::text[])
      union all
      select report_id from report_hearer where school_id = ${school} and person_id = ${personId} and until is null
      except
      select report_id from report_about where school_id = ${school} and person_id = ${personId})`,
  ) as Q;
}

const words = (text: string): string[] => (text === '' ? [] : text.split(' '));

function reportFrom(row: Selectable<Tables['report']>): Omit<Report, 'routes' | 'about' | 'letIn'> {
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    event: row.event,
    edition: row.edition,
    facts: row.facts as Readonly<Record<string, FactValue>>,
    words: row.words,
    aboutWords: row.about ?? undefined,
    way: row.way as Way,
    toldBy: row.told_by ?? undefined,
    toldAs: row.told_as,
    enteredBy: row.entered_by ?? undefined,
    tellerAddress: row.teller_address ?? undefined,
    isConfidential: row.is_confidential,
    cameAt: row.came_at,
    filedAt: row.filed_at,
    state: row.state as Report['state'],
    acknowledgedAt: row.acknowledged_at ?? undefined,
    assignedTo: row.assigned_to ?? undefined,
    closedAt: row.closed_at ?? undefined,
  };
}

/** One parameter however many ids there are: a statement with thousands takes longer to write than to run. */
export const isOneOf = (ids: readonly string[]) => sql<boolean>`report_id = any(${[...ids]}::text[])`;

/** Lists by the report that they belong to. */
function byReport<Row extends { readonly report_id: string }, T>(
  rows: readonly Row[],
  make: (row: Row) => T,
): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  for (const row of rows) {
    const list = lists.get(row.report_id) ?? [];
    list.push(make(row));
    lists.set(row.report_id, list);
  }
  return lists;
}

async function routesOf(
  db: Queries,
  school: string,
  ids: readonly string[],
): Promise<Map<string, ReportRoute[]>> {
  const rows = await db
    .selectFrom('report_route')
    .selectAll()
    .where('school_id', '=', school)
    .where(isOneOf(ids))
    .orderBy('clause')
    .execute();
  return byReport(rows, (row) => ({
    clause: row.clause || undefined,
    mode: row.mode as 'any' | 'all',
    roles: words(row.roles),
    within: row.within ?? undefined,
    how: row.how ?? undefined,
    dueAt: row.due_at ?? undefined,
  }));
}

async function aboutOf(db: Queries, school: string, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('report_about')
    .select(['report_id', 'person_id'])
    .where('school_id', '=', school)
    .where(isOneOf(ids))
    .execute();
  return byReport(rows, (row) => row.person_id);
}

async function letInOf(db: Queries, school: string, ids: readonly string[]): Promise<Map<string, LetIn[]>> {
  const rows = await db
    .selectFrom('report_hearer')
    .select(['report_id', 'person_id', 'why'])
    .where('school_id', '=', school)
    .where(isOneOf(ids))
    .where('until', 'is', null)
    .orderBy('since')
    .execute();
  return byReport(rows, (row) => ({ personId: row.person_id, why: row.why as LetIn['why'] }));
}
