import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import { giveRole } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import { askedOf } from './asking.ts';
import { type Meaning, peopleAbout } from './meaning.ts';

const nobody: Meaning = { words: '', ticked: [], hearing: [] };

for (const engine of testStores()) {
  describe(`whom it is about, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let people: Readonly<Record<string, Somebody>>;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      people = {
        head: await school.add('Hetty Leaderby', 'headteacher'),
        deputy: await school.add('Della Second', 'deputy-headteacher'),
        acting: await school.add('Astrid Third', 'teacher'),
        teacher: await school.add('Ann O’Trial', 'teacher'),
        pupil: await school.add('Pip Leaderby', 'pupil'),
        parent: await school.add('Pat Leaderby', 'parent'),
      };
      await store.transaction((tx) =>
        giveRole(
          tx,
          { school: school.key, at: school.clock.now() },
          {
            personId: people['acting']?.id as string,
            role: 'headteacher',
            since: '2026-09-01',
            deputises: true,
          },
        ),
      );
    });
    after(() => store?.close());

    for (const [why, meaning, names] of [
      ['nothing said is nobody', {}, []],
      ['a role that is ticked is whoever holds it, not who stands in', { ticked: ['headteacher'] }, ['head']],
      ['a wide role is all of it', { ticked: ['senior-leadership'] }, ['deputy', 'head']],
      ['a name is whoever works here and has it', { words: 'mrs LEADERBY shouted' }, ['head']],
      ['a name is found without its signs', { words: 'Miss O Trial' }, ['teacher']],
      ['two names are two', { words: 'Leaderby and Second' }, ['deputy', 'head']],
      ['part of a name is nobody', { words: 'Leader' }, []],
      [
        'a role that is named is its holder, where it would hear',
        { words: 'our headteacher', hearing: ['headteacher'] },
        ['head'],
      ],
      ['a role that is named and would not hear is nobody', { words: 'our headteacher' }, []],
    ] as const)
      it(why, async () => {
        const found = await peopleAbout(store.db, school.key, school.policy, '2026-11-23', {
          ...nobody,
          ...meaning,
        });
        const known = Object.entries(people).flatMap(([name, { id }]) => (found.includes(id) ? [name] : []));
        assert.deepEqual(known.toSorted(), names);
        assert.equal(found.length, names.length);
      });

    for (const [event, facts, added] of [
      ['email-mis-sent', ['personal-data-involved'], []],
      ['inappropriate-content-found', ['illegal-image-possible'], ['dsl']],
      ['malware-suspected', [], []],
    ] as const)
      it(`of ${event} is asked what the policy leaves open, and what would add somebody if it were otherwise`, () => {
        const asked = askedOf(school.policy, { event, as: ['teacher'], facts: {} });
        const roles = asked.flatMap(({ adds }) => adds).flatMap((route) => route.roles);
        assert.deepEqual([asked.map(({ fact }) => fact), roles], [facts, added]);
      });
  });
}
