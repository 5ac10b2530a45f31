import { isMailAddress, post, reportAnswered, reportWaiting, type Written } from '../../mail/index.ts';
import { findPersons, nameOf } from '../../people/index.ts';
import { readHolders } from '../../permissions/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import { localDay } from '../../kernel/index.ts';
import { hearersOf } from '../hearing.ts';
import type { Hearing, Report, ReportRoute } from '../report.ts';

/** Who writes, when and from where. */
export interface Letters {
  /** Key of the school. */
  readonly school: string;
  readonly policy: Policy;
  readonly at: Date;
  /** How people reach the server from outside. */
  readonly origin: string;
}

type Told = Hearing & Pick<Report, 'id'>;

/** Whether a clause wants it heard at once. */
export const isUrgent = (routes: readonly ReportRoute[]): boolean =>
  routes.some(({ within }) => within === 'immediately');

/** Everybody who hears a report today. */
export async function hearerIds(
  tx: Transaction,
  { school, policy, at }: Omit<Letters, 'origin'>,
  report: Hearing,
): Promise<string[]> {
  const holders = await readHolders(tx, school, localDay(at));
  return [...new Set(hearersOf(report, holders, policy).map(({ personId }) => personId))];
}

/** Tells everybody who hears a report that it is there; whoever knows already is left out. */
export async function tellHearers(
  tx: Transaction,
  letters: Letters,
  report: Told,
  knowing: readonly (string | undefined)[] = [],
): Promise<void> {
  const ids = await hearerIds(tx, letters, report);
  await tellPeople(
    tx,
    letters,
    report,
    ids.filter((id) => !knowing.includes(id)),
  );
}

/**
 * Tells these people that a report is there for them.
 *
 * INVARIANT: nobody whom it is about is written to, whoever asks for it.
 */
export async function tellPeople(
  tx: Transaction,
  letters: Letters,
  report: Told,
  ids: readonly string[],
  how: { readonly isUrgent?: boolean; readonly isReminder?: boolean } = {},
): Promise<void> {
  const others = ids.filter((id) => !report.about.includes(id));
  const link = `${letters.origin}/schools/${letters.school}/reports/${report.id}`;
  await writeTo(tx, letters, others, (name) =>
    reportWaiting({
      school: letters.policy.pack.school,
      name,
      isUrgent: how.isUrgent ?? isUrgent(report.routes),
      isReminder: how.isReminder ?? false,
      link,
    }),
  );
}

async function writeTo(
  tx: Transaction,
  { school, at }: Letters,
  ids: readonly string[],
  write: (name: string) => Written,
): Promise<void> {
  if (ids.length === 0) return;
  for (const person of (await findPersons(tx, school, ids)).values()) {
    const { email } = person;
    if (email === undefined || person.closedAt !== undefined || !isMailAddress(email)) continue;
    const letter = { school, to: { personId: person.id, address: email }, ...write(nameOf(person)) };
    await post(tx, { now: () => at }, letter);
  }
}

/** Tells the teller that there is an answer: at their account, or at the address that they left. */
export async function tellTeller(
  tx: Transaction,
  letters: Letters,
  { id, toldBy, tellerAddress }: Pick<Report, 'id' | 'toldBy' | 'tellerAddress'>,
): Promise<void> {
  const school = letters.policy.pack.school;
  const home = `${letters.origin}/schools/${letters.school}`;
  if (toldBy !== undefined) {
    const link = `${home}/my/reports/${id}`;
    return writeTo(tx, letters, [toldBy], (name) => reportAnswered({ school, name, by: 'account', link }));
  }
  if (tellerAddress === undefined || !isMailAddress(tellerAddress)) return;
  const written = reportAnswered({ school, name: 'reader', by: 'receipt', link: `${home}/told` });
  await post(
    tx,
    { now: () => letters.at },
    { school: letters.school, to: { address: tellerAddress }, ...written },
  );
}
