import type { Clause, Condition, FactTest, Party } from '../clause.ts';
import { lawId } from '../compiling.ts';
import { clausesOf, type Pack } from '../pack.ts';
import { presumedValue } from '../truth.ts';
import type { FactValue, Vocabulary } from '../vocabulary.ts';
import { type CedarEntity, entityOf, noThing, somebody } from './cedar-request.ts';

/**
 * A policy as Cedar: `permit` for what it lets, `forbid` for what it bars and for what needs an agreement not yet given.
 * Cedar answers allow where the policy says yes, and deny for everything else.
 *
 * What Cedar cannot hold is left out: a third value (an unknown fact makes no clause apply, so a question with unknown
 * facts may be allowed where the policy says that it depends), rulings (they have dates), and what is only said,
 * advised, reported, kept or reviewed.
 *
 * `requestOf` makes the request for a question. It has: the principal `Person` with `roles` (wider roles included);
 * the action, one of the acts; the resource `Thing`; and in the context `facts`, a record, with `agreed` and
 * `agreedInWriting`, sets of "role" or, where it was given under one clause, "clause role"; the role `anybody` stands
 * for whoever it was. Numbers are whole numbers.
 * SOURCE: https://docs.cedarpolicy.com/policies/syntax-grammar.html
 */
export interface CedarExport {
  /** Every policy with its `@id`. */
  readonly policies: string;
  /** The same one by one, by id: the clause's with `#ban`, `#ask`, `#need`, `#allow` or `#exempt`. */
  readonly byId: Readonly<Record<string, string>>;
  /** Acts and things with their wider ones, in Cedar's JSON form. */
  readonly entities: readonly CedarEntity[];
  /** Clauses from which no policy was made. */
  readonly leftOut: readonly string[];
}

/** Writes a pack, with the law packs beneath it, as Cedar policies and entities. */
export function toCedar(pack: Pack, law: readonly Pack[] = []): CedarExport {
  const sources = [...law.flatMap((below) => sourcesOf(below, true)), ...sourcesOf(pack, false)];
  const written = new Writer(pack.vocabulary, sources).write();
  const byId = Object.fromEntries(written.map(({ id, body }) => [id, `@id(${text(id)})\n${body}`]));
  const carried = new Set(written.map(({ id }) => id.slice(0, id.lastIndexOf('#'))));
  return {
    policies: Object.values(byId).join('\n\n'),
    byId,
    entities: entitiesOf(pack.vocabulary),
    leftOut: sources.map(({ clause }) => clause.id).filter((id) => !carried.has(id)),
  };
}

interface Source {
  readonly clause: Clause;
  readonly isLaw: boolean;
  readonly pack: Pack;
}

/** Clauses of law laid beneath a school's are cited by the law's key. */
const sourcesOf = (pack: Pack, isBeneath: boolean): Source[] => {
  const cited = (id: string) => (isBeneath ? lawId(pack, id) : id);
  return clausesOf(pack).map((clause) => ({
    pack,
    isLaw: isBeneath || pack.isLaw,
    clause: {
      ...clause,
      id: cited(clause.id),
      overrides: clause.overrides.map(cited),
      narrows: clause.narrows.map(cited),
    },
  }));
};

/** What a clause does to an act: it bars it, or it lets it. A duty lets the act and bars what breaks it. */
interface Form extends Source {
  readonly bars: boolean;
  /** Steps from the act to the clause's own, for every act it covers. */
  readonly distances: ReadonlyMap<string, number>;
}

interface Written {
  readonly id: string;
  readonly body: string;
}

const text = (value: string) => JSON.stringify(value);
const set = (values: readonly string[]) => `[${values.map(text).join(', ')}]`;
const actions = (ids: readonly string[]) => `[${ids.map((id) => `Action::${text(id)}`).join(', ')}]`;
const not = (part: string) => (part === 'true' ? 'false' : part === 'false' ? 'true' : `!(${part})`);

function allOf(parts: readonly string[]): string {
  const kept = [...new Set(parts)].filter((part) => part !== 'true');
  if (kept.includes('false')) return 'false';
  return kept.length === 0 ? 'true' : kept.length === 1 ? (kept[0] as string) : `(${kept.join(' && ')})`;
}

function anyOf(parts: readonly string[]): string {
  const kept = [...new Set(parts)].filter((part) => part !== 'false');
  if (kept.includes('true')) return 'true';
  return kept.length === 0 ? 'false' : kept.length === 1 ? (kept[0] as string) : `(${kept.join(' || ')})`;
}

/** What may give way, and so who goes before it: whatever bars never gives way to a ban, a demand never to a soft one. */
type Group = 'barring' | 'asking' | 'letting';

class Writer {
  readonly #vocabulary: Vocabulary;
  readonly #sources: readonly Source[];
  readonly #forms: readonly Form[];

  constructor(vocabulary: Vocabulary, sources: readonly Source[]) {
    this.#vocabulary = vocabulary;
    this.#sources = sources;
    this.#forms = sources
      .filter(({ clause }) => clause.strength !== 'advised')
      .flatMap((source) => this.#formsOf(source));
  }

  write(): Written[] {
    return this.#forms.flatMap((form) => (form.bars ? this.#ban(form) : this.#allowance(form)));
  }

  #formsOf(source: Source): Form[] {
    const { verb, targets } = source.clause;
    const { acts } = this.#vocabulary;
    const line = (act: string) => acts.wider(act);
    const covered = acts
      .all()
      .map(({ id }) => [id, line(id).findIndex((wide) => targets.includes(wide))] as const);
    const own = { ...source, distances: new Map(covered.filter(([, distance]) => distance >= 0)) };
    if (verb === 'forbid') return [{ ...own, bars: true }];
    if (verb === 'allow' || verb === 'empower') return [{ ...own, bars: false }];
    if (verb !== 'require') return [];
    const breaks = (wide: string) =>
      (acts.find(wide)?.breaks ?? []).some((duty) => acts.wider(duty).some((name) => targets.includes(name)));
    const broken = acts.all().map(({ id }) => [id, line(id).findIndex(breaks)] as const);
    const distances = new Map(broken.filter(([id, distance]) => distance >= 0 && !own.distances.has(id)));
    return [{ ...own, bars: false }, ...(distances.size > 0 ? [{ ...source, bars: true, distances }] : [])];
  }

  #ban(form: Form): Written[] {
    const { clause } = form;
    const applies = this.#applies(form);
    const exempt = this.#exempted(form, true);
    const outweighed =
      clause.strength === 'should' ? this.#forms.flatMap((other) => this.#outweighs(other, form)) : [];
    const forbid = policy(`${clause.id}#ban`, 'forbid', applies, [
      exempt,
      ...this.#before(form, 'barring'),
      ...outweighed,
    ]);
    if (exempt === 'false') return [forbid];
    const barring = this.#forms
      .filter((other) => !other.bars && sharesAct(other, form))
      .map((other) => this.#bars(other));
    return [forbid, policy(`${clause.id}#exempt`, 'permit', allOf([applies, exempt]), barring)];
  }

  #allowance(form: Form): Written[] {
    const { id, from, needs } = form.clause;
    const written = [policy(`${id}#allow`, 'permit', this.#lets(form), this.#before(form, 'letting'))];
    if (from) {
      const asks = allOf([this.#applies(form), this.#terms(form)]);
      written.push(
        policy(`${id}#ask`, 'forbid', asks, [this.#cleared(form), ...this.#before(form, 'asking')]),
      );
    }
    if (needs.length > 0) {
      const lacks = allOf([this.#applies(form), this.#terms(form), this.#missing(form.clause)]);
      written.push(policy(`${id}#need`, 'forbid', lacks, this.#before(form, 'barring')));
    }
    return written;
  }

  /** A firm allowance that is as near as a soft ban stands against it, where nothing goes before it. */
  #outweighs(other: Form, soft: Form): string[] {
    if (other.bars || other.clause.strength !== 'must') return [];
    const near = [...other.distances]
      .filter(([act, distance]) => distance <= (soft.distances.get(act) ?? -1))
      .map(([act]) => act);
    if (near.length === 0) return [];
    const stands = allOf([this.#lets(other), not(anyOf(this.#before(other, 'letting')))]);
    return [allOf([`${actions(near)}.contains(action)`, stands])];
  }

  /** An allowance bars where a term of it is broken, or where it is for somebody else alone. */
  #bars(form: Form): string {
    const { clause } = form;
    const terms = clause.provided
      ? allOf([this.#applies(form), this.#fails(clause.provided, clause)])
      : 'false';
    const reserved = clause.only
      ? allOf([this.#circumstances(form), anyOf([this.#notWho(form), this.#wrongPurpose(clause)])])
      : 'false';
    const bars = anyOf([terms, reserved]);
    return bars === 'false' ? bars : allOf([bars, not(anyOf(this.#before(form, 'letting')))]);
  }

  /** When clauses that go before this one stand. */
  #before(form: Form, group: Group): string[] {
    const { id } = form.clause;
    return this.#forms
      .filter(({ clause }) => clause.overrides.includes(id) || clause.narrows.includes(id))
      .filter((other) => (!form.isLaw || other.isLaw) && sharesAct(other, form))
      .filter(
        (other) =>
          !other.bars || !(group === 'barring' || (group === 'asking' && other.clause.strength === 'should')),
      )
      .map((other) => this.#stands(other));
  }

  /** When a clause is definite: a ban that nothing lifts, an allowance that lets, or a demand. */
  #stands(form: Form): string {
    const { clause, bars } = form;
    if (bars) return allOf([this.#applies(form), not(this.#exempted(form, clause.strength === 'should'))]);
    if (!clause.from) return this.#lets(form);
    const demands = allOf([
      this.#applies(form),
      this.#terms(form),
      not(this.#cleared(form)),
      not(this.#missing(clause)),
    ]);
    return anyOf([this.#lets(form), demands]);
  }

  /** When a clause lets the act: it applies, its terms hold, what it needs is there, and whoever must agree has. */
  #lets(form: Form): string {
    const { clause } = form;
    if (clause.verb === 'require') return this.#applies(form);
    const needs = clause.needs.map((need) => this.#known(need, true));
    return allOf([
      this.#applies(form),
      this.#terms(form),
      ...needs,
      ...(clause.from ? [this.#cleared(form)] : []),
    ]);
  }

  #terms = ({ clause }: Form) => (clause.provided ? this.#condition(clause.provided, clause) : 'true');

  #missing = (clause: Clause) => anyOf(clause.needs.map((need) => this.#known(need, false)));

  /** What must be shown is never presumed. */
  #known = (fact: string, value: boolean) =>
    `(context.facts has ${text(fact)} && context.facts[${text(fact)}] == ${value})`;

  #cleared(form: Form): string {
    const { from, id, written } = form.clause;
    return anyOf([...(from ? [this.#agreed(from, id, written)] : []), this.#exempted(form, true)]);
  }

  /** When an exemption lifts the clause; with `inForm` false, also one that was spoken where it must be written. */
  #exempted(form: Form, inForm: boolean): string {
    if (form.isLaw) return 'false';
    const lifting = this.#sources.filter(
      ({ clause }) =>
        clause.verb === 'exempt' && clause.targets.some((tag) => form.clause.tags.includes(tag)),
    );
    return anyOf(
      lifting.map((source) => {
        const { from, id, written } = source.clause;
        return from
          ? allOf([this.#who(source), this.#where(source.clause), this.#agreed(from, id, inForm && written)])
          : 'false';
      }),
    );
  }

  #applies = (form: Form) => allOf([this.#circumstances(form), this.#who(form), this.#purpose(form.clause)]);

  #circumstances(form: Form): string {
    const { targets } = form.clause;
    const isOwn = !form.bars || form.clause.verb === 'forbid';
    const covers = isOwn
      ? `action in ${actions(targets)}`
      : `${actions([...form.distances.keys()])}.contains(action)`;
    return allOf([covers, this.#where(form.clause)]);
  }

  /** The things, `when` and `unless` of a clause. */
  #where(clause: Clause): string {
    const parts =
      clause.of.length > 0 ? [anyOf(clause.of.map((thing) => `resource in Thing::${text(thing)}`))] : [];
    if (clause.when) parts.push(this.#condition(clause.when, clause));
    if (clause.unless) parts.push(this.#fails(clause.unless, clause));
    return allOf(parts);
  }

  #who({ clause, pack }: Source): string {
    if (clause.who.includes('everyone')) return 'true';
    const treated = this.#treated(clause, pack).map(({ role, when }) =>
      allOf([`principal.roles.contains(${text(role)})`, when ? this.#condition(when, clause) : 'true']),
    );
    return anyOf([`principal.roles.containsAny(${set(clause.who)})`, ...treated]);
  }

  #notWho({ clause, pack }: Source): string {
    if (clause.who.includes('everyone')) return 'false';
    const treated = this.#treated(clause, pack).map(({ role, when }) =>
      anyOf([`!principal.roles.contains(${text(role)})`, when ? this.#fails(when, clause) : 'false']),
    );
    return allOf([`!principal.roles.containsAny(${set(clause.who)})`, ...treated]);
  }

  /** Roles that are treated as one of the clause's own. */
  #treated(clause: Clause, pack: Pack): { role: string; when: Condition | undefined }[] {
    const { roles } = this.#vocabulary;
    return [...pack.roles.values()].flatMap((role) =>
      role.treatedAs
        .filter((treated) => clause.who.some((wide) => roles.is(treated.role, wide)))
        .map(({ when }) => ({ role: role.id, when })),
    );
  }

  #purpose = ({ purposes }: Clause) =>
    purposes.length > 0 ? this.#test({ fact: 'purpose', values: purposes, negated: false }) : 'true';

  #wrongPurpose = ({ purposes }: Clause) =>
    purposes.length > 0 ? this.#test({ fact: 'purpose', values: purposes, negated: true }) : 'false';

  #agreed(party: Party, clause: string, written: boolean): string {
    const given = written ? 'context.agreedInWriting' : 'context.agreed';
    const by = (role: string) => `${given}.containsAny(${set([role, `${clause} ${role}`])})`;
    if (party.roles.length === 0) return by(somebody);
    return party.mode === 'any' ? anyOf(party.roles.map(by)) : allOf(party.roles.map(by));
  }

  #condition = (condition: Condition, clause: Clause) =>
    anyOf(condition.map((list) => allOf(list.map((test) => this.#test(test, clause)))));

  /** Definitely false: in every list some test is definitely not met. */
  #fails = (condition: Condition, clause: Clause) =>
    allOf(
      condition.map((list) =>
        anyOf(list.map((test) => this.#test({ ...test, negated: !test.negated }, clause))),
      ),
    );

  /** Whether the fact, or what is presumed of it, definitely meets the test. */
  #test(test: FactTest, clause?: Clause): string {
    const has = `context.facts has ${text(test.fact)}`;
    const met = this.#met(test, `context.facts[${text(test.fact)}]`);
    const presumed = presumedValue(clause, test.fact, this.#vocabulary);
    const isPresumed = presumed !== undefined && this.#isMet(test, presumed);
    return isPresumed ? `(!(${has}) || ${met})` : `(${has} && ${met})`;
  }

  #met(test: FactTest, value: string): string {
    if (this.#vocabulary.facts.find(test.fact)?.type === 'number') {
      const bounds = [
        ...(test.atLeast === undefined ? [] : [`${value} >= ${Math.ceil(test.atLeast)}`]),
        ...(test.under === undefined ? [] : [`${value} < ${Math.ceil(test.under)}`]),
        ...(test.values.length === 0
          ? []
          : [`[${test.values.filter(Number.isInteger).join(', ')}].contains(${value})`]),
      ];
      return test.negated ? not(allOf(bounds)) : allOf(bounds);
    }
    const values = this.#matching(test);
    if (values.some((one) => typeof one === 'boolean'))
      return anyOf(values.map((one) => `${value} == ${String(one)}`));
    return values.length === 0 ? 'false' : `${set(values.map(String))}.contains(${value})`;
  }

  /** The values that definitely satisfy a test: those wanted with their narrower ones, or, negated, those that cannot come to be. */
  #matching(test: FactTest): FactValue[] {
    const fact = this.#vocabulary.facts.find(test.fact);
    if (fact?.type === 'boolean')
      return [true, false].filter((value) => test.values.includes(value) !== test.negated);
    const is = (one: string) => test.values.some((wanted) => fact?.values.is(one, String(wanted)));
    const all = fact?.values.all().map((value) => value.id) ?? [];
    return all.filter((value) => (test.negated ? !fact?.values.narrower(value).some(is) : is(value)));
  }

  #isMet(test: FactTest, value: FactValue): boolean {
    if (typeof value !== 'number') return this.#matching(test).includes(value);
    const within = value >= (test.atLeast ?? -Infinity) && value < (test.under ?? Infinity);
    return (within && (test.values.length === 0 || test.values.includes(value))) !== test.negated;
  }
}

/** A policy; with an `unless` that never holds it is left away. */
function policy(id: string, effect: 'permit' | 'forbid', when: string, unless: readonly string[]): Written {
  const lifting = anyOf(unless);
  return {
    id,
    body: `${effect} (principal, action, resource)\nwhen { ${when} }${lifting === 'false' ? '' : `\nunless { ${lifting} }`};`,
  };
}

const sharesAct = (one: Form, other: Form) =>
  [...one.distances.keys()].some((act) => other.distances.has(act));

const entitiesOf = (vocabulary: Vocabulary): CedarEntity[] => [
  ...vocabulary.acts.all().map((act) => entityOf('Action', act.id, act.is)),
  ...vocabulary.things.all().map((thing) => entityOf('Thing', thing.id, thing.is)),
  entityOf('Thing', noThing, []),
];
