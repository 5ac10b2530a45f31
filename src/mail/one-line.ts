/** What ends a line somewhere: control characters, NEL and Unicode's own separators of lines and paragraphs. */
const LINE_ENDS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;

/** What turns the order of what follows, or cannot be seen: a name could pretend to be another with these. */
const STEERING = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * Text on one line, as its letters are read: no line ends, no control characters, no marks that reorder what follows.
 *
 * INVARIANT: whatever people wrote passes here before it stands in a letter or a header; one that does not could begin
 * a header of its own. SOURCE: OWASP ASVS 5.0, 1.3.11
 */
export const oneLine = (text: string): string =>
  text.toWellFormed().replace(STEERING, '').replace(LINE_ENDS, ' ').trim();

/** The same, cut to so many letters. */
export function shortLine(text: string, mostLetters: number): string {
  const letters = Array.from(oneLine(text));
  return letters.length <= mostLetters
    ? letters.join('')
    : `${letters
        .slice(0, mostLetters - 1)
        .join('')
        .trimEnd()}…`;
}
