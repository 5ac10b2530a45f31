import { checksFor, type CheckPlan, type Item, type Kind, shownByItem } from '../../registers/index.ts';

/** A thing of a register, with its kind. */
export interface Thing {
  readonly item: Item;
  readonly kind: Kind;
}

/** What a register says of a thing when it is asked for a fact. `silent`: it says nothing of that. */
export type RegisterAnswer = 'yes' | 'no' | 'overdue' | 'silent';

/** A check on which an answer rests. */
export interface RestsOn {
  readonly name: string;
  readonly passed: boolean | undefined;
  readonly doneAt: Date | undefined;
  /** YYYY-MM-DD. */
  readonly dueOn: string | undefined;
}

export interface Reading {
  readonly thing: Thing;
  readonly answer: RegisterAnswer;
  readonly checks: readonly RestsOn[];
}

/**
 * What a register says of a thing on a day (YYYY-MM-DD). It says yes only while nothing that the answer rests on is failed or
 * overdue: a fact that a check shows rests on that check, and whatever somebody wrote down on all checks of the thing.
 */
export function readingOf(thing: Thing, fact: string, day: string): Reading {
  const plans = checksFor(thing.kind, thing.item.fields);
  const own = plans.filter((plan) => plan.passed === fact || plan.inDate === fact);
  const checks = (own.length > 0 ? own : plans).map((plan) => restOn(thing.item, plan));
  const isSpokenOf = own.length > 0 || isWritten(thing, fact);
  return { thing, checks, answer: isSpokenOf ? answerOf(thing, fact, checks, day) : 'silent' };
}

/** Whether the kind, or a field that is filled in, says something of the fact. */
const isWritten = ({ item, kind }: Thing, fact: string): boolean =>
  fact in kind.shows || kind.fields.some(({ id, shows }) => shows === fact && item.fields[id] !== undefined);

function restOn(item: Item, { kind, name }: CheckPlan): RestsOn {
  const standing = item.checks.find(({ check }) => check === kind);
  return { name, passed: standing?.passed, doneAt: standing?.doneAt, dueOn: standing?.dueOn };
}

function answerOf(
  { item, kind }: Thing,
  fact: string,
  checks: readonly RestsOn[],
  day: string,
): RegisterAnswer {
  if (checks.some(({ passed }) => passed === false)) return 'no';
  if (checks.some(({ dueOn }) => dueOn !== undefined && dueOn < day)) return 'overdue';
  return shownByItem(item, kind, day)[fact] === true ? 'yes' : 'no';
}
