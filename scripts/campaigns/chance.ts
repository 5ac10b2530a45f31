/** Random numbers that a seed repeats. */
export interface Chance {
  /** A whole number from `low` up to, not including, `high`. */
  between(low: number, high: number): number;
  /** True so many times in a hundred. */
  percent(share: number): boolean;
}

/** SOURCE: mulberry32, a public-domain generator of 32 bits of state. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low));
  return { between, percent: (share) => next() * 100 < share };
}
