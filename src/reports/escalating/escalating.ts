import { isSchoolDay, listClosedDays } from '../../agreements/index.ts';
import type { SchoolCalendar } from '../../deadlines/index.ts';
import { type Clock, localDay } from '../../kernel/index.ts';
import { type Holder, readHolders } from '../../permissions/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { rolesHeard, unheardRoutes } from '../handling/acknowledging.ts';
import type { ReportEntry } from '../handling/entry.ts';
import { lockReport, readEntries } from '../handling/records.ts';
import { write } from '../handling/writing.ts';
import { hearersOf } from '../hearing.ts';
import { insertLetIn, readReports } from '../records.ts';
import type { Report, ReportRoute } from '../report.ts';
import { goesUpAt } from './grace.ts';
import { REMINDED, type ShortClock, shortClocks, unheardIds } from './records.ts';
import { hearerIds, type Letters, tellPeople } from './telling-hearers.ts';

/** A school whose reports are looked after. */
export interface WatchedSchool {
  readonly key: string;
  readonly policy: Policy;
}

/** One look at what waits too long. */
interface Watch extends Letters {
  readonly meets: (day: string) => boolean;
  readonly holders: readonly Holder[];
}

/**
 * Lets whoever is next in line hear what nobody has heard in time, once for each route; gives how many reports went up.
 * Called as often as one likes.
 */
export async function escalateUnheard(
  store: Store,
  clock: Clock,
  { key, policy }: WatchedSchool,
  calendar: SchoolCalendar,
  origin: string,
): Promise<number> {
  const at = clock.now();
  const ids = await unheardIds(store.db, key, at);
  if (ids.length === 0) return 0;
  const meets = await meetsOn(store, key, calendar);
  const holders = await readHolders(store.db, key, localDay(at));
  const watch: Watch = { school: key, policy, at, origin, meets, holders };
  let count = 0;
  for (const id of ids) if (await store.transaction((tx) => escalate(tx, watch, id))) count += 1;
  return count;
}

/** Before any day on which a report was filed. */
const FIRST_DAY = '2000-01-01';

async function meetsOn(
  store: Store,
  school: string,
  { holidays, nation }: SchoolCalendar,
): Promise<Watch['meets']> {
  const closed = new Set((await listClosedDays(store.db, school, FIRST_DAY)).map(({ day }) => day));
  return (day) => isSchoolDay(day, closed) && holidays.in(nation, day) === undefined;
}

async function escalate(tx: Transaction, watch: Watch, id: string): Promise<boolean> {
  await lockReport(tx, watch.school, id);
  const [report] = await readReports(tx, watch.school, { ids: [id], state: 'open' });
  if (!report) return false;
  const entries = await readEntries(tx, watch.school, id);
  const heard = rolesHeard(entries);
  let hasGone = false;
  for (const route of overdueRoutes(watch, report, entries, heard))
    if (await goUp(tx, watch, report, route, heard)) hasGone = true;
  return hasGone;
}

/** Routes whose time is over, that nobody heard, and that did not go up before. */
function overdueRoutes(
  { at, meets }: Watch,
  report: Report,
  entries: readonly ReportEntry[],
  heard: ReadonlySet<string>,
): ReportRoute[] {
  const gone = new Set(
    entries.filter(({ kind }) => kind === 'escalated').map(({ details }) => details['route']),
  );
  return unheardRoutes(report, heard).filter(
    ({ clause = '', dueAt }) =>
      dueAt !== undefined && !gone.has(clause) && goesUpAt(dueAt, report.filedAt, meets) <= at,
  );
}

async function goUp(
  tx: Transaction,
  watch: Watch,
  report: Report,
  route: ReportRoute,
  heard: ReadonlySet<string>,
): Promise<boolean> {
  const next = nextInLine(watch, report, route, heard);
  if (next.length === 0) return false;
  for (const personId of next)
    await insertLetIn(tx, watch.school, report.id, { personId, why: 'escalated' }, watch.at);
  await write(tx, { school: watch.school, at: watch.at }, report.id, {
    kind: 'escalated',
    details: { route: route.clause ?? '', people: next.join(' ') },
  });
  await tellPeople(tx, watch, report, next, { isUrgent: true });
  return true;
}

/** Who would hear a route if none of those were there who hear it now. */
function nextInLine(
  { holders, policy }: Watch,
  report: Report,
  route: ReportRoute,
  heard: ReadonlySet<string>,
): string[] {
  const hearers = new Set(hearersOf(report, holders, policy).map(({ personId }) => personId));
  const waiting = { ...route, roles: route.roles.filter((role) => !heard.has(role)) };
  const others = holders.filter(({ personId }) => !hearers.has(personId));
  const next = hearersOf({ routes: [waiting], about: report.about, letIn: [] }, others, policy);
  return [...new Set(next.map(({ personId }) => personId))];
}

/** Reminds everybody who hears a report of a time of the law of which a quarter is left; once. Gives how many times. */
export async function remindOfClocks(
  store: Store,
  clock: Clock,
  { key, policy }: WatchedSchool,
  origin: string,
): Promise<number> {
  const letters: Letters = { school: key, policy, at: clock.now(), origin };
  const short = await shortClocks(store.db, key, letters.at);
  for (const each of short) await store.transaction((tx) => remindOf(tx, letters, each));
  return short.length;
}

async function remindOf(tx: Transaction, letters: Letters, short: ShortClock): Promise<void> {
  const { school, at } = letters;
  await lockReport(tx, school, short.reportId);
  if ((await shortClocks(tx, school, at, short)).length === 0) return;
  const [report] = await readReports(tx, school, { ids: [short.reportId] });
  if (!report) return;
  await write(tx, { school, at }, report.id, {
    kind: 'clock',
    details: { clock: short.clock, what: REMINDED },
  });
  await tellPeople(tx, letters, report, await hearerIds(tx, letters, report), { isReminder: true });
}
