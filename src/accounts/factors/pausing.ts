const FREE_TRIES = 5;
const LONGEST_PAUSE_S = 15 * 60;

/** Tries that count: older ones are forgotten. */
export const REMEMBERED_HOURS = 24;

/**
 * How many whole seconds somebody waits before the next try, after these wrong ones since the last right one, the
 * newest first. Five are free, then 1 s, 2 s, 4 s … up to a quarter of an hour, which lets through fewer than a hundred
 * guesses of a million a day.
 *
 * Nobody can use it to lock the owner out: it takes the owner's password to get as far as trying, and a passkey is
 * never made to wait. SOURCE: NIST SP 800-63B, 3.2.2
 */
export function pauseAfter(wrong: readonly Date[], now: Date): number {
  const [newest] = wrong;
  if (newest === undefined || wrong.length < FREE_TRIES) return 0;
  const pause = Math.min(2 ** (wrong.length - FREE_TRIES), LONGEST_PAUSE_S);
  const waited = (now.getTime() - newest.getTime()) / 1000;
  return Math.max(0, Math.ceil(pause - waited));
}
