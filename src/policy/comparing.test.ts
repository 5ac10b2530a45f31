import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Data, packOf, realPolicies } from '../../test/support/packs.ts';
import { compareEditions, compareSchools } from './comparing.ts';

const ban: Data = { id: 'ban', forbid: 'play-games' };
const may: Data = { id: 'may', allow: 'keep-files' };
const editions = (before: readonly Data[], after: readonly Data[]) =>
  compareEditions(packOf({ clauses: before }), packOf({ clauses: after }));

describe('two editions of one policy', () => {
  it('say what is new, what is gone and what stayed', () => {
    const compared = editions([ban, may], [may, { id: 'new', forbid: 'use-internet' }]);
    assert.deepEqual(
      compared.added.map((clause) => clause.id),
      ['new'],
    );
    assert.deepEqual(
      compared.removed.map((clause) => clause.id),
      ['ban'],
    );
    assert.equal(compared.unchanged, 1);
    assert.deepEqual(compared.changed, []);
  });

  const rows: readonly [string, Data, readonly string[], boolean][] = [
    ['another wording only reads otherwise', { text: 'Games are not played.' }, ['text'], false],
    ['a plainer wording only reads otherwise', { plain: 'Do not play.' }, ['plain'], false],
    ['another strength means otherwise', { strength: 'should' }, ['strength'], true],
    ['other people mean otherwise', { who: ['staff'] }, ['who'], true],
    ['a condition means otherwise', { when: { place: 'home' } }, ['when'], true],
    ['another act means otherwise', { forbid: 'use-internet' }, ['targets'], true],
    ['wording and meaning are both named', { text: 'Now and then.', tags: ['t'] }, ['tags', 'text'], true],
  ];
  for (const [title, change, fields, meansOtherwise] of rows) {
    it(title, () => {
      const [changed] = editions([ban], [{ ...ban, ...change }]).changed;
      assert.deepEqual([...(changed?.fields ?? [])].toSorted(), fields);
      assert.equal(changed?.meansOtherwise, meansOtherwise);
    });
  }

  it('do not differ by where a clause stands', () => {
    const compared = editions([ban, may], [may, ban]);
    assert.deepEqual(
      [compared.added, compared.removed, compared.changed, compared.unchanged],
      [[], [], [], 2],
    );
  });

  it('of a real policy do not differ from themselves', () => {
    for (const { pack } of realPolicies().policies) {
      const compared = compareEditions(pack, pack);
      assert.deepEqual([compared.added, compared.removed, compared.changed], [[], [], []]);
    }
  });
});

const relations = (one: readonly Data[], other: readonly Data[]) =>
  Object.fromEntries(
    compareSchools(packOf({ clauses: one }), packOf({ clauses: other })).map(({ subject, relation }) => [
      subject,
      relation,
    ]),
  );

describe('two schools', () => {
  it('say the same, differ, or one is silent', () => {
    const one = [ban, may, { id: 'only', forbid: 'use-internet' }];
    const other = [
      { ...ban, id: 'other-id', text: 'Other words.' },
      { ...may, from: { any: ['head'] } },
      { id: 'alone', forbid: 'inspect-use' },
    ];
    assert.deepEqual(relations(one, other), {
      'play-games': 'same',
      'keep-files': 'differs',
      'use-internet': 'only-one',
      'inspect-use': 'only-other',
    });
  });

  it('are compared by what has a say, not by what is only said', () => {
    assert.deepEqual(relations([{ id: 'words', say: 'aim' }], [{ id: 'words', say: 'aim' }]), {});
  });

  it('turned round, give the other side', () => {
    const { policies } = realPolicies();
    const turned = {
      same: 'same',
      differs: 'differs',
      'only-one': 'only-other',
      'only-other': 'only-one',
    } as const;
    for (const one of policies) {
      for (const other of policies) {
        const forth = new Map(
          compareSchools(one.pack, other.pack).map(({ subject, relation }) => [subject, relation]),
        );
        const back = compareSchools(other.pack, one.pack);
        assert.equal(back.length, forth.size);
        for (const { subject, relation } of back) assert.equal(forth.get(subject), turned[relation], subject);
      }
    }
  });

  it('name every subject in plain words', () => {
    const [one, other] = realPolicies().policies;
    for (const { name, subject } of compareSchools(one!.pack, other!.pack))
      assert.notEqual(name, '', subject);
  });
});
