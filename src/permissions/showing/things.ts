import { findItem, findItems, listItems, listLoans, openKinds } from '../../registers/index.ts';
import type { Queries } from '../../store/index.ts';
import { permissionFault } from '../fault.ts';
import { isOpen, type Request, type RequestNeed } from '../request.ts';
import { type Reading, readingOf, type Thing } from './reading.ts';

const MOST = 200;

/** What somebody has in their name or has borrowed, by name. */
export async function thingsOf(db: Queries, school: string, personId: string): Promise<Thing[]> {
  const { items: held } = await listItems(db, school, { holderId: personId }, MOST, 0);
  const loans = await listLoans(db, school, { personId, open: true }, MOST);
  const lent = loans.map(({ itemId }) => itemId).filter((id) => !held.some((item) => item.id === id));
  const items = [...held, ...(await findItems(db, school, lent))];
  if (items.length === 0) return [];
  const kinds = await openKinds(db, school);
  return items.flatMap((item) => {
    const kind = kinds.get(item.kind);
    return kind ? [{ item, kind }] : [];
  });
}

/** A thing that somebody has; none where it is not there or is not theirs. */
async function thingOf(
  db: Queries,
  school: string,
  personId: string,
  itemId: string,
): Promise<Thing | undefined> {
  const item = await findItem(db, school, itemId);
  const kind = item && (await openKinds(db, school)).get(item.kind);
  if (!item || !kind) return undefined;
  const isTheirs = item.holderId === personId || (await hasBorrowed(db, school, personId, itemId));
  return isTheirs ? { item, kind } : undefined;
}

/** What the register says of a thing that somebody has. @throws NEED_NOT_SHOWN */
async function requireReading(
  db: Queries,
  school: string,
  of: { readonly personId: string; readonly itemId: string },
  need: string,
  day: string,
): Promise<Reading> {
  const thing = await thingOf(db, school, of.personId, of.itemId);
  const reading = thing && readingOf(thing, need, day);
  if (!reading || reading.answer === 'silent')
    throw permissionFault('NEED_NOT_SHOWN', 'only what a register says of a thing that the asker has counts');
  return reading;
}

async function hasBorrowed(db: Queries, school: string, personId: string, itemId: string): Promise<boolean> {
  return (await listLoans(db, school, { itemId, personId, open: true }, 1)).length > 0;
}

/** By what something is shown: `reference` is the id of an item that the asker has, or of an assessment. */
export interface ShownBy {
  readonly by: 'register' | 'assessment' | 'asker';
  readonly reference?: string | undefined;
}

/** How a need stands that is shown by this today. @throws NEED_NOT_SHOWN */
export async function needShown(
  db: Queries,
  school: string,
  personId: string,
  need: string,
  { by, reference }: ShownBy,
  day: string,
): Promise<Pick<RequestNeed, 'shownBy' | 'reference'>> {
  if (by !== 'register') return { shownBy: by, reference };
  const itemId = reference ?? '';
  const { answer } = await requireReading(db, school, { personId, itemId }, need, day);
  return { shownBy: answer === 'yes' ? 'register' : undefined, reference };
}

/** A request as its needs stand today, with what registers say of each. */
export interface AsItStands {
  readonly request: Request;
  /** By need; only those for which a thing is named. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/**
 * Reads again, on a day (YYYY-MM-DD), what registers say of the things by which a request shows what is wanted: what was
 * shown when it was asked may not be so any more. Of a request that is settled nothing is read.
 */
export async function asItStands(
  db: Queries,
  school: string,
  request: Request,
  day: string,
): Promise<AsItStands> {
  const readings = new Map<string, Reading>();
  if (isOpen(request))
    for (const { need, reference, shownBy } of request.needs) {
      if (reference === undefined || shownBy === 'assessment') continue;
      const thing = await thingOf(db, school, request.personId, reference);
      if (thing) readings.set(need, readingOf(thing, need, day));
    }
  const needs = request.needs.map((each) => standing(each, readings.get(each.need), isOpen(request)));
  return { request: { ...request, needs }, readings };
}

/** A thing that is gone shows nothing; one of which the register says yes shows what is wanted. */
function standing(need: RequestNeed, reading: Reading | undefined, isRead: boolean): RequestNeed {
  if (!isRead || need.reference === undefined || need.shownBy === 'assessment') return need;
  return { ...need, shownBy: reading?.answer === 'yes' ? 'register' : undefined };
}
