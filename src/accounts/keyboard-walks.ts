/** Rows of keys, and what people count along. */
const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '!"£$%^&*()',
  '!@#$%^&*()',
];
const both = rows.flatMap((row) => [row, [...row].toReversed().join('')]);

/** Two keys that lie side by side, in the same direction as the pair before. */
const steps = new Map(both.map((row) => [row, pairsOf(row)]));

function pairsOf(row: string): ReadonlySet<string> {
  const letters = [...row];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

const SHORTEST_WALK = 4;

/**
 * Text without walks along the keyboard, the alphabet or the digits, and without one character over and over: stretches
 * of four or more. Small letters.
 */
export function withoutWalks(text: string): string {
  const characters = [...text];
  let left = '';
  for (let start = 0; start < characters.length; ) {
    const length = walkFrom(characters, start);
    if (length < SHORTEST_WALK) left += characters[start];
    start += length < SHORTEST_WALK ? 1 : length;
  }
  return left;
}

function walkFrom(characters: readonly string[], start: number): number {
  const along = [...steps.values()].map((pairs) => runFrom(characters, start, (pair) => pairs.has(pair)));
  const repeated = runFrom(characters, start, (_pair, one, other) => one === other);
  return Math.max(repeated, ...along);
}

function runFrom(
  characters: readonly string[],
  start: number,
  goesOn: (pair: string, one: string, other: string) => boolean,
): number {
  let end = start + 1;
  for (; end < characters.length; end += 1) {
    const [one, other] = [String(characters[end - 1]), String(characters[end])];
    if (!goesOn(`${one}${other}`, one, other)) break;
  }
  return end - start;
}
