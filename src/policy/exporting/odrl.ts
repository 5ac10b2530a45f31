import type { Clause, Condition, FactTest, Party } from '../clause.ts';
import { clausesOf, type Pack } from '../pack.ts';

/**
 * A pack as an ODRL 2.2 policy of type Set, in JSON-LD.
 *
 * Bans become prohibitions, allowances permissions, duties and reports obligations. Whoever must agree is a duty
 * `obtainConsent` of the permission. Acts and facts are named in the pack's own vocabulary.
 * SOURCE: W3C ODRL Information Model 2.2, https://www.w3.org/TR/odrl-model/
 */
export function toOdrl(pack: Pack): Record<string, unknown> {
  const clauses = clausesOf(pack);
  const ruled = (verbs: readonly Clause['verb'][]) =>
    clauses.filter((clause) => verbs.includes(clause.verb)).flatMap((clause) => rulesOf(clause));
  return {
    '@context': ['http://www.w3.org/ns/odrl.jsonld', { gh: 'urn:gatehouse:vocabulary:' }],
    '@type': 'Set',
    uid: `urn:gatehouse:pack:${pack.key}`,
    'dc:title': `${pack.name}, ${pack.school}`,
    permission: ruled(['allow', 'empower', 'exempt']),
    prohibition: ruled(['forbid']),
    obligation: ruled(['require', 'report']),
  };
}

function rulesOf(clause: Clause): Record<string, unknown>[] {
  return clause.targets.map((target) => ({
    uid: `urn:gatehouse:clause:${clause.id}${clause.targets.length > 1 ? `:${target}` : ''}`,
    'dc:description': clause.text,
    action: `gh:${clause.verb === 'report' ? 'report' : target}`,
    ...(clause.verb === 'report' && { target: `gh:${target}` }),
    ...(clause.of.length > 0 && { target: clause.of.map((thing) => `gh:${thing}`) }),
    ...(!clause.who.includes('everyone') && { assignee: clause.who.map((role) => `gh:${role}`) }),
    ...constraints(clause),
    ...duties(clause),
  }));
}

function constraints(clause: Clause): Record<string, unknown> {
  const list = [
    ...[clause.when, clause.provided].flatMap((condition) => (condition ? constraintOf(condition) : [])),
    ...(clause.unless ? failing(clause.unless) : []),
  ];
  const purposes = clause.purposes.map((purpose) => ({
    leftOperand: 'purpose',
    operator: 'eq',
    rightOperand: `gh:${purpose}`,
  }));
  const all = purposes.length > 0 ? [...list, anyOf(purposes)] : list;
  return all.length > 0 ? { constraint: all } : {};
}

function constraintOf(condition: Condition): Constraint[] {
  const lists = condition.map((tests) => tests.map(operand));
  if (lists.length === 1) return lists[0] ?? [];
  return [anyOf(lists.map((list) => (list.length === 1 ? (list[0] as Constraint) : { and: list })))];
}

/** ODRL has no "not": in every list some test must fail. */
const failing = (condition: Condition): Constraint[] =>
  condition.map((tests) => anyOf(tests.map(opposite).map(operand)));

/** The test that holds where this one fails. A test has one bound at most. */
function opposite({ under, atLeast, ...plain }: FactTest): FactTest {
  if (under !== undefined) return { ...plain, atLeast: under };
  if (atLeast !== undefined) return { ...plain, under: atLeast };
  return { ...plain, negated: !plain.negated };
}

type Constraint = Readonly<Record<string, unknown>>;

const anyOf = (list: readonly Constraint[]): Constraint =>
  list.length === 1 ? (list[0] as Constraint) : { or: list };

function operand(test: FactTest): Constraint {
  const bound = test.under ?? test.atLeast;
  if (bound !== undefined)
    return {
      leftOperand: `gh:${test.fact}`,
      operator: test.under === undefined ? 'gteq' : 'lt',
      rightOperand: bound,
    };
  const many = test.values.length > 1;
  return {
    leftOperand: `gh:${test.fact}`,
    operator: test.negated ? (many ? 'isNoneOf' : 'neq') : many ? 'isAnyOf' : 'eq',
    rightOperand: many ? test.values : test.values[0],
  };
}

function duties(clause: Clause): Record<string, unknown> {
  const duty = [
    ...(clause.from ? [{ action: 'obtainConsent', ...consentingParty(clause.from) }] : []),
    ...clause.needs.map((need) => ({ action: `gh:show-${need}` })),
    ...(clause.verb === 'report' && clause.to ? [{ action: 'inform', ...consentingParty(clause.to) }] : []),
  ];
  return duty.length > 0 ? { duty } : {};
}

/** A collection of people of whom any, or all, must agree. */
const consentingParty = ({ mode, roles }: Party) =>
  roles.length === 0
    ? {}
    : { consentingParty: { '@type': 'PartyCollection', [`gh:${mode}`]: roles.map((role) => `gh:${role}`) } };
