import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clocks as counted, compare, compareHours } from '../../scripts/campaigns/deadlines.ts';
import type { SchoolCalendar, SchoolYear } from './calendar.ts';
import { clockOn, type DeadlineClock } from './clock.ts';
import { deadlineOf } from './deadline.ts';
import { policyClock } from './policy-clock.ts';
import { readClocks } from './reading-clocks.ts';
import { bankHolidays } from './reading-holidays.ts';
import type { ClockEvent } from './stopping.ts';

const law = readClocks(new URL('../../packs/law-england/clocks.yaml', import.meta.url));

const year: SchoolYear = {
  from: '2026-09-01',
  to: '2027-08-31',
  terms: [
    { name: 'The autumn term', from: '2026-09-03', to: '2026-12-18' },
    { name: 'The spring term', from: '2027-01-05', to: '2027-03-25' },
    { name: 'The summer term', from: '2027-04-12', to: '2027-06-25' },
  ],
  closed: [
    { name: 'an INSET day', from: '2026-09-03', to: '2026-09-03' },
    { name: 'half-term', from: '2026-10-26', to: '2026-10-30' },
    { name: 'an INSET day', from: '2027-01-05', to: '2027-01-05' },
  ],
};
const after: SchoolYear = {
  from: '2027-09-01',
  to: '2028-08-31',
  terms: [{ name: 'The autumn term', from: '2027-09-14', to: '2027-12-17' }],
  closed: [],
};
const school: SchoolCalendar = { nation: 'england', holidays: bankHolidays(), years: [year, after] };
const inNation = (nation: SchoolCalendar['nation']): SchoolCalendar => ({ ...school, nation });

const clock = (id: string, day: string): DeadlineClock => {
  const found = clockOn(law, id, day) ?? law.find((each) => each.id === id);
  assert.ok(found, `there is a clock ${id}`);
  return found;
};
const dueOn = (id: string, start: string, events: readonly ClockEvent[] = [], calendar = school): string => {
  const found = deadlineOf(clock(id, start), start, calendar, events);
  return found.kind === 'day' ? found.dueOn : found.kind;
};

describe('a time in months', () => {
  for (const [why, start, end] of [
    ['ends on the corresponding date', '2026-09-03', '2026-10-05'],
    ['ends on the last day of a shorter month, here 28 February', '2027-01-29', '2027-03-01'],
    ['ends on the last day of a leap February', '2028-01-31', '2028-02-29'],
    ['from 29 February ends on 29 March', '2028-02-29', '2028-03-29'],
    ['from the 31st ends on the 30th', '2027-05-31', '2027-06-30'],
    ['that ends on a Saturday ends on Monday', '2024-10-30', '2024-12-02'],
    [
      'that ends at Christmas passes Boxing Day, the weekend and the substitute day',
      '2026-11-25',
      '2026-12-29',
    ],
    ['is not stopped by school holidays', '2027-07-26', '2027-08-26'],
    ['is not rolled for St Patrick’s Day in England', '2027-02-17', '2027-03-17'],
  ] as const)
    it(`${why}: ${start} to ${end}`, () => assert.equal(dueOn('subject-access', start), end));

  it('is rolled for St Patrick’s Day in Northern Ireland', () =>
    assert.equal(dueOn('subject-access', '2027-02-17', [], inNation('northern-ireland')), '2027-03-18'));

  for (const [why, events, end] of [
    [
      'starts when identity is shown',
      [{ kind: 'identity', asked: '2026-09-04', answered: '2026-09-10' }],
      '2026-10-12',
    ],
    [
      'does not count the days from asking for clarification to having it, both included',
      [{ kind: 'clarification', asked: '2026-09-10', answered: '2026-09-17' }],
      '2026-10-12',
    ],
    [
      'counts days once that two questions share',
      [
        { kind: 'clarification', asked: '2026-09-10', answered: '2026-09-17' },
        { kind: 'clarification', asked: '2026-09-12', answered: '2026-09-15' },
      ],
      '2026-10-12',
    ],
    ['stands while clarification is waited for', [{ kind: 'clarification', asked: '2026-09-10' }], 'stopped'],
    [
      'is not stopped by what is asked once it is over',
      [{ kind: 'clarification', asked: '2026-10-06', answered: '2026-10-20' }],
      '2026-10-05',
    ],
    [
      'has two months more, counted from the receipt, when told in time',
      [{ kind: 'extended', told: '2026-10-05' }],
      '2026-12-03',
    ],
    ['has no more time when told a day too late', [{ kind: 'extended', told: '2026-10-06' }], '2026-10-05'],
    [
      'may be made longer later where the clock was stopped',
      [
        { kind: 'clarification', asked: '2026-09-10', answered: '2026-09-17' },
        { kind: 'extended', told: '2026-10-06' },
      ],
      '2026-12-11',
    ],
    [
      'is made longer once',
      [
        { kind: 'extended', told: '2026-09-10' },
        { kind: 'extended', told: '2026-11-10' },
      ],
      '2026-12-03',
    ],
  ] satisfies readonly (readonly [string, readonly ClockEvent[], string])[])
    it(`${why}: ${end}`, () => assert.equal(dueOn('subject-access', '2026-09-03', events), end));

  it('asked for clarification on the day of receipt leaves that day out, which never counted', () =>
    assert.equal(
      dueOn('subject-access', '2026-09-03', [
        { kind: 'clarification', asked: '2026-09-03', answered: '2026-09-08' },
      ]),
      '2026-10-08',
    ));

  it('may be made longer on the day of receipt', () =>
    assert.equal(
      dueOn('subject-access', '2026-09-03', [{ kind: 'extended', told: '2026-09-03' }]),
      '2026-12-03',
    ));

  it('starts with the later of two answers, whichever was asked for first', () =>
    assert.equal(
      dueOn('subject-access', '2026-09-03', [
        { kind: 'identity', asked: '2026-09-04', answered: '2026-09-14' },
        { kind: 'fee', asked: '2026-09-05', answered: '2026-09-08' },
      ]),
      '2026-10-14',
    ));

  it('is still open to questions while it stands', () => {
    const events: ClockEvent[] = [
      { kind: 'clarification', asked: '2026-09-10' },
      { kind: 'identity', asked: '2026-12-01', answered: '2026-12-02' },
    ];
    const { stops } = deadlineOf(clock('subject-access', '2026-09-03'), '2026-09-03', school, events);
    assert.deepEqual(
      stops.map(({ effect }) => effect),
      ['pause', 'restart'],
    );
  });

  it('before 5 February 2026 clarification did not stop the clock', () => {
    const asked: ClockEvent[] = [{ kind: 'clarification', asked: '2026-02-06', answered: '2026-02-20' }];
    assert.equal(dueOn('subject-access', '2026-02-04', asked), '2026-03-04');
    assert.equal(dueOn('subject-access', '2026-02-05', asked), '2026-03-20');
  });

  it('clarification stops access alone, not erasure', () => {
    const asked: ClockEvent[] = [{ kind: 'clarification', asked: '2026-09-10', answered: '2026-09-17' }];
    assert.equal(dueOn('data-rights', '2026-09-03', asked), '2026-10-05');
  });
});

describe('a time in days', () => {
  it('a data protection complaint is acknowledged by the 30th day, the day of receipt being the first', () =>
    assert.equal(dueOn('data-complaint-acknowledged', '2026-09-01'), '2026-09-30'));

  it('that ends on a weekend ends there where the law does not roll it', () =>
    assert.equal(dueOn('data-complaint-acknowledged', '2026-09-04'), '2026-10-03'));

  it('a child’s file follows within five days', () =>
    assert.equal(dueOn('child-protection-file', '2026-10-01'), '2026-10-06'));

  it('a file for a new term follows by its fifth day', () =>
    assert.equal(dueOn('child-protection-file-new-term', '2026-09-03'), '2026-09-07'));
});

describe('freedom of information at a school', () => {
  const id = 'freedom-of-information-maintained';
  for (const [why, start, end] of [
    ['counts twenty days of school after the receipt', '2026-09-11', '2026-10-09'],
    ['begins after a weekend for what comes on a Saturday', '2026-09-12', '2026-10-09'],
    ['does not count an INSET day', '2026-09-02', '2026-10-01'],
    ['does not count half-term', '2026-10-16', '2026-11-20'],
    ['does not count St Andrew’s Day, also in England', '2026-11-20', '2027-01-06'],
    ['ends with the 60th working day where the summer is longer', '2027-06-11', '2027-09-08'],
  ] as const)
    it(`${why}: ${start} to ${end}`, () => assert.equal(dueOn(id, start), end));

  it('says that the 60th working day came first', () => {
    const { steps } = deadlineOf(clock(id, '2027-06-11'), '2027-06-11', school);
    assert.equal(steps.at(-1), 'That is earlier, so it is the end.');
    assert.match(
      steps.join(' '),
      /60 working days, after 11 June 2027, end on 8 September 2027, passing over weekends/,
    );
  });

  it('starts anew when clarification comes', () =>
    assert.equal(
      dueOn(id, '2026-09-02', [{ kind: 'clarification', asked: '2026-09-04', answered: '2026-09-11' }]),
      '2026-10-09',
    ));

  it('does not count the days from a fees notice to the fee', () =>
    assert.equal(
      dueOn(id, '2026-09-11', [{ kind: 'fee', asked: '2026-09-14', answered: '2026-09-18' }]),
      '2026-10-16',
    ));

  it('counts weekdays as school days, and says so, where no terms are entered', () => {
    const bare = { ...school, years: [] };
    const found = deadlineOf(clock(id, '2027-07-26'), '2027-07-26', bare);
    assert.equal(found.kind === 'day' && found.dueOn, '2027-08-24');
    assert.match(found.steps.join(' '), /has not entered its terms for 27 July 2027/);
  });
});

describe('other times in working and school days', () => {
  it('environmental information has no relief for school holidays', () =>
    assert.equal(dueOn('environmental-information', '2027-06-11'), '2027-07-09'));
  it('environmental information passes the Twelfth of July', () =>
    assert.equal(dueOn('environmental-information', '2027-06-14'), '2027-07-13'));
  it('environmental information has forty days in all when it is complex', () =>
    assert.equal(
      dueOn('environmental-information', '2026-09-01', [{ kind: 'extended', told: '2026-09-29' }]),
      '2026-10-27',
    ));
  it('a review of freedom of information has twenty working days', () =>
    assert.equal(dueOn('freedom-of-information-review', '2026-09-01'), '2026-09-29'));
  it('an educational record has fifteen days of school, and a bank holiday elsewhere counts', () =>
    assert.equal(dueOn('educational-record', '2026-11-20'), '2026-12-11'));
  it('a filtering review falls due with the school year after the last one', () =>
    assert.equal(dueOn('filtering-review', '2026-10-01'), '2028-08-31'));
});

describe('a time in hours', () => {
  const breach = clock('breach-to-regulator', '2026-09-01');
  for (const [why, start, end] of [
    ['counts weekends', '2026-09-04T15:10:59Z', '2026-09-07T15:10:00.000Z'],
    ['counts the hour that is there twice', '2026-10-24T10:00:00+01:00', '2026-10-27T09:00:00.000Z'],
    ['does not count the hour that is missing', '2027-03-27T10:00:00Z', '2027-03-30T10:00:00.000Z'],
    ['counts Christmas', '2026-12-24T18:00:00Z', '2026-12-27T18:00:00.000Z'],
  ] as const)
    it(`${why}: ${start}`, () => {
      const found = deadlineOf(breach, new Date(start), school);
      assert.equal(found.kind === 'moment' && found.dueAt.toISOString(), end);
    });

  it('tells of the clocks where they change in between', () => {
    const { steps } = deadlineOf(breach, new Date('2026-10-24T10:00:00+01:00'), school);
    assert.match(steps.join(' '), /it is 27 October 2026 at 09:00\. The clocks change in between/);
  });
});

describe('days are those of the United Kingdom', () => {
  it('what comes at half past midnight in summer time comes on the new day', () => {
    const found = deadlineOf(clock('subject-access', '2026-06-10'), new Date('2026-06-09T23:30:00Z'), school);
    assert.equal(found.kind === 'day' && found.dueOn, '2026-07-10');
  });
  it('a day in summer is over an hour before midnight of universal time', () => {
    const found = deadlineOf(clock('subject-access', '2026-06-10'), '2026-06-10', school);
    assert.equal(found.kind === 'day' && found.dueAt.toISOString(), '2026-07-10T23:00:00.000Z');
  });
});

describe('times of a policy', () => {
  for (const [text, start, end] of [
    ['2 working days', '2026-12-24', '2026-12-30'],
    ['3 school days', '2026-12-17', '2027-01-07'],
    ['a week', '2026-12-24', '2026-12-31'],
    ['end of term', '2026-10-01', '2026-12-18'],
    ['end of term', '2026-12-24', '2027-03-25'],
    ['termly', '2026-10-01', '2027-03-25'],
    ['termly', '2026-12-24', '2027-03-25'],
    ['yearly', '2028-02-29', '2029-02-28'],
    ['end of term', '2029-01-10', 'open'],
    ['as-soon-as-possible', '2026-10-01', 'open'],
  ] as const)
    it(`\`${text}\` from ${start}: ${end}`, () => {
      const found = deadlineOf(policyClock('one', 'One', text), start, school);
      assert.equal(found.kind === 'day' ? found.dueOn : found.kind, end);
    });
});

describe('each step can be read', () => {
  it('a rolled end says which day was off, and why', () => {
    const { steps } = deadlineOf(clock('subject-access', '2024-10-30'), '2024-10-30', school);
    assert.deepEqual(steps, [
      'The time starts on 30 October 2024.',
      'One month after 30 October 2024: 30 November 2024.',
      '30 November 2024 is a Saturday, so the next working day, 2 December 2024.',
    ]);
  });
});

describe('an oracle that walks from day to day agrees', () => {
  for (const each of counted)
    it(`on ${each.id}`, () => {
      const { comparisons, differences } = compare(each, 37, 3);
      assert.ok(comparisons > 2500, 'both were asked');
      assert.deepEqual(differences.slice(0, 3), []);
    });
  it('on 72 hours', () => assert.deepEqual(compareHours(11).differences, []));
  it('and the 60th working day was the end somewhere', () => {
    const maintained = counted.find(({ id }) => id === 'freedom-of-information-maintained') as DeadlineClock;
    assert.ok(compare(maintained, 37, 3).capped > 0);
  });
});
