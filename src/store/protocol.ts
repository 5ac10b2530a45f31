/**
 * What passes between the program and the thread that runs the embedded database.
 * One question at a time, each answered once by its id.
 */
export type Ask =
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'dump' }
  | { readonly kind: 'close' };

export type Question = { readonly id: number } & Ask;

export interface QueryAnswer {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: Record<string, unknown>[];
}

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: CarriedError }
  | { readonly kind: 'broken'; readonly error: CarriedError };

/** What the thread is started with. */
export interface WorkerSettings {
  /** The PostgreSQL data directory; none means a database in memory. */
  readonly directory: string | undefined;
  /** A dumped data directory (tar, or tar.gz) to begin with. */
  readonly contents: Uint8Array | undefined;
}

const carriedFields = [
  'code',
  'constraint',
  'table',
  'column',
  'detail',
  'hint',
  'schema',
  'severity',
  'position',
  'where',
] as const;

/** A database error as it crosses the thread: the fields that `pg` gives, so both engines read the same. */
export type CarriedError = { readonly message: string } & {
  readonly [field in (typeof carriedFields)[number]]?: string;
};

/** The error again, on the asking side, with the fields of PostgreSQL's protocol. */
export const unpack = (carried: CarriedError): Error => Object.assign(new Error(carried.message), carried);

export function carry(error: unknown): CarriedError {
  const carried: Record<string, string> = { message: error instanceof Error ? error.message : String(error) };
  if (typeof error !== 'object' || error === null) return carried as CarriedError;
  for (const field of carriedFields) {
    const value = (error as Record<string, unknown>)[field];
    if (typeof value === 'string') carried[field] = value;
  }
  return carried as CarriedError;
}
