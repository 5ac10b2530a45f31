import { writeSync } from 'node:fs';

/** Writes a line to standard output, whole even where it is a pipe. */
export const print = (line = ''): void => write(1, `${line}\n`);

/** Writes a line to standard error. */
export const complain = (line: string): void => write(2, `${line}\n`);

/** Writes data as JSON, indented for people. */
export const printJson = (data: unknown): void => print(JSON.stringify(data, undefined, 2));

/** A pipe that is full answers EAGAIN, a reader that went away EPIPE: the first is tried again, the second ends us quietly. */
function write(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

/** Rows as a table with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
