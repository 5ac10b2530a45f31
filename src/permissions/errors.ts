/** Faults of the permissions room, each with what to do about it. */
export const permissionErrors = {
  REQUEST_NOT_FOUND: 'Look the request up in your own list, or among those that wait for you.',
  REQUEST_NEEDLESS: 'Ask "May I …?" first: only what the policy makes subject to agreement can be asked for.',
  REQUEST_INCOMPLETE: 'Say what it is for, from when, and until when where it ends.',
  REQUEST_SETTLED: 'It was answered or taken back meanwhile; open it again to see how it stands.',
  NEED_NOT_SHOWN:
    'Choose a thing that you have; where its register says no or a check is overdue, have that put right first.',
  DECISION_NOT_YOURS: 'Only those whom the clause names may answer, and nobody their own request.',
  DECISION_TOO_SOON: 'Something that the clause wants to see is still missing; the request says what.',
  DECISION_NEEDS_REASON: 'Say why: the asker reads it, and so does whoever reviews the policy.',
  PERMISSION_NOT_FOUND: 'Look the permission up in your own list.',
  PERMISSION_ENDED: 'It has lapsed or was withdrawn already.',
  RESTRICTION_NOT_YOURS: 'The policy names who may withdraw this, in the clause that allows it.',
  ASSESSMENT_NOT_FOUND: 'Look the assessment up in the list of assessments.',
  ASSESSMENT_INCOMPLETE:
    'Say what it is about; before it is approved, answer every question and set a day for its review.',
  ASSESSMENT_CHANGED: 'Open the assessment again, read what is new, and approve that.',
  ABSENCE_NOT_FOUND: 'It is over or was ended already; the list of absences says who is away.',
  REVIEW_NOT_FOUND: 'It was settled already; the list of reviews says how.',
} as const;

export type PermissionErrorCode = keyof typeof permissionErrors;
