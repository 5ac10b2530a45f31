/*
 * What an assessment asks. The words are those that the law and its regulator use, so every school is asked the same;
 * whether one is needed before a thing is agreed to, the school's policy says.
 */

export type AssessmentKind = 'cloud' | 'ai' | 'dpia';
export const assessmentKinds = ['cloud', 'ai', 'dpia'] as const;

/** One question of a form. */
export interface AssessmentQuestion {
  readonly id: string;
  readonly ask: string;
  readonly hint?: string;
  /** Whether it may stay open when the assessment is approved. */
  readonly isOptional?: boolean;
  /** Where a few answers are possible; free words otherwise. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
}

/** A form of assessment. */
export interface AssessmentForm {
  readonly kind: AssessmentKind;
  readonly name: string;
  readonly about: string;
  readonly questions: readonly AssessmentQuestion[];
  /** Roles of which any may approve it. */
  readonly approvedBy: readonly string[];
  /** Facts of the vocabulary that an approved one shows. */
  readonly shows: readonly string[];
}

const levels = [
  { value: 'low', text: 'Low' },
  { value: 'medium', text: 'Medium' },
  { value: 'high', text: 'High' },
];

const yesOrNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

const risk: readonly AssessmentQuestion[] = [
  { id: 'likelihood', ask: 'How likely is harm to somebody?', choices: levels },
  { id: 'severity', ask: 'How bad would it be?', choices: levels },
  {
    id: 'measures',
    ask: 'What is done to make the risk smaller?',
    hint: 'Settings, agreements, training, limits on who uses it.',
  },
  { id: 'left', ask: 'How great is the risk that is left?', choices: levels },
];

/** SOURCE: UK GDPR, articles 28 and 32; NCSC cloud security guidance, the fourteen principles in short. */
const cloud: AssessmentForm = {
  kind: 'cloud',
  name: 'Cloud service risk assessment',
  about: 'For a service that keeps or works on the school’s data somewhere else.',
  approvedBy: ['dpo', 'headteacher'],
  shows: ['risk-assessment-complete'],
  questions: [
    { id: 'provider', ask: 'Who provides the service?', hint: 'The company and its address.' },
    { id: 'purpose', ask: 'What is it for?' },
    {
      id: 'data',
      ask: 'What data is held there, and about whom?',
      hint: 'Names of kinds of data, never the data itself.',
    },
    { id: 'where', ask: 'In which countries is the data held?' },
    {
      id: 'contract',
      ask: 'Does a written contract bind the provider to what the school says?',
      choices: yesOrNo,
    },
    { id: 'others', ask: 'Which other companies does the provider pass data to?', isOptional: true },
    { id: 'access', ask: 'Who can reach the data, and how do they sign in?' },
    { id: 'encryption', ask: 'Is the data encrypted on its way and where it is kept?', choices: yesOrNo },
    {
      id: 'backup',
      ask: 'What happens if the service fails or closes?',
      hint: 'Copies, and how the data is got back.',
    },
    { id: 'deletion', ask: 'When and how is the data deleted?' },
    { id: 'breach', ask: 'How soon does the provider say when something goes wrong?' },
    ...risk,
  ],
};

/** SOURCE: DfE, Generative AI: product safety expectations; DfE, Keeping children safe in education, filtering and monitoring. */
const ai: AssessmentForm = {
  kind: 'ai',
  name: 'AI tool risk assessment',
  about: 'For a tool that writes, draws, answers or decides by itself.',
  approvedBy: ['headteacher', 'dpo'],
  shows: ['risk-assessment-complete'],
  questions: [
    { id: 'provider', ask: 'Who provides the tool?' },
    { id: 'purpose', ask: 'What is it used for, and by whom?' },
    { id: 'pupils', ask: 'Do pupils use it?', choices: yesOrNo },
    { id: 'age', ask: 'From which age do the provider’s terms allow it?', isOptional: true },
    {
      id: 'input',
      ask: 'What is typed or put into it?',
      hint: 'Say whether personal data is, and how that is prevented where it must not be.',
    },
    { id: 'training', ask: 'Does the provider learn from what is put in?', choices: yesOrNo },
    { id: 'output', ask: 'Who checks what comes out before anybody relies on it?' },
    { id: 'decisions', ask: 'Does it mark, rank or decide about people?', choices: yesOrNo },
    { id: 'bias', ask: 'Whom could it treat unfairly, and how is that noticed?' },
    { id: 'filtering', ask: 'What stops it from showing something harmful, and who sees what was asked?' },
    { id: 'copyright', ask: 'Whose work is put in or comes out?', isOptional: true },
    ...risk,
  ],
};

/** SOURCE: UK GDPR, article 35(7); ICO, sample DPIA template. */
const dpia: AssessmentForm = {
  kind: 'dpia',
  name: 'Data protection impact assessment',
  about: 'For anything that is likely to be a high risk to the people whose data it is.',
  approvedBy: ['dpo', 'headteacher'],
  shows: ['risk-assessment-complete'],
  questions: [
    { id: 'need', ask: 'What is planned, and why is an assessment needed?' },
    { id: 'nature', ask: 'How is the data collected, used, kept and deleted?' },
    { id: 'scope', ask: 'Which kinds of data, about how many people, for how long?' },
    {
      id: 'context',
      ask: 'Who are the people, and would they expect it?',
      hint: 'Say whether they are children.',
    },
    { id: 'purposes', ask: 'What is to be achieved, and what good does it do?' },
    { id: 'consulted', ask: 'Whom did you ask for their view, and what did they say?' },
    { id: 'basis', ask: 'What is the lawful basis?' },
    { id: 'necessity', ask: 'Could the same be done with less data, or without?' },
    { id: 'rights', ask: 'How do people see, correct or object to what is kept of them?' },
    {
      id: 'processors',
      ask: 'Which companies work on the data for the school, and where?',
      isOptional: true,
    },
    { id: 'risks', ask: 'Which risks are there to the people?' },
    ...risk,
    { id: 'advice', ask: 'What does the data protection officer advise?' },
    {
      id: 'commissioner',
      ask: 'Is the risk that is left so high that the Commissioner must be asked first?',
      choices: yesOrNo,
    },
  ],
};

export const assessmentForms: Readonly<Record<AssessmentKind, AssessmentForm>> = { cloud, ai, dpia };

/** The facts that only an approved assessment shows: nobody's word stands for it. */
export const shownByAssessment: ReadonlySet<string> = new Set(
  Object.values(assessmentForms).flatMap(({ shows }) => shows),
);
