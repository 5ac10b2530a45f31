import type { Clause, Condition, FactTest, Party } from '../clause.ts';
import { clausesOf, type Pack } from '../pack.ts';
import { lawId } from '../compiling.ts';
import type { FactValue, Vocabulary } from '../vocabulary.ts';

/**
 * A policy as Cedar: `permit` for what it lets, `forbid` for what it bars and for what needs an agreement not yet given.
 * What Cedar cannot hold is left out and said in `leftOut`: facts not known (Cedar has no third value; an unknown fact
 * never makes a clause apply), what is only said, reported, kept or reviewed.
 *
 * A request has: the principal `Person` with `roles` (wider roles included); the action, one of the acts; the resource
 * `Thing`; and in the context `facts` (a record), `agreed` and `agreedInWriting` (sets of "role" or "clause role").
 */
export interface CedarExport {
  readonly policies: string;
  /** Entities: acts and things with their wider ones, in Cedar's JSON form. */
  readonly entities: readonly CedarEntity[];
  /** Clause → policy ids made from it. */
  readonly leftOut: readonly string[];
}

export interface CedarEntity {
  readonly uid: { readonly type: string; readonly id: string };
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly parents: readonly { readonly type: string; readonly id: string }[];
}

interface Source {
  readonly clause: Clause;
  readonly isLaw: boolean;
  readonly pack: Pack;
}

/** Writes a pack, with the law packs beneath it, as Cedar policies and entities. */
export function toCedar(pack: Pack, law: readonly Pack[] = []): CedarExport {
  const sources = [...law.flatMap((below) => sourcesOf(below, true)), ...sourcesOf(pack, false)];
  const writer = new Writer(pack.vocabulary, sources);
  const written = sources.map((source) => ({ source, text: writer.write(source) }));
  return {
    policies: written.flatMap(({ text }) => text ?? []).join('\n\n'),
    entities: entitiesOf(pack.vocabulary),
    leftOut: written.filter(({ text }) => text === undefined).map(({ source }) => source.clause.id),
  };
}

/** A law pack laid beneath a school's is cited by its key; on its own it is a pack like any other. */
const sourcesOf = (pack: Pack, isBeneath: boolean): Source[] =>
  clausesOf(pack).map((clause) => ({
    pack,
    isLaw: isBeneath,
    clause: isBeneath ? { ...clause, id: lawId(pack, clause.id), overrides: clause.overrides.map((id) => lawId(pack, id)) } : clause,
  }));

const text = (value: string) => JSON.stringify(value);
const set = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;
const allOf = (parts: readonly string[]) => (parts.length === 0 ? 'true' : parts.length === 1 ? (parts[0] as string) : `(${parts.join(' && ')})`);
const anyOf = (parts: readonly string[]) => (parts.length === 0 ? 'false' : parts.length === 1 ? (parts[0] as string) : `(${parts.join(' || ')})`);

class Writer {
  readonly #vocabulary: Vocabulary;
  readonly #sources: readonly Source[];

  constructor(vocabulary: Vocabulary, sources: readonly Source[]) {
    this.#vocabulary = vocabulary;
    this.#sources = sources;
  }

  write(source: Source): string | undefined {
    const { clause } = source;
    if (clause.strength === 'advised') return undefined;
    if (clause.verb === 'forbid') return this.#ban(source, this.#applies(source, this.#covers(clause)), 'ban');
    if (clause.verb === 'require') return this.#required(source);
    if (clause.verb === 'empower') return this.#allow(source);
    if (clause.verb === 'allow') return clause.from ? this.#ask(source, clause.from) : this.#allow(source);
    return undefined;
  }

  /** A ban, lifted by whatever goes before it, and, if it is soft, by any firm allowance. */
  #ban(source: Source, applies: string, kind: string): string {
    const { clause } = source;
    const lifting = this.#sources.filter((other) => other.clause.overrides.includes(clause.id) || other.clause.narrows.includes(clause.id));
    const firm = clause.strength === 'should' ? this.#sources.filter((other) => this.#isAllowance(other) && other.clause.strength === 'must') : [];
    const exempt = source.isLaw ? [] : this.#sources.filter((other) => other.clause.verb === 'exempt' && clause.tags.some((tag) => other.clause.targets.includes(tag)));
    const lifts = [...lifting.filter((other) => !source.isLaw || other.isLaw).flatMap((other) => this.#grants(other) ?? []), ...firm.flatMap((other) => this.#grants(other) ?? []), ...exempt.map((other) => this.#exempts(other))];
    const unless = lifts.length > 0 ? `\nunless { ${anyOf([...new Set(lifts)])} }` : '';
    return `@id(${text(`${clause.id}#${kind}`)})\nforbid (principal, action, resource)\nwhen { ${applies} }${unless};`;
  }

  #required(source: Source): string {
    const breaking = this.#vocabulary.acts.all().filter((act) => this.#vocabulary.acts.wider(act.id).some((wide) => this.#vocabulary.acts.find(wide)?.breaks.some((duty) => this.#vocabulary.acts.wider(duty).some((name) => source.clause.targets.includes(name)))));
    const doing = breaking.filter((act) => !this.#vocabulary.acts.wider(act.id).some((wide) => source.clause.targets.includes(wide)));
    const permit = `@id(${text(`${source.clause.id}#allow`)})\npermit (principal, action, resource)\nwhen { ${this.#applies(source, this.#covers(source.clause))} };`;
    if (doing.length === 0) return permit;
    const broken = anyOf(doing.map((act) => `action == Action::${text(act.id)}`));
    return `${permit}\n\n${this.#ban(source, this.#applies(source, broken), 'ban')}`;
  }

  #allow(source: Source): string {
    const { clause } = source;
    const permit = `@id(${text(`${clause.id}#allow`)})\npermit (principal, action, resource)\nwhen { ${this.#grants(source)} }${this.#unlessOverridden(source)};`;
    return `${permit}${this.#missingNeeds(source)}`;
  }

  #ask(source: Source, party: Party): string {
    const { clause } = source;
    const applies = this.#applies(source, this.#covers(clause));
    const terms = clause.provided ? this.#condition(clause.provided) : 'true';
    const agreed = this.#agreed(party, clause.id, clause.written);
    const over = this.#overriding(source);
    const lifted = over.length > 0 ? ` || ${anyOf(over)}` : '';
    const permit = `@id(${text(`${clause.id}#allow`)})\npermit (principal, action, resource)\nwhen { ${this.#grants(source)} }${this.#unlessOverridden(source)};`;
    const ask = `@id(${text(`${clause.id}#ask`)})\nforbid (principal, action, resource)\nwhen { ${applies} && ${terms} }\nunless { ${agreed}${lifted} };`;
    return `${permit}\n\n${ask}${this.#missingNeeds(source)}`;
  }

  #missingNeeds(source: Source): string {
    const { needs } = source.clause;
    if (needs.length === 0) return '';
    const missing = anyOf(needs.map((need) => this.#test({ fact: need, values: [false], negated: false })));
    return `\n\n@id(${text(`${source.clause.id}#need`)})\nforbid (principal, action, resource)\nwhen { ${this.#applies(source, this.#covers(source.clause))} && ${missing} };`;
  }

  #overriding(source: Source): string[] {
    return this.#sources
      .filter((other) => [...other.clause.overrides, ...other.clause.narrows].includes(source.clause.id))
      .flatMap((other) => (other.clause.verb === 'forbid' ? this.#applies(other, this.#covers(other.clause)) : (this.#grants(other) ?? [])));
  }

  #unlessOverridden(source: Source): string {
    const over = this.#overriding(source);
    return over.length > 0 ? `\nunless { ${anyOf(over)} }` : '';
  }

  #isAllowance = ({ clause }: Source) => clause.verb === 'allow' || clause.verb === 'empower' || clause.verb === 'require';

  /** When this clause lets the act: it applies, its terms hold, what it needs is there, and whoever must agree has. */
  #grants(source: Source): string | undefined {
    const { clause } = source;
    const applies = this.#applies(source, this.#covers(clause));
    if (clause.verb === 'forbid' || clause.verb === 'require') return applies;
    if (clause.verb !== 'allow' && clause.verb !== 'empower') return undefined;
    const terms = clause.provided ? [this.#condition(clause.provided)] : [];
    const needs = clause.needs.map((need) => this.#test({ fact: need, values: [true], negated: false }));
    const agreed = clause.from ? [this.#agreed(clause.from, clause.id, clause.written)] : [];
    return allOf([applies, ...terms, ...needs, ...agreed]);
  }

  #exempts({ clause, pack }: Source): string {
    return allOf([this.#who(clause, pack), clause.from ? this.#agreed(clause.from, clause.id, clause.written) : 'false']);
  }

  #covers = (clause: Clause) => `action in ${`[${clause.targets.map((target) => `Action::${text(target)}`).join(', ')}]`}`;

  #applies({ clause, pack }: Source, act: string): string {
    const parts = [act, this.#who(clause, pack)];
    if (clause.of.length > 0) parts.push(anyOf(clause.of.map((thing) => `resource in Thing::${text(thing)}`)));
    if (clause.when) parts.push(this.#condition(clause.when));
    if (clause.unless) parts.push(this.#fails(clause.unless));
    if (clause.purposes.length > 0) parts.push(this.#test({ fact: 'purpose', values: clause.purposes, negated: false }));
    return allOf(parts.filter((part) => part !== 'true'));
  }

  #who(clause: Clause, pack: Pack): string {
    if (clause.who.includes('everyone')) return 'true';
    const treated = [...pack.roles.values()].flatMap((role) =>
      role.treatedAs
        .filter((other) => clause.who.some((wide) => pack.vocabulary.roles.is(other.role, wide)))
        .map((other) => allOf([`principal.roles.contains(${text(role.id)})`, ...(other.when ? [this.#condition(other.when)] : [])])),
    );
    return anyOf([`principal.roles.containsAny(${set(clause.who)})`, ...treated]);
  }

  #agreed(party: Party, clause: string, written: boolean): string {
    const given = written ? 'context.agreedInWriting' : 'context.agreed';
    if (party.roles.length === 0) return `!${given}.isEmpty()`;
    const byRole = party.roles.map((role) => `${given}.containsAny(${set([role, `${clause} ${role}`])})`);
    return party.mode === 'any' ? anyOf(byRole) : allOf(byRole);
  }

  #condition = (condition: Condition) => anyOf(condition.map((list) => allOf(list.map((test) => this.#test(test)))));

  /** Definitely false: in every list some test is definitely not met. */
  #fails = (condition: Condition) => allOf(condition.map((list) => anyOf(list.map((test) => this.#test({ ...test, negated: !test.negated })))));

  #test(test: FactTest): string {
    const fact = this.#vocabulary.facts.find(test.fact);
    const name = `context.facts has ${text(test.fact)}`;
    const value = `context.facts[${text(test.fact)}]`;
    const met = this.#met(test, value);
    const usual = fact?.usual;
    if (usual === undefined) return `(${name} && ${met})`;
    return this.#meets(test, usual) ? `(!(${name}) || ${met})` : `(${name} && ${met})`;
  }

  #met(test: FactTest, value: string): string {
    if (test.atLeast !== undefined || test.under !== undefined) {
      const bounds = [...(test.atLeast === undefined ? [] : [`${value} >= ${test.atLeast}`]), ...(test.under === undefined ? [] : [`${value} < ${test.under}`])];
      return test.negated ? `!(${allOf(bounds)})` : allOf(bounds);
    }
    const values = this.#matching(test);
    if (values.some((one) => typeof one === 'boolean')) return anyOf(values.map((one) => `${value} == ${String(one)}`));
    return `${set(values.map(String))}.contains(${value})`;
  }

  /** The values that definitely satisfy a test: those wanted with their narrower ones, or, negated, those that cannot be. */
  #matching(test: FactTest): FactValue[] {
    const fact = this.#vocabulary.facts.find(test.fact);
    if (fact?.type === 'boolean') return [true, false].filter((value) => test.values.includes(value) !== test.negated);
    const all = fact?.values.all().map((value) => value.id) ?? [];
    const is = (one: string, wide: string) => fact?.values.is(one, wide) === true;
    if (!test.negated) return all.filter((value) => test.values.some((wanted) => is(value, String(wanted))));
    return all.filter((value) => !test.values.some((wanted) => is(value, String(wanted)) || is(String(wanted), value)));
  }

  #meets = (test: FactTest, value: FactValue) => this.#matching(test).includes(value);
}

function entitiesOf(vocabulary: Vocabulary): CedarEntity[] {
  const parents = (type: string, ids: readonly string[]) => ids.map((id) => ({ type, id }));
  return [
    ...vocabulary.acts.all().map((act) => ({ uid: { type: 'Action', id: act.id }, attrs: {}, parents: parents('Action', act.is) })),
    ...vocabulary.things.all().map((thing) => ({ uid: { type: 'Thing', id: thing.id }, attrs: {}, parents: parents('Thing', thing.is) })),
    { uid: { type: 'Thing', id: 'unknown' }, attrs: {}, parents: [] },
  ];
}
