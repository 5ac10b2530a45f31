import type { Agreement, Pack } from '../../policy/index.ts';
import { capacitiesIn, formsOf, readsPlainWords } from '../form.ts';
import type { Held, Tie } from './records.ts';

/** A form that somebody signs, for themself or for a child. */
export interface Asked {
  readonly personId: string;
  readonly person: string;
  readonly sortName: string;
  readonly email: string | undefined;
  readonly roles: readonly string[];
  readonly form: Agreement;
  readonly childId?: string;
  readonly child?: string;
  /** The child's home in which the signer lives. */
  readonly household?: number;
  readonly readsPlainWords: boolean;
  /** The day since which it is asked: that of the role, or of the tie to the child. */
  readonly since: string;
}

interface Holder {
  readonly held: Held;
  readonly roles: string[];
  since: string;
}

/** Everything that is asked of people under a policy: a form for each who signs it, a parent's for each child. */
export function askedOf(pack: Pack, held: readonly Held[], ties: readonly Tie[]): Asked[] {
  const forms = formsOf(pack);
  const children = groupBy(ties, (tie) => tie.parentId);
  return holdersOf(held).flatMap((holder) =>
    forms.flatMap((form) => askedFor(pack, form, holder, children.get(holder.held.personId) ?? [])),
  );
}

/** A visitor signs at the door; a person who has the role besides is not asked for that. */
function holdersOf(held: readonly Held[]): Holder[] {
  const holders = new Map<string, Holder>();
  for (const each of held) {
    if (each.role === 'visitor') continue;
    const holder = holders.get(each.personId) ?? { held: each, roles: [], since: each.since };
    holder.roles.push(each.role);
    if (each.since < holder.since) holder.since = each.since;
    holders.set(each.personId, holder);
  }
  return [...holders.values()];
}

function askedFor(
  pack: Pack,
  form: Agreement,
  { held, roles, since }: Holder,
  ties: readonly Tie[],
): Asked[] {
  const capacities = capacitiesIn(pack, form, roles);
  const { personId, name, sortName, email } = held;
  const asked = { personId, person: name, sortName, email, roles, form, since };
  const forSelf = capacities.includes('self')
    ? [{ ...asked, readsPlainWords: readsPlainWords(pack, form, roles) }]
    : [];
  const forChildren = capacities.includes('parent') ? ties : [];
  return [
    ...forSelf,
    ...forChildren.map(({ childId, child, household, since: tied }) => ({
      ...asked,
      childId,
      child,
      household,
      readsPlainWords: false,
      since: tied > since ? tied : since,
    })),
  ];
}

/** A list for each key. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
