import { type Assessment, type AssessmentQuestion, assessmentForms } from '../../../permissions/index.ts';
import type { SummaryListRow } from '../../components/summary-list.ts';

/** An answer as a reader sees it. */
export const wordAnswer = ({ choices }: AssessmentQuestion, answer: string): string =>
  choices?.find(({ value }) => value === answer)?.text ?? answer;

/** The questions of an assessment with their answers. */
export const answerRows = ({ kind, answers }: Pick<Assessment, 'kind' | 'answers'>): SummaryListRow[] =>
  assessmentForms[kind].questions.map((question) => ({
    key: { text: question.ask },
    value: { text: wordAnswer(question, answers[question.id] ?? 'Not answered') },
  }));
