/** PostgreSQL's five-character code of an error that the database answered, on either engine. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Whether the database refused a write because of this constraint: a key, a check or a foreign key. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    codeOf(error)?.startsWith('23') === true && (error as { constraint?: unknown }).constraint === constraint
  );
}

/** Raised by the triggers that keep published records as they are (migration 0001). */
const UNALTERABLE = 'ZG001';

export const isUnalterable = (error: unknown): boolean => codeOf(error) === UNALTERABLE;
