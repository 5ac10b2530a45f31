import { byId, type Clause } from './clause.ts';
import { clausesOf, type Pack, type Ruling } from './pack.ts';
import { type Related, relateAll } from './relating.ts';
import { type Check, checkOf, presumedValue, type Truth, yes } from './truth.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A clause made ready for deciding. */
export interface Rule {
  readonly clause: Clause;
  /** Whether it stands in a law pack laid beneath the school's. */
  readonly isLaw: boolean;
  readonly when: Check | undefined;
  readonly unless: Check | undefined;
  readonly provided: Check | undefined;
  /** Purposes for which a power holds. */
  readonly purpose: Check | undefined;
  /** Everybody it binds, narrower roles included; undefined for everyone. */
  readonly who: ReadonlySet<string> | undefined;
  /** Roles to which it applies on a condition. */
  readonly sometimesWho: ReadonlyMap<string, Check>;
  readonly goesBefore: ReadonlySet<string>;
  /** Facts of its conditions that are taken for granted where nobody gives them. */
  readonly presumes: readonly string[];
}

/** A rule that speaks of an asked act, with how near its act is. */
export interface Candidate {
  readonly rule: Rule;
  /** 0 for the asked act itself, more for wider ones. */
  readonly distance: number;
  /** A duty that the asked act breaks. */
  readonly broken: boolean;
}

/** A policy made ready for deciding: the school's pack with the law beneath it. */
export interface Policy {
  readonly pack: Pack;
  readonly law: readonly Pack[];
  readonly vocabulary: Vocabulary;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly forAct: ReadonlyMap<string, readonly Candidate[]>;
  readonly forEvent: ReadonlyMap<string, readonly Candidate[]>;
  /** What else is said of an act or event, and what one must do about it. */
  readonly related: ReadonlyMap<string, Related>;
  readonly exemptions: ReadonlyMap<string, readonly Rule[]>;
  readonly rulings: readonly LiveRuling[];
}

/** A ruling made ready for deciding. */
export interface LiveRuling {
  readonly ruling: Ruling;
  readonly when: Check | undefined;
}

/** The id under which a clause of a law pack is cited: `law-england:computer-misuse`. */
export const lawId = (pack: Pack, id: string): string => `${pack.key}:${id}`;

/**
 * Makes a pack ready for deciding, with the packs of law beneath it. Rulings are those live on the given day
 * (ISO date), or all of them where no day is given.
 */
export function compile(pack: Pack, law: readonly Pack[] = [], on?: string): Policy {
  const vocabulary = pack.vocabulary;
  const rules = new Map<string, Rule>();
  for (const below of law) {
    for (const clause of clausesOf(below)) {
      const cited = {
        ...clause,
        id: lawId(below, clause.id),
        overrides: clause.overrides.map((id) => lawId(below, id)),
        narrows: clause.narrows.map((id) => lawId(below, id)),
      };
      rules.set(cited.id, ruleOf(cited, below, vocabulary, true));
    }
  }
  for (const clause of clausesOf(pack)) rules.set(clause.id, ruleOf(clause, pack, vocabulary, pack.isLaw));

  const byTarget = targetsOf(rules.values());
  return {
    pack,
    law,
    vocabulary,
    rules,
    forAct: new Map(
      vocabulary.acts.all().map((act) => [act.id, candidatesFor(act.id, vocabulary, byTarget)]),
    ),
    forEvent: new Map(
      vocabulary.events.all().map((event) => [event.id, eventCandidates(event.id, vocabulary, byTarget)]),
    ),
    related: relateAll([...rules.values()], vocabulary),
    exemptions: exemptionsOf(rules.values()),
    rulings: pack.rulings
      .filter(
        (ruling) =>
          on === undefined || (ruling.on <= on && (ruling.until === undefined || on <= ruling.until)),
      )
      .map((ruling) => ({ ruling, when: ruling.when && checkOf(ruling.when, vocabulary) })),
  };
}

/** The words are the school's, for its own roles are kinds of those that the law names. */
function ruleOf(clause: Clause, pack: Pack, vocabulary: Vocabulary, isLaw: boolean): Rule {
  const check = (condition: Clause['when']) => condition && checkOf(condition, vocabulary, clause);
  const [when, unless, provided] = [check(clause.when), check(clause.unless), check(clause.provided)];
  const everyone = clause.who.includes('everyone');
  const who = new Set(clause.who.flatMap((role) => vocabulary.roles.narrower(role)));
  const sometimesWho = treatments(pack, vocabulary, who, clause);
  return {
    clause,
    isLaw,
    when,
    unless,
    provided,
    purpose:
      clause.purposes.length > 0
        ? checkOf([[{ fact: 'purpose', values: clause.purposes, negated: false }]], vocabulary)
        : undefined,
    who: everyone ? undefined : who,
    sometimesWho,
    goesBefore: new Set([...clause.overrides, ...clause.narrows]),
    presumes: [when, unless, provided]
      .flatMap((each) => each?.facts ?? [])
      .filter((fact) => presumedValue(clause, fact, vocabulary) !== undefined),
  };
}

/** Roles outside these that are treated as one of them, with the condition; narrower roles come with them. */
function treatments(
  pack: Pack,
  vocabulary: Vocabulary,
  who: ReadonlySet<string>,
  clause: Clause,
): ReadonlyMap<string, Check> {
  const checks = new Map<string, Check>();
  for (const role of pack.roles.values()) {
    for (const treated of role.treatedAs.filter((other) => who.has(other.role))) {
      const check = treated.when ? checkOf(treated.when, vocabulary, clause) : always;
      for (const id of vocabulary.roles.narrower(role.id)) {
        const other = checks.get(id);
        if (!who.has(id)) checks.set(id, other ? eitherOf(other, check) : check);
      }
    }
  }
  return checks;
}

const eitherOf = (one: Check, other: Check): Check => ({
  facts: [...new Set([...one.facts, ...other.facts])],
  truth: (facts) => Math.max(one.truth(facts), other.truth(facts)) as Truth,
});

const always: Check = { facts: [], truth: () => yes };

/** What a clause has a say in: its acts and events; for advice, what it is to be seen with. */
function spokenOf(clause: Clause): readonly string[] {
  if (clause.verb === 'say') return clause.targets.includes('advice') ? clause.see : [];
  return ['forbid', 'allow', 'require', 'report', 'empower'].includes(clause.verb) ? clause.targets : [];
}

/** Rules by what they speak of. Acts and events have names of their own, so one map serves both. */
function targetsOf(rules: Iterable<Rule>): ReadonlyMap<string, Rule[]> {
  const byTarget = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const target of spokenOf(rule.clause)) {
      const list = byTarget.get(target);
      if (list) list.push(rule);
      else byTarget.set(target, [rule]);
    }
  }
  return byTarget;
}

function candidatesFor(
  act: string,
  vocabulary: Vocabulary,
  byTarget: ReadonlyMap<string, Rule[]>,
): Candidate[] {
  const found = new Map<Rule, Candidate>();
  const line = vocabulary.acts.wider(act);
  line.forEach((wider, distance) => {
    for (const rule of byTarget.get(wider) ?? []) {
      if (!found.has(rule)) found.set(rule, { rule, distance, broken: false });
    }
  });
  line.forEach((wider, distance) => {
    for (const duty of vocabulary.acts.find(wider)?.breaks ?? []) {
      for (const rule of vocabulary.acts.wider(duty).flatMap((name) => byTarget.get(name) ?? [])) {
        if (rule.clause.verb === 'require' && !found.has(rule))
          found.set(rule, { rule, distance, broken: true });
      }
    }
  });
  return [...found.values()].toSorted((one, other) => byId(one.rule.clause, other.rule.clause));
}

function eventCandidates(
  event: string,
  vocabulary: Vocabulary,
  byTarget: ReadonlyMap<string, Rule[]>,
): Candidate[] {
  const found = new Map<Rule, Candidate>();
  vocabulary.events.wider(event).forEach((wider, distance) => {
    for (const rule of byTarget.get(wider) ?? []) {
      if (!found.has(rule)) found.set(rule, { rule, distance, broken: false });
    }
  });
  return [...found.values()].toSorted((one, other) => byId(one.rule.clause, other.rule.clause));
}

function exemptionsOf(rules: Iterable<Rule>): ReadonlyMap<string, Rule[]> {
  const byTag = new Map<string, Rule[]>();
  const exemptions = [...rules]
    .filter((rule) => rule.clause.verb === 'exempt')
    .toSorted((one, other) => byId(one.clause, other.clause));
  for (const rule of exemptions) {
    for (const tag of rule.clause.targets) byTag.set(tag, [...(byTag.get(tag) ?? []), rule]);
  }
  return byTag;
}
