/** Faults of this room, and what to do about each. */
export const verdictErrors = {
  SCHOOL_NOT_FOUND: 'Name a school that this Gatehouse serves; the home page lists them.',
  ANSWER_NOT_FOUND: 'Check the number of the answer; answers are kept for the school that gave them.',
  QUESTION_NOT_UNDERSTOOD: 'Use words of the vocabulary; each problem names the nearest.',
} as const;
