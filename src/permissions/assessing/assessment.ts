import { type AssessmentKind, type AssessmentQuestion, assessmentForms } from './forms.ts';

/** One edition of an assessment. A newer one stands for the same thing and takes its place. */
export interface Assessment {
  readonly id: string;
  readonly edition: number;
  readonly kind: AssessmentKind;
  readonly title: string;
  readonly itemId: string | undefined;
  readonly answers: Readonly<Record<string, string>>;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly approvedBy: string | undefined;
  readonly approvedAt: Date | undefined;
  /** The day by which it is looked at again, YYYY-MM-DD. */
  readonly reviewOn: string | undefined;
}

export type AssessmentState = 'draft' | 'approved' | 'review-due';

/** How an edition stands on a day. An approved one that is past its review shows nothing any more. */
export function assessmentState(assessment: Assessment, day: string): AssessmentState {
  if (!assessment.approvedAt) return 'draft';
  return assessment.reviewOn !== undefined && assessment.reviewOn < day ? 'review-due' : 'approved';
}

/** Questions that must be answered before anybody can approve it. */
export const openQuestions = ({
  kind,
  answers,
}: Pick<Assessment, 'kind' | 'answers'>): AssessmentQuestion[] =>
  assessmentForms[kind].questions.filter(({ id, isOptional }) => !isOptional && !answers[id]);

/** Whether an approved assessment shows a fact on a day. */
export const showsFact = (assessment: Assessment, fact: string, day: string): boolean =>
  assessmentState(assessment, day) === 'approved' && assessmentForms[assessment.kind].shows.includes(fact);
