import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import type { Store } from '../../store/index.ts';
import { figuresFor, withoutSmall } from '../index.ts';

const letters = 'abcdefgh';
const shown = (...counts: number[]) => {
  const { rows, all } = withoutSmall(new Map(counts.map((count, at) => [letters[at] ?? '', count])));
  return [...rows.map(({ count }) => count), all];
};

describe('small numbers', () => {
  for (const [counts, expected] of [
    [[], [0]],
    [
      [0, 7],
      [0, 7, 7],
    ],
    [[3], ['few', 'few']],
    [
      [3, 9, 20],
      ['few', 'hidden', 20, 32],
    ],
    [
      [2, 3, 20],
      ['few', 'few', 20, 25],
    ],
    [
      [1, 1, 20],
      ['few', 'few', 'hidden', 22],
    ],
    [
      [4, 4, 20, 9],
      ['few', 'few', 20, 'hidden', 37],
    ],
    [
      [1, 5],
      ['few', 'hidden', 'hidden'],
    ],
  ] as const)
    it(`${counts.join(', ') || 'none'} is shown as ${expected.join(', ')}`, () => {
      assert.deepEqual(shown(...counts), expected);
    });

  it('never follow from the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }), (counts) => {
        const masked = shown(...counts);
        const all = masked.pop();
        if (typeof all !== 'number') return;
        const missing =
          all - masked.reduce<number>((sum, each) => sum + (typeof each === 'number' ? each : 0), 0);
        const ways = masked
          .filter((each) => typeof each !== 'number')
          .reduce<number[][]>(
            (some, each) =>
              some
                .flatMap((way) =>
                  (each === 'few' ? [1, 2, 3, 4] : Array.from({ length: 60 }, (_, at) => at + 5)).map(
                    (value) => [...way, value],
                  ),
                )
                .filter((way) => way.reduce((sum, value) => sum + value, 0) <= missing),
            [[]],
          )
          .filter((way) => way.reduce((sum, value) => sum + value, 0) === missing);
        const isHidden = masked.some((each) => typeof each !== 'number');
        assert.ok(
          !isHidden || ways.length > 1,
          `${counts.join(', ')} shown as ${masked.join(', ')} of ${all}`,
        );
      }),
      { numRuns: 300 },
    );
  });
});

for (const engine of testStores()) {
  describe(`figures, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let head: Somebody;
    let governor: Somebody;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      head = await school.add('Hetty Leader', 'headteacher');
      governor = await school.add('Gus Board', 'governor');
      for (let count = 0; count < 6; count += 1) await school.tell({ event: 'email-mis-sent' });
      await school.tell({ event: 'email-mis-sent', about: [head.id] });
      await school.tell({ event: 'email-mis-sent', wantsSecrecy: true });
    });
    after(() => store?.close());

    const kinds = async (who: Somebody) =>
      (await figuresFor(store.db, school.key, who.id, '2026-11-23')).byKind;

    it('count everything but what is confidential', async () => {
      assert.deepEqual(await kinds(governor), { rows: [{ of: 'data-breach', count: 7 }], all: 7 });
    });

    it('do not count for somebody what is about them', async () => {
      assert.deepEqual(await kinds(head), { rows: [{ of: 'data-breach', count: 6 }], all: 6 });
    });

    it('name twelve months up to this one, and the clauses that sent it on', async () => {
      const { byMonth, byClause } = await figuresFor(store.db, school.key, head.id, '2026-11-23');
      assert.deepEqual(
        [byMonth.rows.length, byMonth.rows[0]?.of, byMonth.rows.at(-1)],
        [12, '2025-12', { of: '2026-11', count: 6 }],
      );
      assert.deepEqual(byClause, [{ of: 'mis-sent-data', count: 6 }]);
    });
  });
}
