import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EditionForms, versionsOf } from './versions.ts';

type Change = EditionForms['change'];

/** Editions as `change: words of form a`; a dash where there is no such form. */
const lines: readonly (readonly [
  rule: string,
  editions: readonly (readonly [Change, string])[],
  groups: readonly (number | undefined)[],
])[] = [
  ['the first edition is the first version', [['first', 'x']], [1]],
  [
    'a minor edition asks nobody, whatever its words',
    [
      ['first', 'x'],
      ['minor', 'y'],
      ['minor', 'z'],
    ],
    [1, 1, 1],
  ],
  [
    'a material edition with the same words asks nobody',
    [
      ['first', 'x'],
      ['material', 'x'],
    ],
    [1, 1],
  ],
  [
    'a material edition with other words is another version',
    [
      ['first', 'x'],
      ['material', 'y'],
    ],
    [1, 2],
  ],
  [
    'words of a minor edition are no change in the material one after it',
    [
      ['first', 'x'],
      ['minor', 'y'],
      ['material', 'y'],
    ],
    [1, 1, 1],
  ],
  [
    'words that come back are the version that they were',
    [
      ['first', 'x'],
      ['material', 'y'],
      ['material', 'x'],
    ],
    [1, 2, 1],
  ],
  [
    'a form that is new has its first version then',
    [
      ['first', '-'],
      ['minor', 'x'],
      ['material', 'y'],
    ],
    [undefined, 2, 3],
  ],
  [
    'an edition without the form has none',
    [
      ['first', 'x'],
      ['material', '-'],
      ['material', 'x'],
    ],
    [1, undefined, 1],
  ],
];

describe('versions', () => {
  for (const [rule, editions, versions] of lines)
    it(rule, () => {
      const version = versionsOf(
        editions.map(([change, words], index) => ({
          number: index + 1,
          change,
          forms: new Map(words === '-' ? [] : [['a', words]]),
        })),
      );
      assert.deepEqual(
        editions.map((_, index) => version('a', index + 1)),
        versions,
      );
      assert.equal(version('b', 1), undefined);
      assert.equal(version('a', editions.length + 1), undefined);
    });

  it('each form has versions of its own', () => {
    const version = versionsOf([
      {
        number: 1,
        change: 'first',
        forms: new Map([
          ['a', 'x'],
          ['b', 'x'],
        ]),
      },
      {
        number: 2,
        change: 'material',
        forms: new Map([
          ['a', 'x'],
          ['b', 'y'],
        ]),
      },
    ]);
    assert.deepEqual([version('a', 2), version('b', 2)], [1, 2]);
  });
});
