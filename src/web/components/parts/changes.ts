/** A run of words that stayed, went or came. */
export interface Change {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond so many comparisons of words, what lies between the first and the last change is shown as one change. */
const MOST_COMPARISONS = 4_000_000;

/** The changes, word by word, that lead from one text to another. */
export function changesBetween(before: string, after: string): readonly Change[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  const head = sharedAtStart(old, now);
  const tail = sharedAtStart(old.slice(head).toReversed(), now.slice(head).toReversed());
  return joined([
    ...old.slice(0, head).map(as('same')),
    ...changedWords(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(as('same')),
  ]);
}

/** Words, stops and the white space between them: joined they are the text again. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/\s+|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|\S/gu) ?? [];

const as =
  (kind: Change['kind']) =>
  (text: string): Change => ({ kind, text });

function sharedAtStart(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index]);
  return differs === -1 ? one.length : differs;
}

function changedWords(old: readonly string[], now: readonly string[]): Change[] {
  if (old.length * now.length > MOST_COMPARISONS) return [...old.map(as('removed')), ...now.map(as('added'))];
  const lengths = commonLengths(old, now);
  const changes: Change[] = [];
  let o = 0;
  let n = 0;
  while (o < old.length || n < now.length) {
    const [oldWord, newWord] = [old[o], now[n]];
    if (oldWord !== undefined && oldWord === newWord) {
      changes.push({ kind: 'same', text: oldWord });
      o += 1;
      n += 1;
    } else if (oldWord !== undefined && lengthAt(lengths, o + 1, n) >= lengthAt(lengths, o, n + 1)) {
      changes.push({ kind: 'removed', text: oldWord });
      o += 1;
    } else {
      changes.push({ kind: 'added', text: newWord ?? '' });
      n += 1;
    }
  }
  return changes;
}

/** For each place in both texts, how many words they have in common from there on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let o = old.length - 1; o >= 0; o -= 1) {
    for (let n = now.length - 1; n >= 0; n -= 1) {
      const length =
        old[o] === now[n]
          ? lengthAt(lengths, o + 1, n + 1) + 1
          : Math.max(lengthAt(lengths, o + 1, n), lengthAt(lengths, o, n + 1));
      lengths[o]?.fill(length, n, n + 1);
    }
  }
  return lengths;
}

const lengthAt = (lengths: readonly Uint32Array[], o: number, n: number): number => lengths[o]?.[n] ?? -1;

/** Runs of one kind as one change. */
function joined(changes: readonly Change[]): readonly Change[] {
  const runs: Change[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) runs[runs.length - 1] = as(last.kind)(last.text + change.text);
    else runs.push(change);
  }
  return runs;
}

/**
 * The changes that one of the texts shows: `removed` gives the text before, `added` the text after. A space between
 * two changed words is shown as changed, so that a changed phrase is marked, and read out, once.
 */
export function sideOf(changes: readonly Change[], side: 'removed' | 'added'): readonly Change[] {
  const shown = joined(changes.filter(({ kind }) => kind === 'same' || kind === side));
  const isGap = ({ kind, text }: Change, index: number): boolean =>
    kind === 'same' && text.trim() === '' && index > 0 && index < shown.length - 1;
  return joined(
    joined(shown.map((change, index) => (isGap(change, index) ? as(side)(change.text) : change))).flatMap(
      trimmed,
    ),
  );
}

/** White space at the edges of a change is not part of it. */
function trimmed(change: Change): readonly Change[] {
  const text = change.text.trim();
  const start = change.text.length - change.text.trimStart().length;
  const parts = [
    as('same')(change.text.slice(0, start)),
    as(change.kind)(text),
    as('same')(change.text.slice(start + text.length)),
  ];
  return parts.filter((part) => part.text !== '');
}
