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
    uid: `urn:gatehouse:clause:${clause.id}`,
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
    ...(clause.unless ? [{ 'odrl:not': constraintOf(clause.unless) }] : []),
  ];
  const purposes = clause.purposes.map((purpose) => ({
    leftOperand: 'purpose',
    operator: 'eq',
    rightOperand: `gh:${purpose}`,
  }));
  const all = purposes.length > 1 ? [...list, { or: purposes }] : [...list, ...purposes];
  return all.length > 0 ? { constraint: all } : {};
}

function constraintOf(condition: Condition): Record<string, unknown>[] {
  const lists = condition.map((tests) => tests.map(operand));
  if (lists.length === 1) return lists[0] ?? [];
  return [{ or: lists.map((list) => (list.length === 1 ? list[0] : { and: list })) }];
}

function operand(test: FactTest): Record<string, unknown> {
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

const consentingParty = (party: Party) =>
  party.roles.length === 0
    ? {}
    : {
        consentingParty: {
          '@type': party.mode === 'any' ? 'odrl:or' : 'odrl:and',
          '@list': party.roles.map((role) => `gh:${role}`),
        },
      };
