/** Exit codes of every command, so that scripts can branch on them. */
export const exit = {
  /** Done, and what was asked for holds. */
  done: 0,
  /** Something failed that should have worked. */
  failed: 1,
  /** Done, and what was asked for does not hold: a case differs, a rule is not traced, the answer is no. */
  refused: 2,
  /** The input could not be understood: a broken pack, an unknown word or option. */
  invalid: 3,
} as const;

export type Exit = (typeof exit)[keyof typeof exit];
