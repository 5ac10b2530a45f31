import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testPack } from '../../test/support/site.ts';
import { compile } from '../policy/index.ts';
import { approversOf, type Holder } from './approving.ts';

const policy = compile(testPack('hunwick'), [], '2026-11-23');
const holder = (
  personId: string,
  role: string,
  how: { deputises?: boolean; isAway?: boolean } = {},
): Holder => ({
  personId,
  role,
  deputises: how.deputises ?? false,
  isAway: how.isAway ?? false,
});
const cast = [
  holder('head', 'headteacher'),
  holder('deputy', 'deputy-headteacher'),
  holder('chair', 'chair-of-governors'),
  holder('it', 'it-manager'),
  holder('it-two', 'it-manager', { deputises: true }),
  holder('dpo', 'dpo'),
  holder('teacher', 'teacher'),
];
const away = (id: string) => cast.map((each) => (each.personId === id ? { ...each, isAway: true } : each));

/** Who may answer, role by role, in the order of the part. */
const rows: readonly (readonly [
  title: string,
  mode: 'any' | 'all',
  roles: readonly string[],
  asker: string,
  holders: readonly Holder[],
  expected: readonly string[],
])[] = [
  ['the holder of the role answers', 'any', ['headteacher'], 'teacher', cast, ['head by holder']],
  [
    'each role has its own',
    'all',
    ['headteacher', 'dpo', 'it-manager'],
    'teacher',
    cast,
    ['head by holder', 'dpo by holder', 'it by holder'],
  ],
  [
    'a deputy named for the role steps in while the holder is away',
    'any',
    ['it-manager'],
    'teacher',
    away('it'),
    ['it-two by deputy'],
  ],
  [
    'the deputy head steps in while the head is away',
    'any',
    ['headteacher'],
    'teacher',
    away('head'),
    ['deputy by deputy'],
  ],
  [
    'a deputy does not answer while the holder is there',
    'any',
    ['it-manager'],
    'dpo',
    cast,
    ['it by holder'],
  ],
  ['nobody answers their own: the deputy does', 'any', ['it-manager'], 'it', cast, ['it-two by deputy']],
  [
    'the head’s own request goes to the chair of governors where there is no deputy',
    'any',
    ['headteacher'],
    'head',
    cast.filter(({ personId }) => personId !== 'deputy'),
    ['chair by next-in-line'],
  ],
  [
    'a role that nobody holds goes to the head',
    'any',
    ['dpo'],
    'teacher',
    cast.filter(({ personId }) => personId !== 'dpo'),
    ['head by next-in-line'],
  ],
  ['where the clause names nobody, the school answers', 'any', [], 'teacher', cast, ['head by holder']],
  [
    'a school with nobody in office has nobody to answer',
    'any',
    ['headteacher'],
    'teacher',
    [holder('teacher', 'teacher')],
    [' by nobody'],
  ],
];

describe('who may answer', () => {
  for (const [title, mode, roles, asker, holders, expected] of rows) {
    it(title, () => {
      const found = approversOf({ clause: 'c', mode, roles, written: false }, asker, holders, policy);
      assert.deepEqual(
        found.map(({ personIds, how }) => `${personIds.join(' ')} by ${how}`),
        expected,
      );
    });
  }
});
