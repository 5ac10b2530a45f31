/** A measured engine, server or page. */
export interface Measure {
  readonly perSecond: number;
  /** Microseconds of single calls. */
  readonly p50: number;
  readonly p99: number;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that this share of all stays under or at. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Rounds that are timed, after some that are not. The median keeps a neighbour on the machine from spoiling the figure. */
const ROUNDS = 7;
const WARMING_ROUNDS = 3;

/**
 * Times a call over every input. First all inputs in rounds of `roundMs`, for the calls a second; then each input by itself,
 * for the percentiles, in which the clock's own 0.1 µs is included. A second is one of the processor's, in all threads of
 * this process: what one core alone would take, whatever else the machine is doing.
 */
export function measure<T>(inputs: readonly T[], call: (input: T) => unknown, roundMs: number): Measure {
  round(inputs, call, WARMING_ROUNDS * roundMs);
  const rates = Array.from({ length: ROUNDS }, () => round(inputs, call, roundMs));
  const times = inputs.map((input) => microsecondsOf(() => call(input)));
  return { perSecond: median(rates), p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** Calls a second over as many inputs as the time allows, one after another. */
function round<T>(inputs: readonly T[], call: (input: T) => unknown, roundMs: number): number {
  const atOnce = Math.min(inputs.length, 100);
  const ends = performance.now() + roundMs;
  const before = process.cpuUsage();
  let calls = 0;
  let at = 0;
  do {
    for (let left = atOnce; left > 0; left -= 1) {
      call(inputs[at] as T);
      at = at + 1 === inputs.length ? 0 : at + 1;
    }
    calls += atOnce;
  } while (performance.now() < ends);
  const { user, system } = process.cpuUsage(before);
  return calls / ((user + system) / 1e6);
}

function microsecondsOf(call: () => unknown): number {
  const began = process.hrtime.bigint();
  call();
  return Number(process.hrtime.bigint() - began) / 1000;
}

/** Prints rows as a table in Markdown, the first being its head. All columns but the first stand to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  console.log(line(head));
  console.log(
    `|${widths.map((width, column) => '-'.repeat(width + 1) + (column === 0 ? '-' : ':')).join('|')}|`,
  );
  for (const row of body) console.log(line(row));
}

/** 1234567.8 as "1,234,568". */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');

/** With one digit after the point below 100. */
export const fine = (value: number): string =>
  value < 100 ? value.toFixed(value < 10 ? 2 : 1) : whole(value);
