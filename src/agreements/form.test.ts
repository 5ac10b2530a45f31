import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallSchool } from '../../test/support/small-school.ts';
import { testPack } from '../../test/support/site.ts';
import { clausesOf } from '../policy/index.ts';
import { capacitiesIn, formsFor, formsOf, readsPlainWords } from './form.ts';

/** What people of each kind sign at each school. */
const signed: readonly (readonly [school: string, roles: readonly string[], forms: readonly string[]])[] = [
  ['cambridge-steiner', ['staff'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['teacher'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['education-manager'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['trustee'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['volunteer'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['visitor'], ['acceptable-use-agreement']],
  ['cambridge-steiner', ['governor'], []],
  ['cambridge-steiner', ['pupil'], []],
  ['cambridge-steiner', ['parent'], []],
  ['hunwick', ['staff'], ['reading']],
  ['hunwick', ['teacher', 'dsl'], ['reading']],
  ['hunwick', ['visitor'], ['reading']],
  ['hunwick', ['pupil'], []],
  ['hunwick', ['governor'], []],
  ['st-michaels', ['headteacher'], ['staff-agreement']],
  ['st-michaels', ['governor'], ['staff-agreement']],
  ['st-michaels', ['volunteer'], ['staff-agreement']],
  ['st-michaels', ['visitor'], ['staff-agreement']],
  ['st-michaels', ['parent'], ['parent-agreement']],
  ['st-michaels', ['teacher', 'parent'], ['staff-agreement', 'parent-agreement']],
  ['st-michaels', ['pupil'], []],
  ['st-michaels', ['network-manager'], []],
  ['cpps', ['teacher'], ['staff-agreement']],
  ['cpps', ['headteacher'], ['staff-agreement']],
  ['cpps', ['governor'], []],
  ['cpps', ['volunteer'], []],
  ['cpps', ['visitor'], []],
  ['london-primary', ['supply-staff'], ['user-agreement']],
  ['london-primary', ['governor'], ['user-agreement']],
  ['london-primary', ['volunteer'], ['user-agreement']],
  ['london-primary', ['visitor'], ['user-agreement']],
  ['london-primary', ['pupil'], []],
  ['london-primary', ['parent'], []],
];

describe('forms', () => {
  for (const [school, roles, forms] of signed)
    it(`at ${school} ${roles.join(' and ')} signs ${forms.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(
        formsFor(testPack(school), roles).map((form) => form.id),
        forms,
      );
    });

  it('a policy without a form is acknowledged as read, every section of it', () => {
    const pack = testPack('hunwick');
    const [form, ...others] = formsOf(pack);
    assert.deepEqual(others, []);
    assert.deepEqual(
      form?.clauses,
      clausesOf(pack).map(({ id }) => id),
    );
    assert.equal(form?.title, 'I have read the policy');
  });

  it('only the headteacher of CPPS countersigns, and both dates stand on the form', () => {
    const all = ['cambridge-steiner', 'hunwick', 'st-michaels', 'cpps', 'london-primary'].flatMap((name) =>
      formsOf(testPack(name)).map((form) => [name, form.countersigns, form.dates]),
    );
    assert.deepEqual(
      all.filter(([, role]) => role !== undefined),
      [['cpps', 'headteacher', 2]],
    );
  });

  const pupils = smallSchool({
    pack: { covers: ['staff', 'pupil', 'parent'] },
    agreements: [
      { id: 'own', title: 'Mine', signs: ['pupil'], clauses: ['lock'] },
      { id: 'family', title: 'Ours', signs: ['pupil', 'staff'], behalf: 'parent', clauses: ['lock'] },
    ],
  });
  const [own, family] = formsOf(pupils);
  assert.ok(own && family);

  it('on behalf of a child the guardian signs and the pupil does not, others sign for themselves', () => {
    assert.deepEqual(capacitiesIn(pupils, family, ['pupil']), []);
    assert.deepEqual(capacitiesIn(pupils, family, ['parent']), ['parent']);
    assert.deepEqual(capacitiesIn(pupils, family, ['teacher']), ['self']);
    assert.deepEqual(capacitiesIn(pupils, family, ['teacher', 'parent']), ['self', 'parent']);
    assert.deepEqual(capacitiesIn(pupils, own, ['pupil']), ['self']);
    assert.deepEqual(capacitiesIn(pupils, own, ['parent']), []);
  });

  it('pupils read the plain words', () => {
    assert.equal(readsPlainWords(pupils, own, ['pupil']), true);
    assert.equal(readsPlainWords(pupils, family, ['teacher']), false);
    assert.equal(readsPlainWords(pupils, family, ['parent']), false);
  });
});
