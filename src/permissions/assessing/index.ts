export {
  type AssessmentDraft,
  approveAssessment,
  approvingHolders,
  mayApprove,
  requireAssessment,
  saveAssessment,
} from './assessing.ts';
export {
  type Assessment,
  type AssessmentState,
  assessmentState,
  openQuestions,
  showsFact,
} from './assessment.ts';
export {
  type AssessmentForm,
  assessmentForms,
  type AssessmentKind,
  assessmentKinds,
  type AssessmentQuestion,
  shownByAssessment,
} from './forms.ts';
export {
  type AssessmentFilter,
  type EarlyReview,
  readAssessments,
  readReviews,
  type ReviewCause,
} from './records.ts';
export { raiseReview, settleReview } from './reviewing.ts';
