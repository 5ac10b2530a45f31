import type { FactValue } from '../policy/index.ts';

/** Somebody's agreement as a thing: what it opens, for whom, and for how long. */
export interface Permission {
  readonly id: string;
  readonly number: number;
  readonly requestId: string | undefined;
  readonly personId: string;
  readonly edition: number;
  readonly clause: string;
  readonly act: string;
  readonly thing: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Roles of those who gave it. */
  readonly givenBy: readonly string[];
  readonly written: boolean;
  readonly isExemption: boolean;
  readonly conditions: string | undefined;
  readonly since: string;
  /** The last day; none where it goes on until it is withdrawn. */
  readonly until: string | undefined;
  readonly itemId: string | undefined;
  readonly givenAt: Date;
  /** Its place in the ledger. */
  readonly seq: number;
  readonly withdrawal: Withdrawal | undefined;
}

export interface Withdrawal {
  readonly personId: string;
  readonly role: string;
  readonly reason: string;
  readonly withdrawnAt: Date;
}

/** What a clause allows everybody is taken from one person, or limited. */
export interface Restriction {
  readonly id: string;
  readonly personId: string;
  readonly act: string;
  readonly clause: string;
  readonly limits: string | undefined;
  readonly reason: string;
  readonly since: string;
  readonly until: string | undefined;
  readonly byId: string;
  readonly role: string;
  readonly madeAt: Date;
  readonly liftedAt: Date | undefined;
}

export type PermissionState = 'live' | 'to-come' | 'lapsed' | 'withdrawn';

/** How a permission stands on a day (YYYY-MM-DD). */
export function permissionState(permission: Permission, day: string): PermissionState {
  if (permission.withdrawal) return 'withdrawn';
  if (day < permission.since) return 'to-come';
  return permission.until !== undefined && day > permission.until ? 'lapsed' : 'live';
}

/** Facts of the asker rather than of what is asked for: they change, and the permission stands. */
const ofAsker = new Set(['signed', 'permission-withdrawn']);

/** Whether what was granted covers what is asked: no fact of it says otherwise than it was granted for. */
export const covers = (
  permission: Pick<Permission, 'facts'>,
  facts: Readonly<Record<string, FactValue>>,
): boolean =>
  Object.entries(permission.facts).every(
    ([fact, value]) => ofAsker.has(fact) || facts[fact] === undefined || same(facts[fact], value),
  );

const same = (one: FactValue, other: FactValue): boolean => JSON.stringify(one) === JSON.stringify(other);
