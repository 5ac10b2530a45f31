import type { Pack } from '../policy/index.ts';

/** How old a password may be, where a policy says so. */
export interface PasswordAge {
  readonly days: number;
  /** What the page says beside the rule. */
  readonly warning: string;
}

const DAY_MS = 86_400_000;
const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, term: 90, year: 365 };

/** SOURCE: NCSC, "Password administration for system owners"; OWASP ASVS 5.0, 6.2.10 */
const WARNING =
  'Your school’s policy asks for a new password at intervals. The National Cyber Security Centre advises against that: people who must change often choose weaker passwords. A new one is needed when somebody else may know the old.';

/** The age that a school's policy sets for passwords; none where it sets none, which is the usual and the advised case. */
export function passwordAge(pack: Pack): PasswordAge | undefined {
  const value = pack.settings.get('password-age')?.value;
  const [, count, unit] = /^(\d{1,3}) (day|week|month|term|year)s?$/.exec(String(value ?? '')) ?? [];
  const days = Number(count) * (daysIn[unit ?? ''] ?? 0);
  return days > 0 ? { days, warning: WARNING } : undefined;
}

/** Whether a password is older than the policy lets it become. */
export const isTooOld = (setAt: Date, age: PasswordAge | undefined, now: Date): boolean =>
  age !== undefined && now.getTime() - setAt.getTime() > age.days * DAY_MS;
