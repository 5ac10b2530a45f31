import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SchoolCalendar } from './calendar.ts';
import { deadlineOf } from './deadline.ts';
import { policyClock } from './policy-clock.ts';
import { readClocks } from './reading-clocks.ts';
import { bankHolidays } from './reading-holidays.ts';
import { type Standing, whenIs } from './standing.ts';
import type { ClockEvent } from './stopping.ts';

const school: SchoolCalendar = { nation: 'england', holidays: bankHolidays(), years: [] };
const law = readClocks(new URL('../../packs/law-england/clocks.yaml', import.meta.url));
const access = law.find(({ id }) => id === 'subject-access') ?? assert.fail('there is a clock');

const hours = (at: string, ...events: ClockEvent[]): Standing =>
  whenIs(
    deadlineOf(policyClock('one', 'One', '100 hours'), new Date('2026-09-01T00:00:00Z'), school, events),
    new Date(at),
  );
const month = (at: string, ...events: ClockEvent[]): Standing =>
  whenIs(deadlineOf(access, '2026-09-01', school, events), new Date(at));

describe('how a deadline stands', () => {
  for (const [why, found, expected] of [
    ['runs with all of its time left', hours('2026-09-01T00:00:00Z'), { standing: 'running', share: 1 }],
    ['runs with half of it', hours('2026-09-03T02:00:00Z'), { standing: 'running', share: 0.5 }],
    ['is soon with a quarter left', hours('2026-09-04T03:00:00Z'), { standing: 'soon', share: 0.25 }],
    ['is not late in its last minute', hours('2026-09-05T04:00:59Z'), { standing: 'soon', share: 0 }],
    ['is late a minute after', hours('2026-09-05T04:01:00Z'), { standing: 'late', share: 0 }],
    ['a day is in time until it is over in London', month('2026-10-01T22:59:59Z').standing, 'soon'],
    ['a day is late when the next one begins there', month('2026-10-01T23:00:00Z').standing, 'late'],
    [
      'is met in time',
      hours('2027-01-01T00:00:00Z', { kind: 'met', at: new Date('2026-09-03T02:00:00Z') }),
      { standing: 'met', share: 0.5, isInTime: true },
    ],
    [
      'is met too late',
      hours('2027-01-01T00:00:00Z', { kind: 'met', at: new Date('2026-09-05T05:00:00Z') }),
      { standing: 'met', share: 0, isInTime: false },
    ],
    [
      'is stopped however long an answer takes',
      month('2027-05-01T00:00:00Z', { kind: 'clarification', asked: '2026-09-16' }).standing,
      'stopped',
    ],
  ] as const)
    it(`it ${why}`, () => assert.deepEqual(found, expected));

  it('a stopped one keeps the share that was left when it was asked', () => {
    const { share } = month('2027-05-01T00:00:00Z', { kind: 'clarification', asked: '2026-09-16' });
    assert.equal(share, 16 / 31);
  });

  it('what has no number runs, and has no share', () => {
    const open = deadlineOf(policyClock('one', 'One', 'as-soon-as-possible'), '2026-09-01', school);
    assert.deepEqual(whenIs(open, new Date('2030-01-01T00:00:00Z')), { standing: 'running' });
  });

  it('what is due at once is soon in its minute, and late after it', () => {
    const now = deadlineOf(
      policyClock('one', 'One', 'immediately'),
      new Date('2026-09-01T09:00:20Z'),
      school,
    );
    assert.equal(whenIs(now, new Date('2026-09-01T09:00:50Z')).standing, 'soon');
    assert.equal(whenIs(now, new Date('2026-09-01T09:01:00Z')).standing, 'late');
  });
});
