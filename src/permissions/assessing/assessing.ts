import { localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { type Act, entry } from '../../people/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Queries, Transaction } from '../../store/index.ts';
import { approversOf, type Holder } from '../approving.ts';
import { permissionFault } from '../fault.ts';
import { holdersFor } from '../holding-roles.ts';
import { raiseForTool } from './causing-reviews.ts';
import { type Assessment, openQuestions } from './assessment.ts';
import { type AssessmentKind, assessmentForms } from './forms.ts';
import { insertAssessment, readAssessments, updateApproval } from './records.ts';

/** What somebody writes into an assessment. */
export interface AssessmentDraft {
  /** The assessment of which this is a newer edition; none for a new one. */
  readonly id?: string | undefined;
  readonly kind: AssessmentKind;
  readonly title: string;
  readonly answers: Readonly<Record<string, string>>;
}

const LONGEST_TITLE = 200;
const LONGEST_ANSWER = 4000;

/**
 * Keeps what was written as a further edition, so that nothing that was ever approved is written over.
 * @throws ASSESSMENT_INCOMPLETE, ASSESSMENT_NOT_FOUND
 */
export async function saveAssessment(
  tx: Transaction,
  act: Act & { readonly by: string },
  draft: AssessmentDraft,
): Promise<Assessment> {
  const title = draft.title.trim().slice(0, LONGEST_TITLE);
  if (title === '') throw permissionFault('ASSESSMENT_INCOMPLETE', 'an assessment says what it is about');
  const before = draft.id === undefined ? undefined : await requireAssessment(tx, act.school, draft.id);
  const assessment = {
    id: before?.id ?? newId(),
    edition: (before?.edition ?? 0) + 1,
    kind: before?.kind ?? draft.kind,
    title,
    itemId: before?.itemId,
    answers: answersTo(before?.kind ?? draft.kind, draft.answers),
    writtenBy: act.by,
    writtenAt: act.at,
  };
  await insertAssessment(tx, act.school, assessment);
  await record(tx, {
    ...entry(act, 'assessment.written', assessment.id),
    details: { assessment: assessment.id, edition: assessment.edition, kind: assessment.kind },
  });
  return { ...assessment, approvedBy: undefined, approvedAt: undefined, reviewOn: undefined };
}

/** Only answers to questions of the form, and of a choice only what can be chosen. */
function answersTo(kind: AssessmentKind, answers: AssessmentDraft['answers']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { id, choices } of assessmentForms[kind].questions) {
    const answer = answers[id]?.trim().slice(0, LONGEST_ANSWER) ?? '';
    const isPossible = !choices || choices.some(({ value }) => value === answer);
    if (answer !== '' && isPossible) kept[id] = answer;
  }
  return kept;
}

/** The newest edition of an assessment. @throws ASSESSMENT_NOT_FOUND */
export async function requireAssessment(db: Queries, school: string, id: string): Promise<Assessment> {
  const [assessment] = await readAssessments(db, school, { id });
  if (!assessment) throw permissionFault('ASSESSMENT_NOT_FOUND', 'there is no such assessment');
  return assessment;
}

/** Who may come to approve assessments on a day (YYYY-MM-DD). */
export const approvingHolders = (
  db: Queries,
  school: string,
  day: string,
  policy: Policy,
): Promise<Holder[]> =>
  holdersFor(
    db,
    school,
    day,
    Object.values(assessmentForms).flatMap(({ approvedBy }) => approvedBy),
    policy,
  );

/** Whether somebody may approve an assessment today: any of the roles of its form, and never who wrote it. */
export function mayApprove(
  assessment: Pick<Assessment, 'kind' | 'writtenBy'>,
  personId: string,
  holders: readonly Holder[],
  policy: Policy,
): boolean {
  const part = {
    clause: '',
    mode: 'any',
    roles: assessmentForms[assessment.kind].approvedBy,
    written: false,
  } as const;
  return approversOf(part, assessment.writtenBy, holders, policy).some(({ personIds }) =>
    personIds.includes(personId),
  );
}

/**
 * Approves the newest edition until its review. A new AI tool brings forward what the policy or the law has reviewed then.
 * @throws ASSESSMENT_NOT_FOUND, ASSESSMENT_CHANGED, ASSESSMENT_INCOMPLETE, DECISION_NOT_YOURS
 */
export async function approveAssessment(
  tx: Transaction,
  act: Act & { readonly by: string },
  policy: Policy,
  approval: { readonly id: string; readonly edition: number; readonly reviewOn: string },
): Promise<void> {
  const assessment = await requireAssessment(tx, act.school, approval.id);
  const day = localDay(act.at);
  if (!mayApprove(assessment, act.by, await approvingHolders(tx, act.school, day, policy), policy))
    throw permissionFault('DECISION_NOT_YOURS', 'this is not yours to approve');
  if (openQuestions(assessment).length > 0 || approval.reviewOn <= day)
    throw permissionFault(
      'ASSESSMENT_INCOMPLETE',
      'every question is answered, and the review is later than today',
    );
  const { by, at } = act;
  const isCurrent = assessment.edition === approval.edition;
  if (
    !isCurrent ||
    !(await updateApproval(tx, act.school, assessment, { by, at, reviewOn: approval.reviewOn }))
  )
    throw permissionFault('ASSESSMENT_CHANGED', 'this edition was approved or replaced meanwhile');
  if (assessment.kind === 'ai' && !(await wasApproved(tx, act.school, assessment)))
    await raiseForTool(tx, act, policy, assessment.title);
  await record(tx, {
    ...entry(act, 'assessment.approved', assessment.id),
    details: {
      assessment: assessment.id,
      edition: assessment.edition,
      kind: assessment.kind,
      review: approval.reviewOn,
    },
  });
}

/** Whether an earlier edition was approved: then the tool is not new. */
async function wasApproved(tx: Transaction, school: string, { id, edition }: Assessment): Promise<boolean> {
  const editions = await readAssessments(tx, school, { id, all: true });
  return editions.some((each) => each.edition < edition && each.approvedAt !== undefined);
}
