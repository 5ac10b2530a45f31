import { record } from '../../ledger/index.ts';
import type { Act } from '../../people/index.ts';
import { entry } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { daysAfter } from '../day.ts';
import { agreementFault } from '../errors.ts';
import { dropClosedDay, putClosedDays } from './records.ts';

/** A summer holiday is six weeks; a school is not shut for longer. */
const LONGEST_DAYS = 70;

/** The school is shut from one day to another, both included: no reminder is sent, and no school day counts. @throws DAY_IMPOSSIBLE */
export async function closeSchool(
  tx: Transaction,
  act: Act,
  closing: { readonly from: string; readonly to: string; readonly name: string },
): Promise<void> {
  const days: string[] = [];
  for (let day = closing.from; day <= closing.to && days.length <= LONGEST_DAYS; day = daysAfter(day, 1))
    days.push(day);
  if (days.length === 0 || days.length > LONGEST_DAYS)
    throw agreementFault(
      'DAY_IMPOSSIBLE',
      'a school is shut from one day to a later one, for ten weeks at most',
      {
        status: 422,
      },
    );
  await putClosedDays(
    tx,
    act.school,
    days.map((day) => ({ day, name: closing.name })),
  );
  await record(tx, {
    ...entry(act, 'calendar.closed', act.school),
    details: { from: closing.from, to: closing.to },
  });
}

/** The school is open on that day after all. */
export async function openSchool(tx: Transaction, act: Act, day: string): Promise<void> {
  await dropClosedDay(tx, act.school, day);
  await record(tx, { ...entry(act, 'calendar.opened', act.school), details: { day } });
}
