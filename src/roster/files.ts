import type { Problem } from './roster.ts';
import type { Sheet } from './sheet.ts';

/** The sheets of a format, by their names as the format writes them. */
export class Files {
  readonly #sheets: ReadonlyMap<string, Sheet>;
  /** Files that the manifest says are not part of this export. */
  readonly #absent: ReadonlySet<string>;

  constructor(sheets: readonly Sheet[], absent: ReadonlySet<string> = new Set()) {
    this.#sheets = new Map(sheets.map((sheet) => [sheet.file.toLowerCase(), sheet]));
    this.#absent = absent;
  }

  sheet(name: string): Sheet | undefined {
    return this.#absent.has(name) ? undefined : this.#sheets.get(`${name.toLowerCase()}.csv`);
  }

  has(name: string, ...headings: readonly string[]): boolean {
    const sheet = this.sheet(name);
    return sheet !== undefined && headings.every((heading) => sheet.headings.includes(heading));
  }
}

/** What a file of a format must have: its name, and its headings as the format spells them. */
export type Needed = readonly (readonly [name: string, headings: readonly string[]])[];

/** Why files cannot be the format that they say they are. Headings are told exactly, since case matters. */
export function missing(files: Files, needed: Needed): Problem[] {
  return needed.flatMap(([name, headings]): Problem[] => {
    const sheet = files.sheet(name);
    const file = `${name}.csv`;
    if (!sheet) return [{ file, cause: 'this file is missing' }];
    return headings
      .filter((heading) => !sheet.headings.includes(heading))
      .map((column) => ({ file, row: 1, column, cause: missingHeading(sheet, column) }));
  });
}

function missingHeading(sheet: Sheet, heading: string): string {
  const near = sheet.headings.find((each) => each.toLowerCase() === heading.toLowerCase());
  return near === undefined
    ? 'this heading is missing'
    : 'this heading is written otherwise; capital and small letters count';
}
