import { malformedIn } from './question-form.ts';
import { type Act, canonicalValue, type FactValue, type Thing, type Vocabulary } from './vocabulary.ts';
import type { Word } from './words.ts';

export const outcomes = ['no', 'ask', 'yes', 'report', 'depends', 'silent'] as const;
/** The kinds of verdict; `docs/policy-language.md` says when each is given. */
export type Outcome = (typeof outcomes)[number];

export const modes = ['may', 'must', 'about'] as const;
/** May I do it, must I do it, or what does the policy say about it. */
export type Mode = (typeof modes)[number];

/** Somebody's agreement, live at the time of asking. */
export interface Permission {
  /** Roles of those who gave it. */
  readonly by: readonly string[];
  /** The clause under which it was given; any clause about the act where left out. */
  readonly clause?: string;
  readonly act?: string;
  readonly thing?: string;
  readonly written?: boolean;
}

/** What somebody asks, in words of the vocabulary. */
export interface Question {
  readonly mode: Mode;
  /** Roles of the asker. */
  readonly as: readonly string[];
  readonly act?: string;
  readonly event?: string;
  readonly thing?: string;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly permissions: readonly Permission[];
}

/** A question as it arrives: any names, any order, not yet trusted. */
export interface RawQuestion {
  readonly mode?: string | undefined;
  readonly as: readonly string[];
  readonly act?: string | undefined;
  readonly event?: string | undefined;
  readonly thing?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  readonly permissions?: readonly RawPermission[] | undefined;
}

/** A permission as it arrives. */
export interface RawPermission {
  readonly by: readonly string[];
  readonly clause?: string | undefined;
  readonly act?: string | undefined;
  readonly thing?: string | undefined;
  readonly written?: boolean | undefined;
}

/** A word in a question that is not known, or does not fit. */
export interface Misunderstanding {
  readonly code:
    | 'ACT_UNKNOWN'
    | 'EVENT_UNKNOWN'
    | 'THING_UNKNOWN'
    | 'ROLE_UNKNOWN'
    | 'CLAUSE_UNKNOWN'
    | 'MODE_UNKNOWN'
    | 'FACT_UNKNOWN'
    | 'FACT_VALUE'
    | 'QUESTION_TARGET'
    | 'SHAPE';
  /** Where in the question, as a dotted path. */
  readonly at: string;
  readonly message: string;
  readonly nearest?: string;
}

type Say = (code: Misunderstanding['code'], at: string, message: string, near?: string) => void;

/** A question understood, or what was not understood of it. */
export type Understood =
  | { readonly question: Question; readonly problems: readonly [] }
  | { readonly question?: never; readonly problems: readonly Misunderstanding[] };

/**
 * Turns other names into the vocabulary's own (`deviceOwner` into `device-owner`), adds what the thing implies, and
 * says what is unknown, with the nearest known word. Bears whatever it is given: JSON that nobody has looked at yet
 * comes out as a question or as what is wrong with it. An act's name that means an event is taken as that event.
 * Permissions may name any of `clauses`; any clause at all where those are not given.
 *
 * INVARIANT: what is understood holds words of the vocabulary alone. Answers are kept on the strength of it.
 */
export function understand(
  raw: RawQuestion,
  vocabulary: Vocabulary,
  clauses?: ReadonlyMap<string, unknown>,
): Understood {
  const malformed = malformedIn(raw);
  if (malformed.length > 0) return { problems: malformed.map((part) => ({ code: 'SHAPE', ...part })) };
  const problems: Misunderstanding[] = [];
  const say: Say = (code, at, message, near) => {
    problems.push(near === undefined ? { code, at, message } : { code, at, message, nearest: near });
  };

  const mode = modes.find((known) => known === (raw.mode ?? 'may'));
  if (!mode) say('MODE_UNKNOWN', 'mode', `mode \`${raw.mode}\` is not one of ${modes.join(', ')}`);

  const { act, event } = targetOf(raw, vocabulary, say);
  const thing = raw.thing === undefined ? undefined : vocabulary.things.find(raw.thing);
  if (raw.thing !== undefined && !thing) {
    say(
      'THING_UNKNOWN',
      'thing',
      `thing \`${raw.thing}\` is not known`,
      vocabulary.things.nearest(raw.thing),
    );
  }
  const as = raw.as.map((name, index) => roleOf(name, `as.${index}`, vocabulary, say));

  const facts = factsOf(raw, thing, vocabulary, say);
  const permissions = (raw.permissions ?? []).map((permission, index) => {
    const at = `permissions.${index}`;
    const isKnown = permission.clause === undefined || !clauses || clauses.has(permission.clause);
    if (!isKnown) say('CLAUSE_UNKNOWN', `${at}.clause`, `there is no clause \`${permission.clause}\``);
    return permissionOf(permission, at, vocabulary, say);
  });
  if (!mode || problems.length > 0) return { problems };
  const meant = act && actShown(act, mode, facts, vocabulary);
  return {
    problems: [],
    question: {
      mode,
      as,
      facts,
      permissions,
      ...(meant && { act: meant.id }),
      ...(event && !act && { event: event.id }),
      ...(thing && { thing: thing.id }),
    },
  };
}

/** The act or the event that is asked about. */
function targetOf(
  raw: RawQuestion,
  vocabulary: Vocabulary,
  say: Say,
): { act: Act | undefined; event: Word | undefined } {
  const act = raw.act === undefined ? undefined : vocabulary.acts.find(raw.act);
  const event = vocabulary.events.find(raw.event ?? (act ? '' : (raw.act ?? '')));
  if (raw.act !== undefined && !act && !event) {
    say('ACT_UNKNOWN', 'act', `act \`${raw.act}\` is not known`, vocabulary.acts.nearest(raw.act));
  }
  if (raw.event !== undefined && !event) {
    say(
      'EVENT_UNKNOWN',
      'event',
      `event \`${raw.event}\` is not known`,
      vocabulary.events.nearest(raw.event),
    );
  }
  if ((raw.act === undefined) === (raw.event === undefined)) {
    say('QUESTION_TARGET', 'act', 'a question has one act or one event');
  }
  return { act, event };
}

/** The facts that are given, with what the thing and their values imply. */
function factsOf(
  raw: RawQuestion,
  thing: Thing | undefined,
  vocabulary: Vocabulary,
  say: Say,
): Record<string, FactValue> {
  const facts: Record<string, FactValue> = Object.create(null);
  Object.assign(facts, thing?.implies);
  for (const [name, value] of Object.entries(raw.facts ?? {})) {
    if (value === null || value === undefined) continue;
    const fact = vocabulary.facts.find(name);
    if (!fact) {
      say('FACT_UNKNOWN', `facts.${name}`, `fact \`${name}\` is not known`, vocabulary.facts.nearest(name));
      continue;
    }
    const known = fact.type === 'roles' ? rolesIn(value, vocabulary) : canonicalValue(fact, value);
    if (known === undefined)
      say(
        'FACT_VALUE',
        `facts.${name}`,
        `\`${String(value)}\` is not a value of \`${fact.id}\``,
        fact.values.nearest(String(value)),
      );
    else facts[fact.id] = known;
  }
  for (const [name, value] of Object.entries(facts)) addImplied(facts, name, value, vocabulary);
  return facts;
}

/** The ids of roles, where each of them is known. */
function rolesIn(value: unknown, vocabulary: Vocabulary): FactValue | undefined {
  const ids = (Array.isArray(value) ? value : [value]).map((name) => vocabulary.roles.find(String(name))?.id);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** What a value means for other facts, where those were not given. */
function addImplied(
  facts: Record<string, FactValue>,
  name: string,
  value: FactValue,
  vocabulary: Vocabulary,
): void {
  const values = vocabulary.facts.find(name)?.values;
  for (const wide of values?.wider(String(value)) ?? []) {
    for (const [other, implied] of Object.entries(values?.find(wide)?.implies ?? {}))
      facts[other] ??= implied;
  }
}

/**
 * The act that the facts show is meant: "may I lock the computer, with the screen not locked?" asks whether it may be
 * left unlocked; "store school data, at home, on my own computer" is keeping it on a home computer.
 */
function actShown(
  asked: Act,
  mode: Mode,
  facts: Readonly<Record<string, FactValue>>,
  vocabulary: Vocabulary,
): Act {
  const holds = (map: Readonly<Record<string, FactValue>>) =>
    Object.entries(map).every(([name, wanted]) => {
      const given = facts[name];
      const fact = vocabulary.facts.find(name);
      return (
        given !== undefined &&
        (given === wanted || (fact?.type === 'choice' && fact.values.is(String(given), String(wanted))))
      );
    });
  const isNear = (other: Act) =>
    other.is.includes(asked.id) || (mode === 'may' && other.breaks.includes(asked.id));
  const isShown = (other: Act) => other.shownBy.length > 0 && isNear(other) && other.shownBy.some(holds);
  return vocabulary.acts.all().find(isShown) ?? asked;
}

function roleOf(name: string, at: string, vocabulary: Vocabulary, say: Say): string {
  const role = vocabulary.roles.find(name);
  if (!role) say('ROLE_UNKNOWN', at, `role \`${name}\` is not known`, vocabulary.roles.nearest(name));
  return role?.id ?? name;
}

function permissionOf(raw: RawPermission, at: string, vocabulary: Vocabulary, say: Say): Permission {
  const act = raw.act === undefined ? undefined : vocabulary.acts.find(raw.act);
  if (raw.act !== undefined && !act) {
    say('ACT_UNKNOWN', `${at}.act`, `act \`${raw.act}\` is not known`, vocabulary.acts.nearest(raw.act));
  }
  const thing = raw.thing === undefined ? undefined : vocabulary.things.find(raw.thing);
  if (raw.thing !== undefined && !thing) {
    say(
      'THING_UNKNOWN',
      `${at}.thing`,
      `thing \`${raw.thing}\` is not known`,
      vocabulary.things.nearest(raw.thing),
    );
  }
  return {
    by: raw.by.map((name, index) => roleOf(name, `${at}.by.${index}`, vocabulary, say)),
    ...(raw.clause !== undefined && { clause: raw.clause }),
    ...(act && { act: act.id }),
    ...(thing && { thing: thing.id }),
    ...(raw.written !== undefined && { written: raw.written }),
  };
}
