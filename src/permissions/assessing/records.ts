import { sql } from 'kysely';
import type { Queries, Transaction } from '../../store/index.ts';
import type { Assessment } from './assessment.ts';
import type { AssessmentKind } from './forms.ts';

export async function insertAssessment(
  tx: Transaction,
  school: string,
  assessment: Omit<Assessment, 'approvedBy' | 'approvedAt' | 'reviewOn'>,
): Promise<void> {
  await tx
    .insertInto('assessment')
    .values({
      school_id: school,
      id: assessment.id,
      edition: assessment.edition,
      kind: assessment.kind,
      title: assessment.title,
      item_id: assessment.itemId ?? null,
      answers: JSON.stringify(assessment.answers),
      written_by: assessment.writtenBy,
      written_at: assessment.writtenAt,
    })
    .execute();
}

/** Which editions are read. */
export interface AssessmentFilter {
  readonly id?: string;
  /** Every edition; only the newest of each where left out. */
  readonly all?: boolean;
  /** The newest edition that was approved, of each. */
  readonly approved?: boolean;
}

/** Assessments, the newest edition first. */
export async function readAssessments(
  db: Queries,
  school: string,
  filter: AssessmentFilter,
): Promise<Assessment[]> {
  let query = db.selectFrom('assessment').selectAll().where('school_id', '=', school);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.approved) query = query.where('approved_at', 'is not', null);
  if (!filter.all) query = query.distinctOn('id');
  const rows = await query.orderBy('id').orderBy('edition', 'desc').execute();
  return rows
    .map((row) => ({
      id: row.id,
      edition: row.edition,
      kind: row.kind as AssessmentKind,
      title: row.title,
      itemId: row.item_id ?? undefined,
      answers: row.answers as Record<string, string>,
      writtenBy: row.written_by,
      writtenAt: row.written_at,
      approvedBy: row.approved_by ?? undefined,
      approvedAt: row.approved_at ?? undefined,
      reviewOn: row.review_on ?? undefined,
    }))
    .toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime());
}

/** Approves an edition that nobody has approved meanwhile; whether it did. */
export async function updateApproval(
  tx: Transaction,
  school: string,
  assessment: Pick<Assessment, 'id' | 'edition'>,
  approval: { readonly by: string; readonly at: Date; readonly reviewOn: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('assessment')
    .set({ approved_by: approval.by, approved_at: approval.at, review_on: approval.reviewOn })
    .where('school_id', '=', school)
    .where('id', '=', assessment.id)
    .where('edition', '=', assessment.edition)
    .where('approved_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Why a review became due out of turn. */
export type ReviewCause = 'ai-tool' | 'filter-change' | 'incident';

/** A review that became due out of turn. */
export interface EarlyReview {
  readonly id: string;
  readonly cause: ReviewCause;
  readonly subject: string;
  readonly raisedAt: Date;
  readonly settledAt: Date | undefined;
  readonly settledBy: string | undefined;
  readonly outcome: string | undefined;
}

export async function insertReview(
  tx: Transaction,
  school: string,
  review: Pick<EarlyReview, 'id' | 'cause' | 'subject' | 'raisedAt'>,
): Promise<void> {
  await tx
    .insertInto('early_review')
    .values({
      school_id: school,
      id: review.id,
      cause: review.cause,
      subject: review.subject,
      raised_at: review.raisedAt,
    })
    .execute();
}

const MOST_REVIEWS = 500;

/** What is to be reviewed first, then what was; the newest first. */
export async function readReviews(db: Queries, school: string): Promise<EarlyReview[]> {
  const rows = await db
    .selectFrom('early_review')
    .selectAll()
    .where('school_id', '=', school)
    .orderBy(sql`settled_at is not null`)
    .orderBy('raised_at', 'desc')
    .orderBy('id')
    .limit(MOST_REVIEWS)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    cause: row.cause as ReviewCause,
    subject: row.subject,
    raisedAt: row.raised_at,
    settledAt: row.settled_at ?? undefined,
    settledBy: row.settled_by ?? undefined,
    outcome: row.outcome ?? undefined,
  }));
}

/** Settles a review that nobody has settled meanwhile; whether it did. */
export async function updateReview(
  tx: Transaction,
  school: string,
  id: string,
  settled: { readonly by: string; readonly at: Date; readonly outcome: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('early_review')
    .set({ settled_at: settled.at, settled_by: settled.by, outcome: settled.outcome })
    .where('school_id', '=', school)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
