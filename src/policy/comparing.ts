import type { Clause, Verb } from './clause.ts';
import { clausesOf, type Pack } from './pack.ts';
import { nameOf } from './explaining.ts';

/** A clause that stands in both editions and differs. */
export interface Changed {
  readonly before: Clause;
  readonly after: Clause;
  /** Fields that differ; only `text` or `plain` where nothing but the wording changed. */
  readonly fields: readonly string[];
  /** Whether it now means something else, and not only reads otherwise. */
  readonly meansOtherwise: boolean;
}

/** Two editions of one policy, clause by clause. */
export interface EditionComparison {
  readonly added: readonly Clause[];
  readonly removed: readonly Clause[];
  readonly changed: readonly Changed[];
  readonly unchanged: number;
}

const placeFields = new Set(['number', 'section', 'file', 'line']);
const wordingFields = new Set(['text', 'plain']);

/** Compares two editions of one policy by clause id. Where a clause stands does not count as a change. */
export function compareEditions(before: Pack, after: Pack): EditionComparison {
  const old = new Map(clausesOf(before).map((clause) => [clause.id, clause]));
  const now = new Map(clausesOf(after).map((clause) => [clause.id, clause]));
  const both = [...now.values()].flatMap((clause) => {
    const earlier = old.get(clause.id);
    return earlier ? [{ before: earlier, after: clause, fields: differingFields(earlier, clause) }] : [];
  });
  const changed = both.filter((pair) => pair.fields.length > 0);
  return {
    added: [...now.values()].filter((clause) => !old.has(clause.id)),
    removed: [...old.values()].filter((clause) => !now.has(clause.id)),
    changed: changed.map((pair) => ({
      ...pair,
      meansOtherwise: pair.fields.some((field) => !wordingFields.has(field)),
    })),
    unchanged: both.length - changed.length,
  };
}

function differingFields(one: Clause, other: Clause): string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].filter(
    (field) =>
      !placeFields.has(field) &&
      JSON.stringify(one[field as keyof Clause]) !== JSON.stringify(other[field as keyof Clause]),
  );
}

/** What two schools say of one act or event. */
export interface SubjectComparison {
  readonly subject: string;
  readonly name: string;
  readonly one: readonly Clause[];
  readonly other: readonly Clause[];
  /** Both speak and mean the same, both speak and differ, or one is silent. */
  readonly relation: 'same' | 'differs' | 'only-one' | 'only-other';
}

const speaking: readonly Verb[] = ['forbid', 'allow', 'require', 'report', 'empower', 'sanction'];

/** Compares two schools' policies by the acts and events that they speak of. */
export function compareSchools(one: Pack, other: Pack): SubjectComparison[] {
  const left = bySubject(one);
  const right = bySubject(other);
  const subjects = [...new Set([...left.keys(), ...right.keys()])];
  return subjects
    .map((subject) => {
      const mine = left.get(subject) ?? [];
      const theirs = right.get(subject) ?? [];
      return {
        subject,
        name: nameOf(
          one.vocabulary.acts.has(subject) || one.vocabulary.events.has(subject)
            ? one.vocabulary
            : other.vocabulary,
          subject,
        ),
        one: mine,
        other: theirs,
        relation: relationOf(mine, theirs),
      };
    })
    .toSorted((first, second) => (first.name < second.name ? -1 : 1));
}

function bySubject(pack: Pack): Map<string, Clause[]> {
  const subjects = new Map<string, Clause[]>();
  for (const clause of clausesOf(pack)) {
    if (!speaking.includes(clause.verb)) continue;
    for (const subject of clause.targets) {
      if (subject === 'any') continue;
      subjects.set(subject, [...(subjects.get(subject) ?? []), clause]);
    }
  }
  return subjects;
}

const meaning = (clauses: readonly Clause[]): string => clauses.map(meaningOf).toSorted().join('|');

function relationOf(one: readonly Clause[], other: readonly Clause[]): SubjectComparison['relation'] {
  if (other.length === 0) return 'only-one';
  if (one.length === 0) return 'only-other';
  return meaning(one) === meaning(other) ? 'same' : 'differs';
}

/** What a clause does, apart from its words and whom else it names. */
const meaningOf = (clause: Clause): string =>
  JSON.stringify([
    clause.verb,
    clause.strength,
    clause.who.toSorted(),
    clause.when,
    clause.unless,
    clause.provided,
    clause.from,
    clause.to,
    clause.needs,
    clause.within,
    clause.only,
  ]);
