import { type Clock, localDay } from '../../kernel/index.ts';
import { isMailAddress, managerTold, post, reminderToSign } from '../../mail/index.ts';
import { findPersons } from '../../people/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import type { Forms, History } from '../opening-forms.ts';
import { groupBy } from '../owing/asking.ts';
import { type Owed, owedAt } from '../owing/owing.ts';
import { holdersOfFirst, tell } from '../telling.ts';
import {
  type Campaign,
  campaignsOf,
  closedDaysOf,
  insertReminders,
  leadsOf,
  type NewReminder,
  remindedIn,
} from './records.ts';
import { reminderDays } from './reminding-days.ts';
import { isSchoolDay, schoolDaysBetween } from './school-days.ts';

/** Somebody to be reminded today, with all that waits for them. */
interface Reminding {
  readonly campaign: Campaign;
  readonly personId: string;
  readonly owed: readonly Owed[];
  readonly number: number;
}

/** One run of reminders. */
interface Run {
  readonly store: Store;
  readonly clock: Clock;
  readonly school: string;
  readonly schoolName: string;
  readonly today: string;
  readonly origin: string;
}

const AT_ONCE = 100;

/**
 * Sends the reminders that are due today and tells managers after the last; gives how many people were reminded. On a day on
 * which the school is shut nothing is sent, and a second run on one day sends nothing more.
 */
export async function remind(
  store: Store,
  forms: Forms,
  clock: Clock,
  school: string,
  origin: string,
): Promise<number> {
  const today = localDay(clock.now());
  const closed = await closedDaysOf(store.db, school);
  if (!isSchoolDay(today, closed)) return 0;
  const { pack } = await forms.current(school);
  const run: Run = { store, clock, school, schoolName: pack.school, today, origin };
  const due = await remindingToday(run, forms, closed);
  const last = reminderDays.length;
  let count = 0;
  for (const some of chunks(due.filter(({ number }) => number < last)))
    count += await store.transaction((tx) => sendTo(tx, run, some));
  return (
    count +
    (await remindAndTell(
      run,
      due.filter(({ number }) => number === last),
    ))
  );
}

async function remindingToday(run: Run, forms: Forms, closed: ReadonlySet<string>): Promise<Reminding[]> {
  const { store, clock, school, today } = run;
  const { owed, history } = await owedAt(store.db, forms, clock, school);
  const [campaigns, reminded] = await Promise.all([
    campaignsOf(store.db, school),
    remindedIn(store.db, school),
  ]);
  const had = new Map(reminded.map((each) => [`${each.campaignId} ${each.personId}`, each]));
  const waiting = owed.flatMap((each) => {
    const campaign = each.isCovered ? undefined : campaigns.find((one) => asks(one, each, history));
    return campaign ? [{ campaign, owed: each }] : [];
  });
  const byPerson = groupBy(waiting, ({ campaign, owed: each }) => `${campaign.id} ${each.asked.personId}`);
  return [...byPerson].flatMap(([key, all]) => {
    const { campaign, owed: first } = all[0] as (typeof waiting)[number];
    const before = had.get(key);
    const number = (before?.count ?? 0) + 1;
    const days = schoolDaysBetween(
      startOf(
        campaign,
        all.map((each) => each.owed),
      ),
      today,
      closed,
    );
    const isDue = before?.lastOn !== today && days >= (reminderDays[number - 1] ?? Infinity);
    return isDue
      ? [{ campaign, personId: first.asked.personId, owed: all.map((each) => each.owed), number }]
      : [];
  });
}

/** Whether a campaign asks for this: a yearly one for all, another for forms that have a new version since its edition. */
function asks(campaign: Campaign, { asked, standing }: Owed, history: History): boolean {
  if (standing.why === undefined || standing.why === 'declined') return false;
  if (campaign.reason === 'yearly') return true;
  const now = history.version(asked.form.id, history.current.number);
  const isSameStill = history.version(asked.form.id, campaign.edition) === now;
  return isSameStill && history.version(asked.form.id, campaign.edition - 1) !== now;
}

/** A campaign begins for somebody on the day it was opened, or on the day they came, when that was later. */
function startOf(campaign: Campaign, owed: readonly Owed[]): string {
  const opened = localDay(campaign.openedAt);
  const came = owed.map(({ asked }) => asked.since).toSorted()[0] as string;
  return came > opened ? came : opened;
}

/** Keeps and posts reminders; gives how many people. Somebody without an address is counted: their manager hears at last. */
async function sendTo(
  tx: Transaction,
  run: Run,
  some: readonly Reminding[],
  toldManager?: string,
): Promise<number> {
  const rows = some.map(
    ({ campaign, personId, number }): NewReminder => ({
      campaignId: campaign.id,
      personId,
      number,
      sentOn: run.today,
      toldManager,
    }),
  );
  const kept = await insertReminders(tx, run.school, rows);
  for (const each of some) if (kept.has(each.personId)) await postReminder(tx, run, each);
  return kept.size;
}

async function postReminder(
  tx: Transaction,
  run: Run,
  { campaign, personId, owed }: Reminding,
): Promise<void> {
  const [first] = owed;
  const address = first?.asked.email;
  if (!first || address === undefined || !isMailAddress(address)) return;
  const letter = reminderToSign({
    school: run.schoolName,
    name: first.asked.person,
    forms: owed.map(({ asked }) => ({
      title: asked.form.title,
      ...(asked.child !== undefined && { child: { name: asked.child, isChild: true } }),
    })),
    dueOn: campaign.dueOn,
    isLate: run.today > campaign.dueOn,
    link: `${run.origin}/schools/${run.school}/my`,
  });
  await post(tx, run.clock, { school: run.school, to: { personId, address }, ...letter });
}

/** The last reminder, and one letter to each manager with everybody of theirs who is outstanding. */
async function remindAndTell(run: Run, due: readonly Reminding[]): Promise<number> {
  const leads = await leadsOf(run.store.db, run.school, run.today);
  let count = 0;
  for (const [lead, theirs] of groupBy(due, ({ personId }) => leads.get(personId) ?? ''))
    for (const [, ofCampaign] of groupBy(theirs, ({ campaign }) => campaign.id))
      count += await run.store.transaction((tx) => tellManager(tx, run, lead, ofCampaign));
  return count;
}

async function tellManager(
  tx: Transaction,
  run: Run,
  lead: string,
  due: readonly Reminding[],
): Promise<number> {
  const { school, today, clock } = run;
  const outstanding = due.map(({ personId }) => personId);
  const [manager] = lead
    ? [...(await findPersons(tx, school, [lead])).values()]
    : await holdersOfFirst(tx, school, ['headteacher', 'business-manager'], today, outstanding);
  const count = await sendTo(tx, run, due, manager?.id);
  const forms = new Set(due.flatMap(({ owed }) => owed.map(({ asked }) => asked.form.title)));
  if (manager && count > 0)
    await tell(tx, clock, school, manager, (name) =>
      managerTold({
        school: run.schoolName,
        name,
        form: [...forms].join('”, “'),
        dueOn: (due[0] as Reminding).campaign.dueOn,
        people: due.map(({ owed }) => {
          const { person, roles } = (owed[0] as Owed).asked;
          return { name: person, isChild: roles.includes('pupil') };
        }),
        link: `${run.origin}/schools/${school}/signing?state=due`,
      }),
    );
  return count;
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += AT_ONCE) yield items.slice(start, start + AT_ONCE);
}
