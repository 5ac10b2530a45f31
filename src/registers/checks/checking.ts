import { localDay, newId } from '../../kernel/index.ts';
import type { Act } from '../../people/index.ts';
import type { Transaction } from '../../store/index.ts';
import { registerFault } from '../errors.ts';
import type { Item } from '../item.ts';
import { checksFor, type CheckPlan, dayAfter, type Kind, type State } from '../kind.ts';
import { hasPassed, requireLocked, writeDown } from '../keeping.ts';
import { lockItems, putState } from '../records.ts';
import { type DoneCheck, dropDue, type Evidence, insertChecks, putDue } from './records.ts';

/** What somebody found of items. */
export interface Finding {
  readonly check: string;
  readonly passed: boolean;
  readonly note?: string | undefined;
  readonly evidence?: Evidence | undefined;
}

/**
 * Notes that a check was done of items, of one register: a whole room at once. The next day on which it is due follows from
 * the school's interval, not from whoever checks. What fails is faulty; what has passed all it needs is in use.
 *
 * Gives how many were checked; items that are not there, retired or not put to this check are left out.
 * @throws CHECK_UNKNOWN
 */
export async function noteCheck(
  tx: Transaction,
  act: Act & { readonly by: string },
  kind: Kind,
  itemIds: readonly string[],
  finding: Finding,
): Promise<number> {
  const plan = requirePlan(kind, finding.check);
  const items = (await lockItems(tx, act.school, itemIds)).filter(
    (item) =>
      item.kind === kind.id && item.state !== 'retired' && checksFor(kind, item.fields).includes(plan),
  );
  const nextDueOn = plan.every && dayAfter(localDay(act.at), plan.every);
  const done = items.map((item) => doneOf(item, act, finding, nextDueOn));
  await insertChecks(tx, act.school, done, finding.evidence);
  await moveDue(tx, act, items, plan, finding.passed ? nextDueOn : localDay(act.at));
  await moveStates(tx, act, kind, items, finding);
  await writeDown(
    tx,
    act,
    done.map(({ id, itemId, check, passed }) => ({
      itemId,
      what: 'checked',
      entry: 'item.checked',
      details: { register: kind.id, check, passed, id, due: (passed ? nextDueOn : undefined) ?? null },
      ...(finding.note && { personal: { note: finding.note } }),
    })),
  );
  return done.length;
}

/** @throws CHECK_UNKNOWN */
export function requirePlan(kind: Kind, check: string): CheckPlan {
  const plan = kind.checks.find((each) => each.kind === check);
  if (!plan) throw registerFault('CHECK_UNKNOWN', 'there is no such check in this register', 404);
  return plan;
}

const doneOf = (
  item: Item,
  act: Act & { readonly by: string },
  finding: Finding,
  nextDueOn: string | undefined,
): DoneCheck => ({
  id: newId(),
  itemId: item.id,
  check: finding.check,
  at: act.at,
  by: act.by,
  passed: finding.passed,
  note: finding.note,
  nextDueOn: finding.passed ? nextDueOn : undefined,
});

/** What failed stays due: it is checked again once it is mended. */
async function moveDue(
  tx: Transaction,
  act: Act,
  items: readonly Item[],
  plan: CheckPlan,
  dueOn: string | undefined,
): Promise<void> {
  const ids = items.map(({ id }) => id);
  if (dueOn === undefined) return dropDue(tx, act.school, ids, [plan.kind]);
  const ownerOf = (item: Item) =>
    item.checks.find(({ check }) => check === plan.kind)?.ownerRole ?? plan.owner;
  await putDue(
    tx,
    act.school,
    items.map((item) => ({ itemId: item.id, check: plan.kind, dueOn, ownerRole: ownerOf(item) })),
  );
}

/** What is lent stays lent, and is looked at when it comes back. */
async function moveStates(
  tx: Transaction,
  act: Act,
  kind: Kind,
  items: readonly Item[],
  finding: Finding,
): Promise<void> {
  const moved = Map.groupBy(items, (item) => stateAfter(kind, item, finding));
  for (const [state, group] of moved) {
    const ids = group.filter((item) => item.state !== state).map(({ id }) => id);
    if (ids.length > 0) await putState(tx, act.school, ids, state, act.at);
  }
}

function stateAfter(kind: Kind, item: Item, { check, passed }: Finding): State {
  if (item.state === 'lent') return 'lent';
  if (!passed) return kind.states.includes('faulty') ? 'faulty' : item.state;
  if (item.state === 'in-use') return 'in-use';
  // What is faulty for another reason is not mended by a check that has nothing to do with it.
  if (item.state === 'faulty' && !item.checks.some((each) => each.check === check && each.passed === false))
    return 'faulty';
  const others = item.checks.filter((standing) => standing.check !== check);
  const checks = [...others, { check, passed, doneAt: undefined, dueOn: undefined, ownerRole: undefined }];
  const isStillFailed = others.some((standing) => standing.passed === false);
  if (isStillFailed) return 'faulty';
  return hasPassed(kind, { fields: item.fields, checks }) ? 'in-use' : 'untested';
}

/** The school chooses another day on which a check of an item is due, or another role to do it. @throws CHECK_UNKNOWN, ITEM_NOT_FOUND */
export async function chooseDue(
  tx: Transaction,
  act: Act,
  kind: Kind,
  itemId: string,
  due: { readonly check: string; readonly dueOn: string; readonly ownerRole?: string | undefined },
): Promise<void> {
  const plan = requirePlan(kind, due.check);
  await requireLocked(tx, act.school, itemId, kind);
  await putDue(tx, act.school, [
    { itemId, check: plan.kind, dueOn: due.dueOn, ownerRole: due.ownerRole ?? plan.owner },
  ]);
  await writeDown(tx, act, [
    {
      itemId,
      what: 'due',
      entry: 'item.due-chosen',
      details: { register: kind.id, check: due.check, due: due.dueOn },
    },
  ]);
}
