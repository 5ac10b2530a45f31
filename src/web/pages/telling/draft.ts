import type { Viewer } from '../../../accounts/index.ts';
import { type FactValue, type Policy, type Vocabulary } from '../../../policy/index.ts';
import {
  type Asked,
  askedOf,
  IMAGE_FACT,
  kindOf,
  mayHandIn,
  type ReportKind,
  type Routing,
  routingOf,
} from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import type { Site } from '../../site.ts';
import type { Filled } from '../people/filling.ts';
import { broadly, narrowest, teller } from './tellers.ts';

/** Through which door somebody tells: for themself, or for somebody on the telephone. */
export type Door = 'page' | 'telephone';

/** What is known so far of what somebody is about to tell. */
export interface Draft {
  readonly site: Site;
  readonly school: School;
  readonly viewer: Viewer | undefined;
  readonly door: Door;
  /** Where the form is sent. */
  readonly here: string;
  /** Their roles; none before they have said who they are. */
  readonly as: readonly string[];
  /** Whether it is asked in a child's words. */
  readonly isChild: boolean;
  readonly kind: ReportKind | undefined;
  readonly event: string | undefined;
  readonly thing: string | undefined;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** The answer that led here. */
  readonly answerId: string | undefined;
}

/** A draft of which the event is known: all but what they write. */
export interface NamedDraft extends Draft {
  readonly kind: ReportKind;
  readonly event: string;
}

/** Who somebody says that they are; whoever is signed in is that, unless they write down what somebody else tells. */
export function rolesIn(
  school: School,
  viewer: Viewer | undefined,
  door: Door,
  filled: Filled,
): readonly string[] {
  if (viewer && door === 'page') return narrowest(school, viewer.roles);
  const said = filled.text('for') === 'child' ? 'pupil' : teller(filled.text('as'));
  return said === undefined ? [] : [said];
}

/** As which roles it is routed and kept. Whoever is not to be known goes by a role that many hold. */
export const rolesKept = ({ school, as }: Draft, isUnnamed: boolean): readonly string[] =>
  isUnnamed ? [...new Set([broadly(school, as), ...as])] : as;

/** The event that is said, with its kind; none before one is chosen. */
export function eventIn(
  { site, school }: Pick<Draft, 'site' | 'school'>,
  filled: Filled,
  as: readonly string[],
  isChild: boolean,
): Pick<Draft, 'kind' | 'event'> {
  const { kinds } = site.reporting;
  const said = filled.text('event');
  const known = school.policy.vocabulary.events.find(said)?.id;
  if (known !== undefined) return { kind: kindOf(kinds, known), event: known };
  const kind = kinds.get(filled.text('kind'));
  if (!kind) return { kind: undefined, event: undefined };
  const events = eventsOf(school.policy, kind);
  const [only] = events;
  if (events.length <= 1) return { kind, event: only ?? kind.id };
  return { kind, event: isChild ? likeliest(school.policy, events, as) : undefined };
}

/** Events of a kind that this school has words for. */
export const eventsOf = (policy: Policy, kind: ReportKind): string[] =>
  kind.events.filter((event) => policy.vocabulary.events.find(event)?.id === event);

/** A child is not asked which of several: the first that a clause of the school's speaks of. */
const likeliest = (policy: Policy, events: readonly string[], as: readonly string[]): string | undefined =>
  events.find((event) =>
    routingOf(policy, { event, as, facts: {} }).routes.some(({ clause }) => clause !== undefined),
  ) ?? events[0];

/** What the routing of this still asks; and of adults, what their kind has to know before it takes a file. */
export function askedIn({ school, kind, event, as, thing, isChild }: NamedDraft): Asked[] {
  const asked = askedOf(school.policy, { event, as, thing, facts: {} });
  if (isChild) return asked;
  const known = new Set(asked.map(({ fact }) => fact));
  const further = decidingFiles(school.policy, kind).filter((fact) => !known.has(fact));
  return [...asked, ...further.map((fact) => ({ fact, usual: undefined, adds: [] }))];
}

/** Facts of which one way of being would make a file unlawful to take. */
const decidingFiles = ({ vocabulary }: Policy, kind: ReportKind | undefined): string[] =>
  Object.keys(kind?.forbidsFilesWhen ?? {}).filter((fact) => vocabulary.facts.has(fact));

export const routingIn = ({ school, kind, event, as, thing, facts }: NamedDraft): Routing =>
  routingOf(school.policy, { event, as, thing, facts, told: kind?.told });

/**
 * Facts as they were answered. Of what is taken not to be so, a picture that nobody should have is the exception: not
 * being sure of it is to suppose it.
 */
export function factsIn(
  vocabulary: Vocabulary,
  asked: readonly Asked[],
  before: Draft['facts'],
  filled: Filled,
): Record<string, FactValue> {
  const facts: Record<string, FactValue> = { ...before };
  for (const { fact } of asked) {
    const said = filled.text(`fact.${fact}`);
    const value = valueOf(vocabulary, fact, said);
    if (value !== undefined) facts[fact] = value;
    else if (said === UNSURE) {
      delete facts[fact];
      if (fact === IMAGE_FACT) facts[fact] = true;
    }
  }
  return facts;
}

/** The answer of whoever does not know. */
export const UNSURE = 'unsure';

function valueOf(vocabulary: Vocabulary, fact: string, said: string): FactValue | undefined {
  const known = vocabulary.facts.find(fact);
  if (known?.type === 'choice') return known.values.find(said)?.id;
  return said === 'yes' ? true : said === 'no' ? false : undefined;
}

/** Whether files are taken: not while nobody has said that there is no picture that must not be sent. */
export const takesFiles = (
  { school, kind, facts }: Pick<NamedDraft, 'school' | 'kind' | 'facts'>,
  asked: readonly Asked[],
): boolean =>
  takesMore(school, kind, facts) &&
  (facts[IMAGE_FACT] === false || !asked.some(({ fact }) => fact === IMAGE_FACT));

/** The same of a report that is kept: what was not said then is not known now. */
export const takesMore = ({ policy }: School, kind: ReportKind | undefined, facts: Draft['facts']): boolean =>
  mayHandIn(kind, facts) && decidingFiles(policy, kind).every((fact) => facts[fact] !== undefined);
