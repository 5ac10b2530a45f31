import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differenceOf, noDecisions, type Present, type Roster, type RosterPerson, sizeOf } from '../index.ts';

const pupil = (rosterId: string, more: Partial<RosterPerson> = {}): RosterPerson => ({
  rosterId,
  givenName: 'Ambertine',
  familyName: `Cloverhay ${rosterId}`,
  enabled: true,
  roles: ['pupil'],
  ...more,
});

const rosterOf = (people: readonly RosterPerson[], more: Partial<Roster> = {}): Roster => ({
  form: 'oneroster-1.2',
  fileName: 'roster.zip',
  fileHash: '0'.repeat(64),
  people,
  groups: [],
  memberships: [],
  guardianships: [],
  covers: ['pupil', 'parent', 'staff'],
  tellsGroups: ['class'],
  tellsFamilies: true,
  quarantine: [],
  remarks: [],
  ...more,
});

type Known = Present['people'][number];

/** Somebody whom a roster brought. */
const known = (rosterId: string, more: Partial<Known> = {}): Known => ({
  id: `id-${rosterId}`,
  rosterId,
  givenName: 'Ambertine',
  familyName: `Cloverhay ${rosterId}`,
  email: undefined,
  bornOn: undefined,
  isShut: false,
  holdings: [{ id: `h-${rosterId}`, role: 'pupil', source: 'roster' }],
  ...more,
});

const present = (people: readonly Known[], more: Partial<Present> = {}): Present => ({
  people,
  groups: [],
  memberships: [],
  guardianships: [],
  ...more,
});

const byHand = { rosterId: undefined, holdings: [{ id: 'h', role: 'pupil', source: 'office' }] } as const;
const leaversOf = (roster: Roster, people: readonly Known[]): string[] =>
  differenceOf(roster, present(people)).leavers.map((leaver) => leaver.personId);

describe('a difference', () => {
  it('is nothing where the roster says what the school has', () => {
    const difference = differenceOf(rosterOf([pupil('1'), pupil('2')]), present([known('1'), known('2')]));
    assert.deepEqual([sizeOf(difference), difference.unchanged], [0, 2]);
  });

  it('tells each field from what to what; what a file does not say it does not take away', () => {
    const person = pupil('1', { familyName: 'Dunmoor', email: 'new@school.example' });
    const was = known('1', { email: 'old@school.example', bornOn: '2015-01-01' });
    const [change] = differenceOf(rosterOf([person]), present([was])).changes;
    assert.deepEqual(change?.fields, [
      { field: 'familyName', from: 'Cloverhay 1', to: 'Dunmoor' },
      { field: 'email', from: 'old@school.example', to: 'new@school.example' },
    ]);
  });

  it('gives roles and ends those that a roster gave; what the office gave stays', () => {
    const was = known('1', {
      holdings: [
        { id: 'a', role: 'teacher', source: 'roster' },
        { id: 'b', role: 'dsl', source: 'office' },
        { id: 'c', role: 'staff', source: 'office' },
      ],
    });
    const [change] = differenceOf(
      rosterOf([pupil('1', { roles: ['headteacher', 'staff'] })]),
      present([was]),
    ).changes;
    assert.deepEqual(change?.rolesGiven, ['headteacher']);
    assert.deepEqual(change?.holdingsEnded, [{ id: 'a', role: 'teacher' }]);
  });

  const leaving: readonly (readonly [string, Roster, Known, boolean])[] = [
    ['whoever is missing leaves', rosterOf([]), known('1'), true],
    ['whoever is not enabled leaves', rosterOf([pupil('1', { enabled: false })]), known('1'), true],
    ['whom the office entered by hand does not', rosterOf([]), known('1', byHand), false],
    ['whoever is shut already does not', rosterOf([]), known('1', { isShut: true }), false],
    [
      'whose row was put aside does not',
      rosterOf([], {
        quarantine: [{ file: 'users.csv', row: 2, column: 'email', cause: 'x', rosterId: '1' }],
      }),
      known('1'),
      false,
    ],
    ['of whom the sheet does not speak does not', rosterOf([], { covers: ['staff'] }), known('1'), false],
    [
      'who is of two kinds, and the sheet of one, does not',
      rosterOf([], { covers: ['staff'] }),
      known('1', {
        holdings: [
          { id: 'a', role: 'teacher', source: 'roster' },
          { id: 'b', role: 'parent', source: 'roster' },
        ],
      }),
      false,
    ],
    [
      'who holds a further role by hand leaves all the same',
      rosterOf([], { covers: ['staff'] }),
      known('1', {
        holdings: [
          { id: 'a', role: 'teacher', source: 'roster' },
          { id: 'b', role: 'parent', source: 'office' },
        ],
      }),
      true,
    ],
  ];
  for (const [rule, roster, person, leaves] of leaving)
    it(rule, () => {
      assert.deepEqual(leaversOf(roster, [person]), leaves ? [person.id] : []);
    });

  const shares: readonly (readonly [number, number, boolean])[] = [
    [100, 100, false],
    [100, 80, false],
    [100, 79, true],
    [100, 0, true],
    [0, 5, false],
  ];
  for (const [had, has, isMass] of shares)
    it(`of ${had} people ${has} in the file ${isMass ? 'is' : 'is not'} more than a fifth leaving`, () => {
      const ids = Array.from({ length: Math.max(had, has) }, (_, index) => String(index));
      const people = ids.slice(0, has).map((id) => pupil(id));
      const difference = differenceOf(rosterOf(people), present(ids.slice(0, had).map((id) => known(id))));
      assert.equal(difference.isMassLeaving, isMass);
    });

  it('lets nobody in again whom the school has shut, unless the office says so', () => {
    const [roster, school] = [rosterOf([pupil('1')]), present([known('1', { isShut: true, holdings: [] })])];
    const shut = differenceOf(roster, school);
    assert.deepEqual([sizeOf(shut), shut.shut], [0, [{ rosterId: '1', name: 'Ambertine Cloverhay 1' }]]);
    const opened = differenceOf(roster, school, { ...noDecisions, reopened: new Set(['1']) });
    assert.deepEqual(
      opened.changes.map(({ isReopened, rolesGiven }) => [isReopened, rolesGiven]),
      [[true, ['pupil']]],
    );
  });

  describe('somebody of the same name and address', () => {
    const person = pupil('9', { familyName: 'Dunmoor', email: 'a@school.example' });
    const was = known('x', { ...byHand, familyName: 'DUNMOOR', email: 'a@school.example' });
    const roster = rosterOf([person]);

    it('is asked about', () => {
      const { questions, arrivals } = differenceOf(roster, present([was]));
      assert.deepEqual([questions.map(({ maybe }) => maybe.id), arrivals], [['id-x'], []]);
    });

    it('is who the office says: then the roster keeps the person from now on', () => {
      const decisions = { ...noDecisions, same: new Map([['9', 'id-x']]) };
      const { questions, changes } = differenceOf(roster, present([was]), decisions);
      assert.deepEqual(questions, []);
      assert.deepEqual(changes[0]?.fields[0], { field: 'rosterId', from: undefined, to: '9' });
    });

    it('is another where the office says so', () => {
      const decisions = { ...noDecisions, another: new Set(['9']) };
      assert.deepEqual(differenceOf(roster, present([was]), decisions).arrivals, [person]);
    });

    it('is never somebody else than was asked about, whatever is sent', () => {
      const decisions = { ...noDecisions, same: new Map([['9', 'id-1']]) };
      const school = present([was, known('1')]);
      assert.equal(differenceOf(roster, school, decisions).questions.length, 1);
    });

    const unlike: readonly (readonly [string, Partial<Known>])[] = [
      ['a name alone', { email: 'b@school.example' }],
      ['an address alone', { familyName: 'Cloverhay' }],
      ['somebody shut', { isShut: true }],
    ];
    for (const [what, change] of unlike)
      it(`is not asked about for ${what}`, () => {
        assert.deepEqual(differenceOf(roster, present([{ ...was, ...change }])).arrivals, [person]);
      });
  });

  describe('of groups and families', () => {
    const group = { rosterId: 'c1', kind: 'class', name: 'Elm' } as const;
    const was = { id: 'g1', rosterId: 'c1', kind: 'class', name: 'Elm', hasEnded: false } as const;
    const place = { groupId: 'g1', personId: 'id-1', part: 'member', source: 'roster' } as const;

    it('begins, renames, resumes and ends groups', () => {
      const roster = rosterOf([], {
        groups: [
          { ...group, name: 'Oak' },
          { ...group, rosterId: 'c2' },
        ],
      });
      const groups = [
        { ...was, hasEnded: true },
        { ...was, id: 'g3', rosterId: 'c3' },
      ];
      const difference = differenceOf(roster, present([], { groups })).groups;
      assert.deepEqual(
        [
          difference.begun.map((each) => each.rosterId),
          difference.renamed,
          difference.resumed.map((each) => each.id),
          difference.ended.map((each) => each.id),
        ],
        [['c2'], [{ id: 'g1', from: 'Elm', to: 'Oak' }], ['g1'], ['g3']],
      );
    });

    const places: readonly (readonly [string, Partial<Roster>, string, boolean])[] = [
      ['ends a place that the file has no longer', {}, 'roster', true],
      ['leaves a place that the office gave', {}, 'office', false],
      ['leaves places in groups of which it does not tell', { tellsGroups: [] }, 'roster', false],
    ];
    for (const [rule, more, source, ends] of places)
      it(rule, () => {
        const roster = rosterOf([pupil('1')], { groups: [group], ...more });
        const school = present([known('1')], { groups: [was], memberships: [{ ...place, source }] });
        assert.equal(differenceOf(roster, school).memberships.ended.length, ends ? 1 : 0);
      });

    it('ends every place of a leaver', () => {
      const school = present([known('1')], { groups: [was], memberships: [{ ...place, source: 'office' }] });
      assert.equal(differenceOf(rosterOf([]), school).memberships.ended.length, 1);
    });

    const pair = { parentId: 'id-2', childId: 'id-1' } as const;
    const families: readonly (readonly [string, boolean, string, boolean, number, number])[] = [
      ['a tie of a roster that the file has no longer ends', false, 'roster', false, 0, 1],
      ['a tie of the office stays', false, 'office', false, 0, 0],
      ['a tie that a roster ended begins again', true, 'roster', true, 1, 0],
      ['a tie that the office ended does not', true, 'office', true, 0, 0],
    ];
    for (const [rule, isListed, source, hasEnded, begun, ended] of families)
      it(rule, () => {
        const guardianships = isListed ? [{ parent: '2', child: '1' }] : [];
        const roster = rosterOf([pupil('1'), pupil('2')], { guardianships });
        const school = present([known('1'), known('2')], {
          guardianships: [{ ...pair, source, hasEnded }],
        });
        const difference = differenceOf(roster, school).guardianships;
        assert.deepEqual([difference.begun.length, difference.ended.length], [begun, ended]);
      });
  });
});
