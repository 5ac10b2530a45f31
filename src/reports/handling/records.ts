import { canonicalJson } from '../../kernel/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import { isOneOf } from '../records.ts';
import type { EntryKind, Evidence, ReportEntry } from './entry.ts';

export interface NewEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly personId: string | undefined;
  readonly words: string | undefined;
  readonly details: ReportEntry['details'];
  readonly isForTeller: boolean;
  readonly at: Date;
}

export async function insertEntry(
  tx: Transaction,
  school: string,
  reportId: string,
  entry: NewEntry,
  seq: number,
): Promise<void> {
  await tx
    .insertInto('report_entry')
    .values({
      school_id: school,
      id: entry.id,
      report_id: reportId,
      kind: entry.kind,
      person_id: entry.personId ?? null,
      words: entry.words ?? null,
      details: canonicalJson(entry.details),
      is_for_teller: entry.isForTeller,
      at: entry.at,
      seq,
    })
    .execute();
}

export interface NewFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

export async function insertFile(
  tx: Transaction,
  school: string,
  reportId: string,
  entryId: string,
  file: NewFile,
): Promise<void> {
  await tx
    .insertInto('report_file')
    .values({
      school_id: school,
      id: file.id,
      report_id: reportId,
      entry_id: entryId,
      name: file.name,
      type: file.type,
      size: file.body.length,
      content_hash: file.hash,
      body: file.body,
    })
    .execute();
}

/** The timeline of a report, the oldest first; for the teller only what is theirs to read. */
export async function readEntries(
  db: Queries,
  school: string,
  reportId: string,
  forTeller = false,
): Promise<ReportEntry[]> {
  let query = db
    .selectFrom('report_entry')
    .selectAll()
    .where('school_id', '=', school)
    .where('report_id', '=', reportId)
    .orderBy('seq');
  if (forTeller) query = query.where('is_for_teller', '=', true);
  const [rows, files] = await Promise.all([query.execute(), filesOf(db, school, reportId)]);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as EntryKind,
    personId: row.person_id ?? undefined,
    words: row.words ?? undefined,
    details: row.details as ReportEntry['details'],
    isForTeller: row.is_for_teller,
    at: row.at,
    seq: row.seq,
    files: files.filter((file) => file.entryId === row.id),
  }));
}

/** The roles as which each of these reports was heard, by report. */
export async function readRolesHeard(
  db: Queries,
  school: string,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (reportIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('report_entry')
    .select(['report_id', 'details'])
    .where('school_id', '=', school)
    .where(isOneOf(reportIds))
    .where('kind', '=', 'acknowledged')
    .execute();
  const heard = new Map<string, Set<string>>();
  for (const { report_id: id, details } of rows) {
    const roles = String((details as ReportEntry['details'])['roles'] ?? '').split(' ');
    heard.set(id, new Set([...(heard.get(id) ?? []), ...roles]));
  }
  return heard;
}

async function filesOf(
  db: Queries,
  school: string,
  reportId: string,
): Promise<(Evidence & { readonly entryId: string })[]> {
  const rows = await db
    .selectFrom('report_file')
    .select(['id', 'entry_id', 'name', 'type', 'size', 'content_hash'])
    .where('school_id', '=', school)
    .where('report_id', '=', reportId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    entryId: row.entry_id,
    name: row.name,
    type: row.type,
    size: row.size,
    hash: Buffer.from(row.content_hash).toString('hex'),
  }));
}

/** A file of a report with its bytes. */
export async function readFile(
  db: Queries,
  school: string,
  reportId: string,
  fileId: string,
): Promise<
  | { readonly name: string; readonly type: string; readonly body: Uint8Array; readonly isForTeller: boolean }
  | undefined
> {
  const row = await db
    .selectFrom('report_file')
    .innerJoin('report_entry', (join) =>
      join
        .onRef('report_entry.school_id', '=', 'report_file.school_id')
        .onRef('report_entry.id', '=', 'report_file.entry_id'),
    )
    .select(['report_file.name', 'report_file.type', 'report_file.body', 'report_entry.is_for_teller'])
    .where('report_file.school_id', '=', school)
    .where('report_file.report_id', '=', reportId)
    .where('report_file.id', '=', fileId)
    .executeTakeFirst();
  return row && { name: row.name, type: row.type, body: row.body, isForTeller: row.is_for_teller };
}

/** Takes the report for this transaction, so that two who handle it at once do not cross. */
export async function lockReport(tx: Transaction, school: string, reportId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('report')
    .select('id')
    .where('school_id', '=', school)
    .where('id', '=', reportId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** How a report stands now, beside its timeline. */
export interface StateChange {
  readonly state?: 'open' | 'closed';
  readonly acknowledgedAt?: Date;
  readonly assignedTo?: string | null;
  readonly closedAt?: Date | null;
}

export async function changeState(
  tx: Transaction,
  school: string,
  reportId: string,
  change: StateChange,
): Promise<void> {
  await tx
    .updateTable('report')
    .set({
      ...(change.state !== undefined && { state: change.state }),
      ...(change.acknowledgedAt !== undefined && { acknowledged_at: change.acknowledgedAt }),
      ...(change.assignedTo !== undefined && { assigned_to: change.assignedTo }),
      ...(change.closedAt !== undefined && { closed_at: change.closedAt }),
    })
    .where('school_id', '=', school)
    .where('id', '=', reportId)
    .execute();
}
