import { localDay, newId } from '../kernel/index.ts';
import { recordAll } from '../ledger/index.ts';
import { type Act, entry } from '../people/index.ts';
import type { Transaction } from '../store/index.ts';
import { type Due, dropDue, putDue } from './checks/records.ts';
import { registerFault } from './errors.ts';
import { type Item, type ItemDraft, searchText } from './item.ts';
import { checksFor, type CheckPlan, dayAfter, type Kind, type State } from './kind.ts';
import { isTestedFirst } from './making-kinds.ts';
import {
  insertEvents,
  insertItems,
  type ItemEvent,
  lockItems,
  putState,
  takeNumbers,
  updateItem,
} from './records.ts';

/** Something that happened to an item: for its history, and for the ledger. */
export interface Happening {
  readonly itemId: string;
  readonly what: ItemEvent['what'];
  /** Kind of the entry in the ledger. */
  readonly entry: string;
  /** In the ledger for ever: ids, numbers, days. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Personal data; kept apart in the ledger, so that it can be erased. */
  readonly personal?: Readonly<Record<string, unknown>>;
}

/** Writes what happened into the histories of items and into the ledger. Comes last in a transaction. */
export async function writeDown(tx: Transaction, act: Act, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const first = await recordAll(
    tx,
    act.school,
    happenings.map(({ itemId, entry: kind, details, personal }) => ({
      ...entry(act, kind, itemId),
      ...(details && { details }),
      ...(personal && { personal }),
    })),
  );
  await insertEvents(
    tx,
    act.school,
    happenings.map(({ itemId, what, details = {}, personal = {} }, index) => ({
      itemId,
      id: newId(),
      what,
      at: act.at,
      by: act.by,
      details: { ...details, ...personal },
      seq: first + index,
    })),
  );
}

/** Enters an item; gives its id. What has to be tested first is not in use until it has passed. */
export async function enterItem(tx: Transaction, act: Act, kind: Kind, draft: ItemDraft): Promise<string> {
  const [id] = await enterItems(tx, act, kind, [draft]);
  return id as string;
}

/** Enters several items at once; gives their ids in order. */
export async function enterItems(
  tx: Transaction,
  act: Act,
  kind: Kind,
  drafts: readonly ItemDraft[],
): Promise<string[]> {
  if (drafts.length === 0) return [];
  const first = await takeNumbers(tx, act.school, `register.${kind.id}`, drafts.length);
  const items = drafts.map((draft, index) => ({
    ...draft,
    id: newId(),
    kind: kind.id,
    number: first + index,
    state: isTestedFirst(kind, draft.fields) ? ('untested' as const) : ('in-use' as const),
    search: searchText(kind, first + index, draft),
  }));
  await insertItems(tx, act.school, items, act.at);
  await putDue(
    tx,
    act.school,
    items.flatMap(({ id, fields }) => firstDues(id, checksFor(kind, fields), localDay(act.at))),
  );
  await writeDown(
    tx,
    act,
    items.map(({ id, number, state, name, tag, fields, holderId, place }) => ({
      itemId: id,
      what: 'entered',
      entry: 'item.entered',
      details: { register: kind.id, number, state },
      personal: { name, tag, fields, holderId, place },
    })),
  );
  return items.map(({ id }) => id);
}

/** When checks are first due: those before use today, the others once their time has passed. */
const firstDues = (itemId: string, checks: readonly CheckPlan[], today: string): Due[] =>
  checks.flatMap(({ kind: check, every, isBeforeUse, owner }) => {
    const dueOn = isBeforeUse ? today : every && dayAfter(today, every);
    return dueOn === undefined ? [] : [{ itemId, check, dueOn, ownerRole: owner }];
  });

/** Puts an item right. Nothing is written down where nothing changed. @throws ITEM_NOT_FOUND */
export async function changeItem(
  tx: Transaction,
  act: Act,
  kind: Kind,
  id: string,
  draft: ItemDraft,
): Promise<void> {
  const before = await requireLocked(tx, act.school, id, kind);
  const changed = changesOf(before, draft);
  if (Object.keys(changed.to).length + Object.keys(changed.from).length === 0) return;
  const search = searchText(kind, before.number, draft);
  await updateItem(tx, act.school, id, { ...draft, search }, act.at);
  const state = await changeChecks(tx, act, kind, before, draft);
  await writeDown(tx, act, [
    {
      itemId: id,
      what: 'changed',
      entry: 'item.changed',
      details: { register: kind.id, state },
      personal: { ...changed },
    },
  ]);
}

/** What is otherwise than it was, before and after. */
function changesOf(before: Item, draft: ItemDraft) {
  const [one, other] = [valuesOf(before), valuesOf(draft)] as readonly [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => one[name] !== other[name],
  );
  const of = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  return { from: of(one), to: of(other) };
}

const valuesOf = ({ name, tag, holderId, place, fields }: ItemDraft) => ({
  name,
  tag,
  holderId,
  place,
  ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`field.${field}`, value])),
});

/** What is checked of an item may depend on its fields; what it newly has to pass before use takes it out of use. */
async function changeChecks(
  tx: Transaction,
  act: Act,
  kind: Kind,
  before: Item,
  draft: ItemDraft,
): Promise<State> {
  const now = checksFor(kind, draft.fields);
  const was = checksFor(kind, before.fields);
  const gone = was.filter((check) => !now.includes(check)).map((check) => check.kind);
  const come = now.filter((check) => !was.includes(check));
  await dropDue(tx, act.school, [before.id], gone);
  if (before.state === 'retired') return 'retired';
  await putDue(tx, act.school, firstDues(before.id, come, localDay(act.at)));
  if (before.state !== 'in-use' || !come.some(({ isBeforeUse }) => isBeforeUse)) return before.state;
  await putState(tx, act.school, [before.id], 'untested', act.at);
  return 'untested';
}

/** How a change of state went. */
export type StateOutcome = 'done' | 'unchanged' | 'lent' | 'untested';

/**
 * Takes an item out of use, puts it back or retires it. What is lent comes back first; what has to be tested is not put into
 * use by hand.
 * @throws ITEM_NOT_FOUND
 */
export async function setState(
  tx: Transaction,
  act: Act,
  kind: Kind,
  id: string,
  state: Exclude<State, 'lent'>,
  reason?: string,
): Promise<StateOutcome> {
  const before = await requireLocked(tx, act.school, id, kind);
  if (before.state === 'lent') return 'lent';
  const isOwed = state === 'in-use' && !hasPassed(kind, before);
  const next = isOwed && before.state === 'retired' ? 'untested' : state;
  if (next === before.state) return 'unchanged';
  if (isOwed && next === 'in-use') return 'untested';
  await putState(tx, act.school, [id], next, act.at);
  if (next === 'retired') await dropDue(tx, act.school, [id]);
  if (before.state === 'retired')
    await putDue(tx, act.school, firstDues(id, checksFor(kind, before.fields), localDay(act.at)));
  await writeDown(tx, act, [
    {
      itemId: id,
      what: next === 'retired' ? 'retired' : 'state',
      entry: next === 'retired' ? 'item.retired' : 'item.state',
      details: { register: kind.id, from: before.state, to: next },
      ...(reason && { personal: { reason } }),
    },
  ]);
  return 'done';
}

/** Whether every check that an item needs before use has been passed the last time it was done. */
export const hasPassed = (kind: Kind, item: Pick<Item, 'fields' | 'checks'>): boolean =>
  checksFor(kind, item.fields).every(
    (plan) => !plan.isBeforeUse || item.checks.some(({ check, passed }) => check === plan.kind && passed),
  );

/** The item, while nobody else changes it. @throws ITEM_NOT_FOUND */
export async function requireLocked(tx: Transaction, school: string, id: string, kind: Kind): Promise<Item> {
  const [item] = await lockItems(tx, school, [id]);
  if (item?.kind !== kind.id) throw registerFault('ITEM_NOT_FOUND', 'there is no such item', 404);
  return item;
}
