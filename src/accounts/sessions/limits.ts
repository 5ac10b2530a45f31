import { office } from '../../people/index.ts';

/** How long somebody stays signed in. */
export interface Limits {
  /** Minutes without a page. */
  readonly idleMinutes: number;
  /** Hours in all. */
  readonly wholeHours: number;
}

const WHOLE_HOURS = 8;
const guarded = 15;
const usual = 30;

/**
 * Minutes without a page after which a session is over, by role; everybody else has the usual ones. Whoever reaches
 * much about others has the fewest. SOURCE: OWASP ASVS 5.0, 7.1.1 and 7.3
 */
const idleMinutesOf: Readonly<Record<string, number>> = {
  pupil: 20,
  dsl: guarded,
  'deputy-dsl': guarded,
  ...Object.fromEntries(office.map((role) => [role, guarded])),
};

/** Roles that do not sign in at all: visitors sign at reception. */
const withoutAccount: ReadonlySet<string> = new Set(['visitor', 'public']);

/** The limits of somebody with these roles: the shortest counts. None for whoever is a visitor only. */
export function limitsFor(roles: readonly string[]): Limits | undefined {
  const counted = roles.filter((role) => !withoutAccount.has(role));
  if (roles.length > 0 && counted.length === 0) return undefined;
  const minutes = counted.map((role) => idleMinutesOf[role] ?? usual);
  return { idleMinutes: Math.min(usual, ...minutes), wholeHours: WHOLE_HOURS };
}
