import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testStores } from '../../test/support/store.ts';
import { otherSchool, smallClauses, smallSchool } from '../../test/support/small-school.ts';
import { publish } from '../editions/index.ts';
import { type FrozenClock, frozenClock, newId } from '../kernel/index.ts';
import type { RawQuestion } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { type Answer, type Answerer, openAnswerer } from './answering.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const games: RawQuestion = { as: ['staff'], act: 'play-games', facts: { place: 'classroom' } };

/** The small school where games may be played at last. */
const gentler = smallSchool({
  clauses: smallClauses.map((clause) =>
    clause['id'] === 'no-games' ? { id: 'no-games', allow: 'play-games', text: 'Play.' } : clause,
  ),
});

for (const engine of testStores()) {
  describe(`answering, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    let answerer: Answerer;
    before(async () => {
      store = await engine.open();
      clock = frozenClock('2026-11-22T09:00:00Z');
      for (const pack of [smallSchool(), otherSchool()]) await publish(store, clock, pack);
      answerer = await openAnswerer(store, clock, new Map(), ['small', 'other']);
    });
    after(() => store?.close());

    const ask = async (raw: RawQuestion, key = 'small'): Promise<Answer> => {
      const school = answerer.school(key);
      const { question, problems } = answerer.understand(school, raw);
      assert.deepEqual(problems, []);
      return answerer.answer(school, question ?? assert.fail(), 'api');
    };

    it('keeps an answer as it gave it', async () => {
      const { id, verdict, question } = await ask(games);
      const kept = await answerer.given(answerer.school('small'), id);
      assert.equal(kept.verdict.verdict, verdict.verdict);
      assert.deepEqual(kept.question, { ...question, facts: { ...question.facts } });
      assert.deepEqual(kept.askedAt, clock.now());
      assert.equal(kept.edition, 1);
      assert.equal(kept.channel, 'api');
    });

    it('finds an answer only at the school that gave it, and nothing under what is no number of an answer', async () => {
      const { id } = await ask(games);
      await assert.rejects(answerer.given(answerer.school('other'), id), {
        code: 'ANSWER_NOT_FOUND',
        status: 404,
      });
      for (const strange of [newId(), '', '\0', "' or 1=1", 'a'.repeat(10_000), `${id}\0`])
        await assert.rejects(answerer.given(answerer.school('small'), strange), { code: 'ANSWER_NOT_FOUND' });
    });

    it('considers without keeping', async () => {
      const count = async () =>
        [...(await answerer.counts(answerer.school('small'))).values()].reduce(
          (sum, times) => sum + times,
          0,
        );
      const before = await count();
      const school = answerer.school('small');
      answerer.consider(school, answerer.understand(school, games).question ?? assert.fail());
      assert.equal(await count(), before);
    });

    it('knows no school but its own', () => {
      for (const key of ['eton', '', '__proto__', 'constructor'])
        assert.throws(() => answerer.school(key), { code: 'SCHOOL_NOT_FOUND' });
    });

    it('lists what the policy is silent on, and words that nothing fits, most often first and for each school', async () => {
      const small = answerer.school('small');
      for (let times = 0; times < 3; times += 1) await ask({ as: ['pupil'], act: 'keep-files' });
      await ask({ as: ['pupil'], event: 'policy-broken' });
      for (const words of ['may I fly', 'may I swim', 'may I fly']) await answerer.tellGap(small, words);
      const gaps = await answerer.gaps(small);
      assert.deepEqual(
        gaps.map(({ subject, kind, times }) => [subject, kind, times]),
        [
          ['keep-files', 'silent', 3],
          ['may I fly', 'not-found', 2],
          ['may I swim', 'not-found', 1],
          ['policy-broken', 'silent', 1],
        ],
      );
      assert.ok(gaps.every((gap) => gap.last.getTime() === clock.now().getTime()));
      assert.deepEqual(await answerer.gaps(answerer.school('other')), []);
      assert.equal((await answerer.counts(small)).get('silent'), 4);
    });

    it('answers by a new edition from its first day, and the old answer stays', async () => {
      const old = await ask(games);
      assert.equal(old.verdict.verdict, 'no');
      await publish(store, clock, gentler, { effectiveFrom: '2026-11-24' });
      await answerer.refresh();
      assert.equal((await ask(games)).verdict.verdict, 'no', 'it is not in force yet');
      clock.advance(2 * DAY_MS);
      await answerer.refresh();
      const now = await ask(games);
      assert.equal(now.verdict.verdict, 'yes');
      assert.equal(now.edition.number, 2);
      const kept = await answerer.given(answerer.school('small'), old.id);
      assert.equal(kept.edition, 1);
      assert.equal(kept.verdict.verdict, 'no');
    });

    it('compiles nothing again on the same day and edition', async () => {
      const before = answerer.school('other');
      await answerer.refresh();
      assert.equal(answerer.school('other'), before);
      clock.advance(DAY_MS);
      await answerer.refresh();
      assert.notEqual(answerer.school('other'), before);
    });

    it('a new day begins at midnight in London, in summer too', async () => {
      const summer = frozenClock('2027-07-01T22:59:00Z');
      const there = await openAnswerer(store, summer, new Map(), ['other']);
      assert.equal(there.school('other').day, '2027-07-01');
      summer.advance(60_000);
      await there.refresh();
      assert.equal(there.school('other').day, '2027-07-02');
    });
  });
}
