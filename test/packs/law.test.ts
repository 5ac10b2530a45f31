import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../src/cli/config.ts';
import { openLibrary, policyOf } from '../../src/cli/library.ts';
import { compile, decide, type Policy, type RawQuestion, understand } from '../../src/policy/index.ts';

const library = openLibrary(readConfig());
const schools = [...library.packs.values()].filter((pack) => !pack.isLaw);
const illegalImage = { 'illegal-image-possible': true };

/** Everywhere that the law makes another answer of a school's own: who asks what, the school's answer, the law's, and the clause of law. */
const places: readonly (readonly [
  school: string,
  who: string,
  question: Omit<RawQuestion, 'as'>,
  own: string,
  withLaw: string,
  law: string,
])[] = [
  [
    'st-michaels',
    'headteacher',
    { act: 'delete-pupil-data', facts: { ...illegalImage, 'used-to-disrupt': true } },
    'yes',
    'no',
    'no-erasing-indecent-image-on-pupil-device',
  ],
  [
    'st-michaels',
    'staff',
    { act: 'delete-data', facts: { 'hides-requested': true } },
    'ask',
    'no',
    'no-hiding-what-was-asked-for',
  ],
  [
    'st-michaels',
    'authorised-ict-staff',
    { act: 'view-stored-data', facts: { ...illegalImage, purpose: 'crime' } },
    'yes',
    'no',
    'no-looking-at-indecent-image',
  ],
  [
    'st-michaels',
    'staff',
    { event: 'inappropriate-content-found', facts: illegalImage },
    'silent',
    'report',
    'tell-dsl-of-indecent-image',
  ],
  [
    'cambridge-steiner',
    'headteacher',
    { act: 'delete-inappropriate-material', facts: illegalImage },
    'yes',
    'no',
    'no-erasing-indecent-image-on-school-systems',
  ],
  [
    'cambridge-steiner',
    'headteacher',
    { act: 'view-stored-data', facts: { ...illegalImage, 'belief-of-misuse': true } },
    'yes',
    'no',
    'no-looking-at-indecent-image',
  ],
  [
    'cambridge-steiner',
    'staff',
    { act: 'access-ungranted-resource', facts: { 'without-authority': true } },
    'ask',
    'no',
    'no-knowing-unauthorised-access',
  ],
  [
    'hunwick',
    'headteacher',
    { act: 'inspect-use', facts: { lawful: false, purpose: 'compliance' } },
    'yes',
    'no',
    'no-unlawful-monitoring',
  ],
  [
    'hunwick',
    'staff',
    { act: 'delete-pupil-data', facts: illegalImage },
    'silent',
    'no',
    'no-erasing-indecent-image-on-pupil-device',
  ],
  [
    'cpps',
    'staff',
    { act: 'delete-data', facts: { 'hides-requested': true } },
    'ask',
    'no',
    'no-hiding-what-was-asked-for',
  ],
  [
    'cpps',
    'staff',
    { event: 'inappropriate-content-found', facts: illegalImage },
    'silent',
    'report',
    'tell-dsl-of-indecent-image',
  ],
  [
    'london-primary',
    'headteacher',
    { act: 'view-stored-data', facts: { ...illegalImage, purpose: 'crime' } },
    'yes',
    'no',
    'no-looking-at-indecent-image',
  ],
  [
    'london-primary',
    'staff',
    { act: 'access-ungranted-resource', facts: { 'without-authority': true } },
    'ask',
    'no',
    'no-knowing-unauthorised-access',
  ],
];

function verdictOf(policy: Policy, who: string, question: Omit<RawQuestion, 'as'>) {
  const understood = understand({ ...question, as: [who] }, policy.vocabulary);
  assert.ok(understood.question, JSON.stringify(understood.problems));
  return decide(policy, understood.question);
}

describe('the law beneath the schools', () => {
  it('lies under every one of the five', () => {
    for (const pack of schools) assert.ok(pack.layers.includes('law-england'), pack.key);
    assert.equal(schools.length, 5);
  });

  for (const [school, who, question, own, withLaw, law] of places) {
    it(`${school}: ${who}, ${question.act ?? question.event}: the school alone says ${own}, the law makes it ${withLaw}`, () => {
      const policy = policyOf(library, school);
      assert.equal(verdictOf(compile(policy.pack), who, question).verdict, own);
      const verdict = verdictOf(policy, who, question);
      assert.equal(verdict.verdict, withLaw);
      assert.ok(verdict.deciding.some((clause) => clause.id === `law-england:${law}` && clause.law));
    });
  }

  it('changes none of the answers that the packs’ own cases expect', () => {
    for (const pack of schools) {
      const beneath = policyOf(library, pack.key);
      const alone = compile(pack);
      const changed = pack.cases.filter(
        (one) => decide(alone, one.question).verdict !== decide(beneath, one.question).verdict,
      );
      assert.deepEqual(
        changed.map((one) => one.id),
        [],
        pack.key,
      );
    }
  });

  it('cannot be lifted by a school’s exemption', () => {
    const policy = policyOf(library, 'st-michaels');
    const question = {
      act: 'delete-pupil-data',
      facts: illegalImage,
      permissions: [{ by: ['headteacher'], written: true }],
    };
    assert.equal(verdictOf(policy, 'staff', question).verdict, 'no');
  });

  it('says what to do instead where a searched picture may be of a child', () => {
    const policy = policyOf(library, 'st-michaels');
    const verdict = verdictOf(policy, 'headteacher', { act: 'delete-pupil-data', facts: illegalImage });
    assert.ok(verdict.deciding.some((clause) => clause.instead !== undefined));
    assert.ok(
      verdict.against.length > 0 || verdict.deciding.length > 1,
      'the school’s own clause is shown too',
    );
  });
});
