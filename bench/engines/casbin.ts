import { newEnforcer, newModelFromString } from 'casbin';
import type { CommonPolicy, Engine, PlainClause } from '../common-policy.ts';

const ANY = '*';

/** Casbin: a row for each clause with a column for each fact, roles and acts widening by its own groups. */
export async function casbin(common: CommonPolicy): Promise<Engine> {
  const { vocabulary, clauses } = common;
  const facts = [...new Set(clauses.flatMap((clause) => Object.keys(clause.facts)))];
  const enforcer = await newEnforcer(newModelFromString(modelText(facts.map((_, index) => `fact${index}`))));
  await enforcer.addPolicies(clauses.map((clause) => rowOf(clause, facts)));
  await enforcer.addGroupingPolicies(widening(vocabulary.roles.all()));
  await enforcer.addNamedGroupingPolicies('g2', widening(vocabulary.acts.all()));
  return {
    name: 'Casbin 5.51.1',
    says: 'one deciding row',
    questions: 500,
    isAllowed: (question) =>
      enforcer.enforceExSync(
        question.role,
        question.act,
        ...facts.map((name) => String(question.facts[name])),
      )[0],
  };
}

function modelText(columns: readonly string[]): string {
  const tests = columns.map((name) => `(p.${name} == "${ANY}" || r.${name} == p.${name})`);
  return `
[request_definition]
r = role, act, ${columns.join(', ')}
[policy_definition]
p = role, act, ${columns.join(', ')}, eft
[role_definition]
g = _, _
g2 = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = ${tests.join(' && ')} && g2(r.act, p.act) && g(r.role, p.role)
`;
}

const rowOf = ({ role, act, facts, effect }: PlainClause, names: readonly string[]): string[] => [
  role,
  act,
  ...names.map((name) => String(facts[name] ?? ANY)),
  effect === 'allow' ? 'allow' : 'deny',
];

const widening = (words: readonly { readonly id: string; readonly is: readonly string[] }[]): string[][] =>
  words.flatMap(({ id, is }) => is.map((wide) => [id, wide]));
