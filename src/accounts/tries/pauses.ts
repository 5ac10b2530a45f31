/** When somebody who guessed wrong may try again. */
export interface Pauses {
  /** Wrong tries that cost nothing. */
  readonly free: number;
  /** Minutes for which a wrong try counts. */
  readonly minutes: number;
  readonly longestSeconds: number;
}

/** For a name, a known device and a pupil. SOURCE: Cyber Essentials: at most ten guesses in five minutes */
export const pausesOfOne: Pauses = { free: 5, minutes: 10, longestSeconds: 60 };

/** For an address, which a whole school shares: a class that mistypes must not keep the staff out. */
export const pausesOfAddress: Pauses = { free: 50, minutes: 10, longestSeconds: 60 };

/** Whole seconds to wait after so many wrong tries, the last of them at this moment: 1, 2, 4 … and never more than the longest. */
export function secondsToWait(pauses: Pauses, wrong: number, last: Date | undefined, now: Date): number {
  if (last === undefined || wrong < pauses.free) return 0;
  const pause = Math.min(2 ** (wrong - pauses.free), pauses.longestSeconds);
  return Math.max(0, Math.ceil(pause - (now.getTime() - last.getTime()) / 1000));
}
