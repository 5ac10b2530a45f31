import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock, newId } from '../../kernel/index.ts';
import { addPerson, giveRole } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import { acknowledge, escalateUnheard, fileReport, goesUpAt, readEntries, remindOfClocks } from '../index.ts';

const origin = 'https://gatehouse.example';
const MINUTE_MS = 60_000;

const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

describe('when a report that nobody heard goes up', () => {
  for (const [what, due, filed, expected] of [
    [
      'half an hour after it was told in school hours',
      '2026-11-23T09:00Z',
      '2026-11-23T09:00Z',
      '2026-11-23T09:30Z',
    ],
    [
      'two hours after it was told in the evening',
      '2026-11-23T19:00Z',
      '2026-11-23T19:00Z',
      '2026-11-23T21:00Z',
    ],
    [
      'two hours after it was told at five o’clock',
      '2026-11-23T17:00Z',
      '2026-11-23T17:00Z',
      '2026-11-23T19:00Z',
    ],
    ['by the clock of the summer', '2026-06-22T07:00Z', '2026-06-22T07:00Z', '2026-06-22T07:30Z'],
    [
      'two hours after it was told on a Saturday',
      '2026-11-28T10:00Z',
      '2026-11-28T10:00Z',
      '2026-11-28T12:00Z',
    ],
    ['when its time is over', '2026-11-24T09:00Z', '2026-11-23T09:00Z', '2026-11-24T09:00Z'],
    [
      'never before somebody could have read it',
      '2026-11-20T09:00Z',
      '2026-11-23T09:00Z',
      '2026-11-23T09:30Z',
    ],
  ] as const)
    it(what, () => {
      assert.equal(
        goesUpAt(new Date(due), new Date(filed), isWeekday).toISOString(),
        new Date(expected).toISOString(),
      );
    });
});

for (const engine of testStores()) {
  describe(`what waits too long, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let cast: Record<'ann' | 'head' | 'chair' | 'firm', Somebody>;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      cast = {
        ann: await enter('Ann', 'teacher'),
        head: await enter('Hetty', 'headteacher'),
        chair: await enter('Clara', 'chair-of-governors'),
        firm: await enter('Otto', 'network-manager'),
      };
    });
    after(() => store?.close());

    const act = () => ({ school: school.key, at: school.clock.now() });
    const enter = (givenName: string, role: string): Promise<Somebody> =>
      store.transaction(async (tx) => {
        const person = { givenName, familyName: 'Trial', email: `${givenName.toLowerCase()}@school.example` };
        const id = await addPerson(tx, act(), person);
        await giveRole(tx, act(), { personId: id, role, since: '2026-09-01' });
        return { id, roles: [role] };
      });
    const tell = (about: readonly string[] = []) =>
      store.transaction((tx) =>
        fileReport(
          tx,
          act(),
          { key: school.key, edition: 1, policy: school.policy },
          { ...school.reporting, origin: () => origin },
          {
            event: 'email-mis-sent',
            as: ['staff'],
            facts: { 'personal-data-involved': true },
            words: 'A list of Zelda’s class went astray.',
            about,
            way: 'page',
            toldBy: cast.ann.id,
            once: newId(),
            files: [],
          },
        ),
      );
    const later = (minutes: number) => school.clock.advance(minutes * MINUTE_MS);
    const look = () => escalateUnheard(store, school.clock, school, school.reporting.calendar, origin);
    /** Who was written to of a report so far, and what stood above it. */
    const letters = async (id: string) => {
      const rows = await store.db
        .selectFrom('message')
        .select(['to_address', 'subject', 'body_text'])
        .where('school_id', '=', school.key)
        .where('body_text', 'like', `%${id}%`)
        .orderBy('made_at')
        .orderBy('to_address')
        .execute();
      for (const { subject, body_text: text } of rows)
        assert.doesNotMatch(subject + text, /Zelda|class|email/i);
      return rows.map(({ to_address: to, subject }) => `${to.split('@')[0]}: ${subject}`);
    };
    const told = 'Something was told that is for you to hear at once';

    it('everybody who hears it is written to as it is filed, and nobody else', async () => {
      const { id } = await tell();
      assert.deepEqual(await letters(id), [`hetty: ${told}`, `otto: ${told}`]);
    });

    it('whom it is about is never written to, but whoever hears it instead', async () => {
      const { id } = await tell([cast.head.id]);
      assert.deepEqual(await letters(id), [`clara: ${told}`, `otto: ${told}`]);
    });

    it('what nobody hears in time goes up once, to whoever is next in line', async () => {
      const { id } = await tell();
      later(29);
      await look();
      assert.equal((await letters(id)).length, 2);
      later(1);
      await look();
      await look();
      assert.deepEqual((await letters(id)).slice(2), [`clara: ${told}`]);
      assert.ok((await school.heardBy(cast.chair)).some((report) => report.id === id));
      const gone = (await readEntries(store.db, school.key, id)).filter(({ kind }) => kind === 'escalated');
      assert.deepEqual(
        gone.map(({ details }) => details),
        [{ route: 'mis-sent-data', people: cast.chair.id }],
      );
    });

    it('of all, what one of them heard goes up for the other', async () => {
      const { id } = await tell();
      await store.transaction((tx) => acknowledge(tx, school.as(cast.firm), id));
      later(31);
      await look();
      assert.deepEqual((await letters(id)).slice(2), [`clara: ${told}`]);
    });

    it('what everybody heard never goes up', async () => {
      const { id } = await tell();
      for (const who of [cast.firm, cast.head])
        await store.transaction((tx) => acknowledge(tx, school.as(who), id));
      later(300);
      await look();
      assert.equal((await letters(id)).length, 2);
    });

    it('what is about the head does not go up to the head', async () => {
      const { id } = await tell([cast.head.id]);
      later(300);
      await look();
      assert.ok((await letters(id)).every((letter) => !letter.startsWith('hetty')));
      assert.equal(
        (await school.heardBy(cast.head)).some((report) => report.id === id),
        false,
      );
    });

    it('a time of the law reminds everybody who hears it once, when a quarter of it is left', async () => {
      const { id } = await tell();
      for (const who of [cast.firm, cast.head])
        await store.transaction((tx) => acknowledge(tx, school.as(who), id));
      later(53 * 60);
      await remindOfClocks(store, school.clock, school, origin);
      assert.equal((await letters(id)).length, 2);
      later(60);
      await remindOfClocks(store, school.clock, school, origin);
      await remindOfClocks(store, school.clock, school, origin);
      const reminded = 'Something that you hear has little time left';
      assert.deepEqual((await letters(id)).slice(2), [`hetty: ${reminded}`, `otto: ${reminded}`]);
    });
  });
}
