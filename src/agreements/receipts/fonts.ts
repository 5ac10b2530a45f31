import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { unpackWoff2 } from './unpacking-woff2.ts';

/** A font with the letters that it has. */
export interface ReceiptFont {
  readonly name: 'latin' | 'latin-ext';
  readonly bytes: Buffer;
  has(letter: string): boolean;
}

const PACKAGE = '@fontsource-variable/atkinson-hyperlegible-next';
let loaded: readonly ReceiptFont[] | undefined;

/** The fonts of receipts, unpacked once: letters of western Europe first, those of its neighbours after. */
export function receiptFonts(): readonly ReceiptFont[] {
  loaded ??= (['latin', 'latin-ext'] as const).map((name) => ({
    name,
    bytes: unpackWoff2(read(`files/atkinson-hyperlegible-next-${name}-wght-normal.woff2`)),
    has: coverage(name),
  }));
  return loaded;
}

function read(path: string): Buffer {
  const found = findPackageJSON(PACKAGE, import.meta.url);
  if (found === undefined) throw new Error(`package \`${PACKAGE}\` is not installed`);
  return readFileSync(new URL(path, pathToFileURL(found)));
}

/** Which letters a font has, as its package says: `U+0000-00FF,U+0131`. */
function coverage(name: string): (letter: string) => boolean {
  const listed = JSON.parse(read('unicode.json').toString()) as Readonly<Record<string, string>>;
  const ranges = String(listed[name])
    .split(',')
    .map((range) => {
      const [from, to] = range
        .replace('U+', '')
        .split('-')
        .map((digits) => Number.parseInt(digits, 16));
      return [from as number, to ?? (from as number)] as const;
    });
  return (letter) => {
    const code = letter.codePointAt(0) as number;
    return ranges.some(([from, to]) => code >= from && code <= to);
  };
}

/** A piece of text in one font. */
export interface Run {
  readonly font: ReceiptFont['name'];
  readonly text: string;
}

/** Shown for a letter that no font has; the attached evidence has the text itself. */
const UNKNOWN = '\uFFFD';

/** Divides a text by the fonts that have its letters. */
export function runsOf(text: string): Run[] {
  const fonts = receiptFonts();
  const runs: { font: ReceiptFont['name']; text: string }[] = [];
  for (const letter of text.normalize('NFC').replaceAll(/(?!\n)\p{Cc}/gu, ' ')) {
    const font = fonts.find((each) => each.has(letter));
    const last = runs.at(-1);
    const shown = font ? letter : UNKNOWN;
    if (last && last.font === (font?.name ?? 'latin')) last.text += shown;
    else runs.push({ font: font?.name ?? 'latin', text: shown });
  }
  return runs;
}
