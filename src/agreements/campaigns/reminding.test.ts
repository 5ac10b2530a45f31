import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openSigningSchool,
  type SigningSchool,
  type Somebody,
} from '../../../test/support/signing-school.ts';
import { smallClauses, smallSchool } from '../../../test/support/small-school.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import { addGroup, joinGroup } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { decline } from '../declining/declining.ts';
import { campaigns, openCampaign, openCampaignFor, remind } from './index.ts';

const DAY_MS = 86_400_000;
const origin = 'https://gatehouse.school.example';

const pack = (key: string, lock?: string): Pack =>
  smallSchool({
    key,
    clauses: smallClauses.map((clause) =>
      lock !== undefined && clause['id'] === 'lock' ? { ...clause, text: lock } : clause,
    ),
    vocabulary: { roles: { headteacher: { name: 'headteacher', is: ['staff'] } } },
    agreements: [
      { id: 'form', title: 'What I promise', signs: ['staff'], clauses: ['lock', 'no-games'] },
      { id: 'home', title: 'What we promise', signs: ['parent'], clauses: ['no-games'] },
    ],
  });

for (const engine of testStores()) {
  describe(`reminding, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    /** A school on Monday 12 October 2026, two weeks before its half-term, with a first campaign open. */
    async function open(key: string): Promise<SigningSchool> {
      const school = await openSigningSchool(store, frozenClock('2026-10-12T08:00:00Z'), pack(key));
      await openCampaignFor(store, school.forms, school.clock, { school: key, edition: 1 });
      return school;
    }
    const run = (school: SigningSchool) => remind(store, school.forms, school.clock, school.key, origin);
    /** Runs every morning for so many days; gives the days on which somebody was reminded, and how many. */
    async function runDaily(school: SigningSchool, days: number): Promise<string[]> {
      const sent: string[] = [];
      for (let day = 0; day < days; day += 1) {
        const count = await run(school);
        if (count > 0) sent.push(`${school.clock.now().toISOString().slice(5, 10)}: ${count}`);
        assert.equal(await run(school), 0, 'a second run sends nothing');
        school.clock.advance(DAY_MS);
      }
      return sent;
    }
    const letters = (school: SigningSchool) =>
      store.db
        .selectFrom('message')
        .selectAll()
        .where('school_id', '=', school.key)
        .orderBy('made_at')
        .execute();
    const close = (school: SigningSchool, ...days: string[]) =>
      store.db
        .insertInto('closed_day')
        .values(days.map((day) => ({ school_id: school.key, day, name: 'Half-term' })))
        .execute();

    it('people are reminded 3, 7 and 12 school days after the campaign opened, and not at the weekend', async () => {
      const school = await open('plain-days');
      await school.add('Ann Trial', 'teacher');
      assert.deepEqual(await runDaily(school, 30), ['10-15: 1', '10-21: 1', '10-28: 1']);
      assert.deepEqual(
        (await letters(school)).map(({ kind }) => kind),
        ['reminder-to-sign', 'reminder-to-sign', 'reminder-to-sign'],
      );
    });

    it('days of half-term do not count, and nothing is sent on them', async () => {
      const school = await open('half-term');
      await school.add('Bob Trial', 'teacher');
      await close(school, '2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30');
      assert.deepEqual(await runDaily(school, 40), ['10-15: 1', '10-21: 1', '11-04: 1']);
    });

    it('the last day to sign is that of the last reminder, with holidays skipped', async () => {
      const school = await openSigningSchool(store, frozenClock('2026-10-12T08:00:00Z'), pack('due-day'));
      await close(school, '2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30');
      await openCampaign(store, school.forms, school.clock, { school: 'due-day', reason: 'first' });
      assert.equal((await campaigns(store, 'due-day'))[0]?.dueOn, '2026-11-04');
    });

    it('who signed, declined or is covered by the other parent of the home is left in peace', async () => {
      const school = await open('peace');
      const [sam, dee] = [await school.add('Sam Trial', 'teacher'), await school.add('Dee Trial', 'teacher')];
      const [mum, gran] = [await school.add('Mum Trial', 'parent'), await school.add('Gran Trial', 'parent')];
      const kit = await school.add('Kit Trial', 'pupil');
      await school.tie(mum, kit);
      await school.tie(gran, kit);
      await school.sign(sam, 'form');
      await school.sign(mum, 'home', { childId: kit.id });
      const showingId = await school.show(dee, 'form');
      await decline(store, school.clock, { school: 'peace', showingId, personId: dee.id, reason: 'No.' });
      assert.deepEqual(await runDaily(school, 30), []);
    });

    it('one letter names every form that waits, children by initials', async () => {
      const school = await open('forms');
      const [pat, kit] = [
        await school.add('Pat Trial', 'parent', 'teacher'),
        await school.add('Kit Zample', 'pupil'),
      ];
      await school.tie(pat, kit);
      school.clock.advance(3 * DAY_MS);
      assert.equal(await run(school), 1);
      const [letter, ...more] = await letters(school);
      assert.deepEqual(more, []);
      assert.match(String(letter?.body_text), /What I promise[\s\S]*What we promise/);
      assert.doesNotMatch(JSON.stringify(letter), /Zample/);
    });

    it('the last reminder tells the lead of the department, or the headteacher, in one letter each', async () => {
      const school = await open('managers');
      const head = await school.add('Hetty Trial', 'headteacher');
      await school.sign(head, 'form');
      const lead = await school.add('Lea Trial', 'teacher');
      await school.sign(lead, 'form');
      const people: Somebody[] = [];
      for (const name of ['Una', 'Dua', 'Tria', 'Quat'])
        people.push(await school.add(`${name} Trial`, 'teacher'));
      const act = { school: 'managers', at: school.clock.now() };
      const since = '2026-10-01';
      await store.transaction(async (tx) => {
        const groupId = await addGroup(tx, act, { kind: 'department', name: 'Maths', since });
        await joinGroup(tx, act, { groupId, personId: lead.id, part: 'lead', since });
        for (const who of people.slice(0, 2))
          await joinGroup(tx, act, { groupId, personId: who.id, part: 'member', since });
      });
      await runDaily(school, 30);
      const told = (await letters(school)).filter(({ kind }) => kind === 'manager-told');
      const named = (id: string) => {
        const [letter, ...more] = told.filter((each) => each.to_person_id === id);
        assert.deepEqual(more, []);
        return ['Una', 'Dua', 'Tria', 'Quat'].filter((name) => letter?.body_text.includes(`${name} Trial`));
      };
      assert.equal(told.length, 2);
      assert.deepEqual(named(lead.id), ['Una', 'Dua']);
      assert.deepEqual(named(head.id), ['Tria', 'Quat']);
    });

    it('two runs at the same moment send each letter once', async () => {
      const school = await open('at-once');
      for (let number = 0; number < 30; number += 1)
        await school.add(`Given${'x'.repeat(number)} Trial`, 'teacher');
      school.clock.advance(3 * DAY_MS);
      const counts = await Promise.all([run(school), run(school), run(school)]);
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        30,
      );
      assert.equal((await letters(school)).length, 30);
    });

    it('a server that was off catches up with one letter a day', async () => {
      const school = await open('off');
      await school.add('Off Trial', 'teacher');
      school.clock.advance(16 * DAY_MS);
      assert.deepEqual(await runDaily(school, 5), ['10-28: 1', '10-29: 1', '10-30: 1']);
    });

    it('for whoever came later the days count from then', async () => {
      const school = await open('newcomer');
      school.clock.advance(7 * DAY_MS);
      await school.add('New Trial', 'teacher');
      assert.deepEqual(await runDaily(school, 10), ['10-22: 1', '10-28: 1']);
    });

    it('a material edition asks those whose form changed, a minor one opens nothing', async () => {
      const school = await open('material');
      const [ann, pat, kit] = [
        await school.add('Ann Trial', 'teacher'),
        await school.add('Pat Trial', 'parent'),
        await school.add('Kit Trial', 'pupil'),
      ];
      await school.tie(pat, kit);
      await school.sign(ann, 'form');
      await school.sign(pat, 'home', { childId: kit.id });
      await school.publish(pack('material', 'Lock it.'), { change: 'minor' });
      const asking = (edition: number) =>
        openCampaignFor(store, school.forms, school.clock, { school: 'material', edition });
      assert.equal(await asking(2), undefined);
      await school.publish(pack('material', 'Lock it always.'), { change: 'material' });
      assert.ok(await asking(3));
      await assert.rejects(asking(3), { code: 'CAMPAIGN_OPEN', status: 409 });
      school.clock.advance(3 * DAY_MS);
      assert.equal(await run(school), 1);
      assert.deepEqual(
        (await letters(school)).map(({ to_person_id: to }) => to),
        [ann.id],
      );
    });

    it('a yearly campaign asks everybody', async () => {
      const school = await open('year');
      const ann = await school.add('Ann Trial', 'teacher');
      await school.sign(ann, 'form');
      school.clock.advance(DAY_MS);
      await openCampaign(store, school.forms, school.clock, { school: 'year', reason: 'yearly' });
      const rows = await school.status();
      assert.deepEqual(
        rows.map(({ why }) => why),
        ['yearly'],
      );
      assert.deepEqual(await runDaily(school, 8), ['10-16: 1']);
    });

    it('the last day to sign is not before today', async () => {
      const school = await open('backdated');
      for (const dueOn of ['2026-10-11', '2026-13-01', 'soon'])
        await assert.rejects(
          openCampaign(store, school.forms, school.clock, { school: 'backdated', reason: 'yearly', dueOn }),
          { code: 'DAY_IMPOSSIBLE', status: 422 },
        );
    });
  });
}
