import {
  preparsePolicySet,
  statefulIsAuthorized,
  type StatefulAuthorizationCall,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { CommonPolicy, Engine, PlainClause, PlainQuestion } from '../common-policy.ts';

const POLICY_SET = 'common';

/** Cedar with its policies read once; each call carries the entities that the question is about. */
export function cedar(common: CommonPolicy): Engine {
  const read = preparsePolicySet(POLICY_SET, { staticPolicies: common.clauses.map(policyText).join('\n') });
  if (read.type !== 'success') throw new Error(JSON.stringify(read.errors));
  const calls = new Map(common.questions.map((question) => [question, callFor(common, question)]));
  return {
    name: 'Cedar 4.13.0 (WebAssembly, preparsed)',
    says: 'every deciding policy',
    questions: 1_000,
    isAllowed(question) {
      const answer = statefulIsAuthorized(calls.get(question) ?? callFor(common, question));
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
      return answer.response.decision === 'allow';
    },
  };
}

function policyText({ id, effect, role, act, facts }: PlainClause): string {
  const tests = Object.entries(facts).map(
    ([name, value]) => `context[${JSON.stringify(name)}] == ${JSON.stringify(value)}`,
  );
  const when = tests.length > 0 ? ` when { ${tests.join(' && ')} }` : '';
  return `@id("${id}") ${effect === 'allow' ? 'permit' : 'forbid'} (principal in Role::"${role}", action in Action::"${act}", resource)${when};`;
}

const entity = (type: string, id: string, parents: readonly string[], parentType = type) => ({
  uid: { type, id },
  attrs: {},
  parents: parents.map((parent) => ({ type: parentType, id: parent })),
});

function callFor(
  { vocabulary }: CommonPolicy,
  { role, act, facts }: PlainQuestion,
): StatefulAuthorizationCall {
  const action = { type: 'Action', id: act };
  const principal = { type: 'Person', id: 'asker' };
  return {
    principal,
    action,
    resource: { type: 'Thing', id: 'any' },
    context: facts,
    preparsedPolicySetId: POLICY_SET,
    entities: [
      entity('Person', 'asker', [role], 'Role'),
      ...vocabulary.roles.wider(role).map((id) => entity('Role', id, vocabulary.roles.find(id)?.is ?? [])),
      ...vocabulary.acts.wider(act).map((id) => entity('Action', id, vocabulary.acts.find(id)?.is ?? [])),
    ],
  };
}
