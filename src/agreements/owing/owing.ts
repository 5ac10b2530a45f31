import { type Clock, localDay } from '../../kernel/index.ts';
import type { Queries, Store } from '../../store/index.ts';
import { campaignsOf } from '../campaigns/records.ts';
import { formsOf } from '../form.ts';
import type { Forms, History } from '../opening-forms.ts';
import type { Wording } from '../wording.ts';
import { type Asked, askedOf } from './asking.ts';
import {
  heldOn,
  lastRefusals,
  type LastSignature,
  lastSignatures,
  type LastWord,
  membersOf,
  tiesOn,
} from './records.ts';
import { type Rules, type Standing, type State, standingOf, type Why } from './standing.ts';

/** A form that somebody is asked to read and sign now. */
export interface Due {
  readonly form: string;
  readonly title: string;
  /** For whom, where a parent signs for a child. */
  readonly childId?: string;
  readonly childName?: string;
  readonly why: Why;
  /** The edition that was signed, where it changed since. */
  readonly sinceEdition?: number;
  /** The last day to sign, where a campaign asks. */
  readonly dueOn?: string;
  readonly wording: Wording;
  /** The child ticks beside the signer. */
  readonly childTicks: boolean;
}

/** How it stands with one form for one person, for the list of who has signed. */
export interface StatusRow {
  readonly personId: string;
  readonly person: string;
  readonly roles: readonly string[];
  readonly form: string;
  readonly title: string;
  readonly childId?: string;
  readonly childName?: string;
  readonly household?: number;
  readonly state: State;
  readonly why?: Why;
  /** Another parent of the same home has signed for the child, which is enough for that home. */
  readonly isCovered: boolean;
  readonly signatureId?: string;
  readonly signedAt?: Date;
  /** The edition that was signed. */
  readonly edition?: number;
  readonly dueOn?: string;
}

/** One thing asked of somebody, and how it stands. */
export interface Owed {
  readonly asked: Asked;
  readonly standing: Standing;
  readonly dueOn: string | undefined;
  readonly isCovered: boolean;
}

/** Everything asked at a school, or of one person, and how it stands; six questions however many people there are. */
export async function owedAt(
  db: Queries,
  forms: Forms,
  clock: Clock,
  school: string,
  personId?: string,
): Promise<{ readonly owed: readonly Owed[]; readonly history: History }> {
  const day = localDay(clock.now());
  const { pack } = await forms.current(school);
  const history = await forms.history(school);
  const [held, ties, signatures, refusals, campaigns] = await Promise.all([
    heldOn(db, school, day, personId),
    tiesOn(db, school, day, personId),
    lastSignatures(db, school, personId),
    lastRefusals(db, school, personId),
    campaignsOf(db, school),
  ]);
  const rules: Rules = {
    current: history.current.number,
    version: history.version,
    yearlySince: campaigns.find((each) => each.reason === 'yearly')?.openedAt,
    countersigned: new Set(
      formsOf(pack).flatMap((form) => (form.countersigns === undefined ? [] : [form.id])),
    ),
  };
  const [signed, refused] = [byAsked(signatures), byAsked(refusals)];
  const dueOn = campaigns[0]?.dueOn;
  const owed = askedOf(pack, held, ties).map((asked) => {
    const key = keyOf(asked.personId, asked.form.id, asked.childId);
    return { asked, standing: standingOf(rules, asked.form.id, signed.get(key), refused.get(key)), dueOn };
  });
  return { owed: withCovered(owed), history };
}

const keyOf = (personId: string, form: string, childId: string | undefined) =>
  `${personId} ${form} ${childId ?? ''}`;

const byAsked = <T extends LastWord | LastSignature>(words: readonly T[]): ReadonlyMap<string, T> =>
  new Map(words.map((word) => [keyOf(word.personId, word.form, word.childId), word]));

/** One signature a home is enough: the other parent of that home is asked, and not chased. */
function withCovered(owed: readonly Omit<Owed, 'isCovered'>[]): Owed[] {
  const home = ({ asked }: Omit<Owed, 'isCovered'>) =>
    keyOf(asked.childId ?? '', asked.form.id, String(asked.household));
  const done = new Set(
    owed.filter(({ asked, standing }) => asked.childId !== undefined && hasSigned(standing)).map(home),
  );
  return owed.map((each) => ({
    ...each,
    isCovered: each.asked.childId !== undefined && !hasSigned(each.standing) && done.has(home(each)),
  }));
}

const hasSigned = ({ state }: Standing) => state === 'signed' || state === 'to-countersign';

/** What somebody is asked to read and sign now, in the order of the policy's forms. */
export async function dueFor(
  store: Store,
  forms: Forms,
  clock: Clock,
  school: string,
  personId: string,
): Promise<Due[]> {
  const { owed } = await owedAt(store.db, forms, clock, school, personId);
  return owed.flatMap(({ asked, standing, dueOn }) => {
    const { why, signature } = standing;
    if (why === undefined) return [];
    return [
      {
        form: asked.form.id,
        title: asked.form.title,
        ...(asked.childId !== undefined && { childId: asked.childId }),
        ...(asked.child !== undefined && { childName: asked.child }),
        why,
        ...(why === 'changed' && signature && { sinceEdition: signature.edition }),
        ...(dueOn !== undefined && { dueOn }),
        wording: wordingFor(asked, why),
        childTicks: asked.childId !== undefined && asked.form.behalf !== undefined,
      },
    ];
  });
}

function wordingFor(asked: Asked, why: Why): Wording {
  if (asked.readsPlainWords) return 'plain';
  return why === 'changed' ? 'changes' : 'full';
}

/** Which rows of the list are wanted. */
export interface StatusFilter {
  /** Id of a group; a parent's row belongs to the child's groups. */
  readonly group?: string | undefined;
  /** A role of the policy, or a wider one. */
  readonly role?: string | undefined;
  readonly form?: string | undefined;
  readonly state?: State | undefined;
}

/** How it stands with everybody who signs, by family name. */
export async function statusOf(
  store: Store,
  forms: Forms,
  clock: Clock,
  school: string,
  filter: StatusFilter = {},
): Promise<StatusRow[]> {
  const { owed } = await owedAt(store.db, forms, clock, school);
  const { pack } = await forms.current(school);
  const { group, role } = filter;
  const members =
    group === undefined ? undefined : await membersOf(store.db, school, group, localDay(clock.now()));
  return owed
    .filter(
      ({ asked, standing }) =>
        (members === undefined || members.has(asked.childId ?? asked.personId)) &&
        (role === undefined || asked.roles.some((each) => pack.vocabulary.roles.is(each, role))) &&
        (filter.form === undefined || asked.form.id === filter.form) &&
        (filter.state === undefined || standing.state === filter.state),
    )
    .toSorted((one, other) => (one.asked.sortName < other.asked.sortName ? -1 : 1))
    .map(statusRow);
}

function statusRow({ asked, standing, dueOn, isCovered }: Owed): StatusRow {
  const { signature, why } = standing;
  return {
    personId: asked.personId,
    person: asked.person,
    roles: asked.roles,
    form: asked.form.id,
    title: asked.form.title,
    ...(asked.childId !== undefined && { childId: asked.childId }),
    ...(asked.child !== undefined && { childName: asked.child }),
    ...(asked.household !== undefined && { household: asked.household }),
    state: standing.state,
    ...(why !== undefined && { why }),
    isCovered,
    ...(signature && { signatureId: signature.id, signedAt: signature.at, edition: signature.edition }),
    ...(why !== undefined && dueOn !== undefined && { dueOn }),
  };
}
