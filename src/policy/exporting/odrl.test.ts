import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packOf, realPolicies } from '../../../test/support/packs.ts';
import { clausesOf, type Pack } from '../index.ts';
import { toOdrl } from './odrl.ts';

type Node = Readonly<Record<string, unknown>>;
const kinds = ['permission', 'prohibition', 'obligation'] as const;
const rulesOf = (policy: Node): Node[] => kinds.flatMap((kind) => policy[kind] as Node[]);

/** Verbs that rule; the others are read, signed or kept. */
const ruling = new Set(['allow', 'empower', 'exempt', 'forbid', 'require', 'report']);

const operators = new Set(['eq', 'neq', 'gteq', 'lt', 'isAnyOf', 'isNoneOf']);

/** Every constraint is an operand, an operator and a value, or several joined. */
function checkConstraint(constraint: Node): void {
  const joined = (constraint['or'] ?? constraint['and']) as Node[] | undefined;
  if (joined) {
    assert.ok(Array.isArray(joined) && joined.length > 0, JSON.stringify(constraint));
    joined.forEach(checkConstraint);
    return;
  }
  assert.equal(typeof constraint['leftOperand'], 'string', JSON.stringify(constraint));
  assert.ok(operators.has(String(constraint['operator'])), JSON.stringify(constraint));
  assert.notEqual(constraint['rightOperand'], undefined, JSON.stringify(constraint));
}

function checkRule(rule: Node): void {
  assert.match(String(rule['uid']), /^urn:gatehouse:clause:[a-z0-9:-]+$/);
  assert.equal(typeof rule['action'], 'string');
  const assignee = rule['assignee'];
  assert.ok(
    assignee === undefined ||
      (Array.isArray(assignee) && assignee.every((role) => /^gh:[a-z0-9-]+$/.test(String(role)))),
  );
  ((rule['constraint'] ?? []) as Node[]).forEach(checkConstraint);
  for (const duty of (rule['duty'] ?? []) as Node[]) assert.equal(typeof duty['action'], 'string');
}

function checkShape(pack: Pack): void {
  const policy = toOdrl(pack);
  assert.deepEqual(JSON.parse(JSON.stringify(policy)), policy, 'it is not plain JSON');
  assert.equal((policy['@context'] as unknown[])[0], 'http://www.w3.org/ns/odrl.jsonld');
  assert.equal(policy['@type'], 'Set');
  assert.match(String(policy['uid']), /^urn:gatehouse:pack:[a-z0-9-]+$/);
  const rules = rulesOf(policy);
  rules.forEach(checkRule);
  assert.equal(new Set(rules.map((rule) => rule['uid'])).size, rules.length, 'two rules have one uid');
  assert.doesNotMatch(JSON.stringify(policy), /"@list"|odrl:not|undefined/);
}

/** Whose agreement the permission demands. */
const party = (from: unknown) => {
  const { permission } = toOdrl(packOf({ clauses: [{ id: 'may', allow: 'play-games', from }] }));
  return ((permission as Node[])[0]?.['duty'] as Node[] | undefined)?.[0]?.['consentingParty'];
};

describe('a pack as ODRL', () => {
  for (const { pack } of realPolicies().policies) {
    it(`${pack.key} has a context, a type and a uid, and each rule an action and an assignee or none`, () =>
      checkShape(pack));
    it(`${pack.key} shows every clause that rules, and no other`, () => {
      const shown = new Set(
        rulesOf(toOdrl(pack)).map(
          (rule) => String(rule['uid']).replace('urn:gatehouse:clause:', '').split(':')[0] as string,
        ),
      );
      const wanted = clausesOf(pack)
        .filter((clause) => ruling.has(clause.verb))
        .map((clause) => clause.id);
      assert.deepEqual([...shown].toSorted(), wanted.toSorted());
    });
  }

  it('puts bans, allowances and duties where they belong, with who, what, when and from whom', () => {
    const policy = toOdrl(
      packOf({
        clauses: [
          {
            id: 'ban',
            forbid: ['play-games', 'keep-files'],
            who: 'everyone',
            unless: { place: ['home', 'office'] },
          },
          {
            id: 'demand',
            allow: 'connect-device',
            who: ['pupil'],
            of: ['laptop'],
            when: { age: { under: 18 } },
            from: { all: ['head', 'manager'] },
            needs: ['insured'],
          },
          { id: 'told', report: 'device-lost', to: { any: ['head'] } },
          { id: 'words', say: 'aim' },
        ],
      }),
    );
    const [first, second] = policy['prohibition'] as Node[];
    assert.deepEqual(
      [first?.['action'], second?.['action'], first?.['assignee']],
      ['gh:play-games', 'gh:keep-files', undefined],
    );
    assert.deepEqual(first?.['constraint'], [
      { leftOperand: 'gh:place', operator: 'isNoneOf', rightOperand: ['home', 'office'] },
    ]);
    const [demand] = policy['permission'] as Node[];
    assert.deepEqual(demand?.['assignee'], ['gh:pupil']);
    assert.deepEqual(demand?.['target'], ['gh:laptop']);
    assert.deepEqual(demand?.['constraint'], [{ leftOperand: 'gh:age', operator: 'lt', rightOperand: 18 }]);
    assert.deepEqual(
      ((demand?.['duty'] ?? []) as Node[]).map((duty) => duty['action']),
      ['obtainConsent', 'gh:show-insured'],
    );
    assert.equal((policy['obligation'] as Node[])[0]?.['uid'], 'urn:gatehouse:clause:told');
    assert.equal(rulesOf(policy).length, 4);
  });

  it('turns an unless round: in every list something must fail', () => {
    const { prohibition } = toOdrl(
      packOf({
        clauses: [
          {
            id: 'ban',
            forbid: 'play-games',
            unless: [{ age: { under: 11 }, supervised: true }, { urgent: true }],
          },
        ],
      }),
    );
    assert.deepEqual((prohibition as Node[])[0]?.['constraint'], [
      {
        or: [
          { leftOperand: 'gh:age', operator: 'gteq', rightOperand: 11 },
          { leftOperand: 'gh:supervised', operator: 'neq', rightOperand: true },
        ],
      },
      { leftOperand: 'gh:urgent', operator: 'neq', rightOperand: true },
    ]);
  });

  it('names of whom any, or all, must agree', () => {
    assert.deepEqual(party({ any: ['head', 'manager'] }), {
      '@type': 'PartyCollection',
      'gh:any': ['gh:head', 'gh:manager'],
    });
    assert.deepEqual(party({ all: ['head'] }), { '@type': 'PartyCollection', 'gh:all': ['gh:head'] });
    assert.equal(party('unnamed'), undefined);
  });
});
