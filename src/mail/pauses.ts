const minute = 60;
const hour = 60 * minute;

/**
 * Seconds to wait after each attempt that did not succeed; the attempt after the last pause is the last.
 *
 * INVARIANT: the shortest is longer than `longestSendingMs`. An attempt is written down before it is made, and until its
 * pause is over nobody else begins another; so a message is never under way twice.
 */
export const pauses: readonly number[] = [minute, 5 * minute, 30 * minute, 2 * hour, 12 * hour];

/** How often a message is tried before it has failed. */
export const mostAttempts = pauses.length + 1;

/** Whatever a server does, an attempt is given up after so many milliseconds. */
export const longestSendingMs = 45_000;
