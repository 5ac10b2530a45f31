import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testLibrary, testPack } from '../../../test/support/site.ts';
import { factorsRequired, needsFactor } from './requiring.ts';

/** Packs with the roles of which they want a second factor, and of which they do not. */
const wanted: Readonly<Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }>> =
  {
    'london-primary': { yes: ['staff', 'teacher', 'headteacher'], no: ['pupil', 'parent', 'visitor'] },
  };

describe('where the policy wants a second factor', () => {
  for (const pack of [...testLibrary().packs.values()].filter((each) => !each.isLaw)) {
    const { yes, no } = wanted[pack.key] ?? { yes: [], no: ['staff', 'teacher', 'headteacher', 'pupil'] };
    for (const role of yes)
      it(`${pack.key} wants one of a ${role}`, () => assert.equal(factorsRequired(pack, [role]), true));
    for (const role of no)
      it(`${pack.key} wants none of a ${role}`, () => assert.equal(factorsRequired(pack, [role]), false));
  }

  it('one of several roles is enough, and without a role nothing is wanted', () => {
    const pack = testPack('london-primary');
    assert.equal(factorsRequired(pack, ['parent', 'teacher']), true);
    assert.equal(factorsRequired(pack, []), false);
  });

  it('whoever gave two factors owes none', () => {
    const pack = testPack('london-primary');
    assert.equal(needsFactor({ strength: 1, roles: ['teacher'] }, pack), true);
    assert.equal(needsFactor({ strength: 2, roles: ['teacher'] }, pack), false);
    assert.equal(needsFactor({ strength: 1, roles: ['parent'] }, pack), false);
  });
});
