/** A word of the vocabulary: an act, a thing, an event, a role, a register, or a value of a fact. */
export interface Word {
  readonly id: string;
  /** Plain English. */
  readonly name: string;
  /** Its wider words. */
  readonly is: readonly string[];
  /** Other ids for the same. */
  readonly also: readonly string[];
  /** What people type when they mean it. */
  readonly words: readonly string[];
}

/** `deviceOwner`, `device_owner` and `Device owner` are all `device-owner`. */
export function asId(name: string): string {
  return name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[\s_]+/g, '-')
    .toLowerCase();
}

/** Words of one kind, found by id or by another name, with their widening. */
export class Lexicon<T extends Word> {
  readonly #words = new Map<string, T>();
  readonly #all: readonly T[];
  readonly #names = new Map<string, T>();
  readonly #wider = new Map<string, readonly string[]>();
  readonly #narrower = new Map<string, string[]>();

  constructor(words: Iterable<T> = []) {
    for (const word of words) {
      this.#words.set(word.id, word);
      this.#names.set(word.id, word);
    }
    this.#all = [...this.#words.values()];
    for (const word of this.#all) {
      for (const name of word.also) if (!this.#names.has(name)) this.#names.set(name, word);
    }
    for (const word of this.#all) {
      for (const wider of this.wider(word.id)) {
        const list = this.#narrower.get(wider);
        if (list) list.push(word.id);
        else this.#narrower.set(wider, [word.id]);
      }
    }
  }

  /** The word of this id or other name, written in any case. */
  find(name: string): T | undefined {
    return this.#names.get(name) ?? this.#names.get(asId(name));
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  all(): readonly T[] {
    return this.#all;
  }

  /** The word's own id first, then its wider words, nearest first. */
  wider(id: string): readonly string[] {
    const known = this.#wider.get(id);
    if (known) return known;
    const line = [id];
    for (const at of line) {
      for (const wider of this.#words.get(at)?.is ?? []) if (!line.includes(wider)) line.push(wider);
    }
    this.#wider.set(id, line);
    return line;
  }

  /** The word's own id and every narrower word. */
  narrower(id: string): readonly string[] {
    return this.#narrower.get(id) ?? [id];
  }

  /** Whether `id` is `wide` or a kind of it. */
  is(id: string, wide: string): boolean {
    return this.wider(id).includes(wide);
  }

  /** The known id or other name nearest to a mistyped one, if any is near. */
  nearest(name: string): string | undefined {
    return nearest(asId(name), this.#names.keys());
  }
}

/** The candidate with the fewest edits to the word, if that is at most a third of its length. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = editsBetween(word, candidate, fewest);
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best;
}

/**
 * Letters to add, leave out, change, or swap with their neighbour, given up at `limit`.
 * SOURCE: optimal string alignment distance (Damerau, Levenshtein)
 */
function editsBetween(one: string, other: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + change,
          swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    if (Math.min(...current) >= limit && Math.min(...previous) >= limit) return limit;
    before = previous;
    previous = current;
  }
  return previous[other.length] ?? limit;
}
