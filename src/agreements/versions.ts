/** One edition as far as its forms go: their words as `sameness` writes them, by form. */
export interface EditionForms {
  readonly number: number;
  readonly change: 'first' | 'minor' | 'material';
  readonly forms: ReadonlyMap<string, string>;
}

/** Which version of a form an edition has; none where it has no such form. */
export type Versions = (form: string, edition: number) => number | undefined;

interface Line {
  /** The words of each version as they stand at present, by its number. */
  readonly words: Map<number, string>;
  version: number;
}

/**
 * Numbers the versions of each form over the editions of a policy, the oldest first. A material edition that has other words
 * of a form begins another version of it; a minor one never does. Words that come back are the version that they were.
 */
export function versionsOf(editions: readonly EditionForms[]): Versions {
  const lines = new Map<string, Line>();
  const found = new Map<string, number>();
  for (const edition of editions) {
    for (const [form, words] of edition.forms) {
      const line = lines.get(form) ?? { words: new Map(), version: 0 };
      lines.set(form, line);
      advance(line, words, edition);
      found.set(`${form} ${edition.number}`, line.version);
    }
  }
  return (form, edition) => found.get(`${form} ${edition}`);
}

function advance(line: Line, words: string, edition: EditionForms): void {
  const isOther = line.words.get(line.version) !== words;
  if (line.version === 0 || (isOther && edition.change === 'material')) {
    const known = [...line.words].find(([, earlier]) => earlier === words);
    line.version = known?.[0] ?? edition.number;
  }
  line.words.set(line.version, words);
}
