import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { smallClauses, smallSchool } from '../../test/support/small-school.ts';
import { frozenClock } from '../kernel/index.ts';
import { compile, decide, type Pack, presentVerdict, runCases, seal, understand } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { editionsOf, publish, readEdition, readEditionOn } from './index.ts';

const clock = frozenClock('2026-09-01T08:00:00Z');

/** A small school of its own for each test, with one clause otherwise. */
const school = (key: string, change: Readonly<Record<string, unknown>> = {}): Pack =>
  smallSchool({
    key,
    clauses: smallClauses.map((clause) => (clause['id'] === 'lock' ? { ...clause, ...change } : clause)),
  });

/** What a pack says of leaving a computer unlocked. */
function decided(pack: Pack) {
  const policy = compile(pack, []);
  const { question } = understand({ as: ['staff'], act: 'leave-unlocked' }, policy.vocabulary);
  const { verdict, strength, deciding } = decide(policy, question ?? assert.fail());
  return { verdict, strength, texts: deciding.map((clause) => clause.text) };
}

for (const engine of testStores()) {
  describe(`publishing, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    it('a first edition is in force from today unless another day is given', async () => {
      const edition = await publish(store, clock, school('first'), { boardMinute: '2026/7' });
      assert.deepEqual(edition, {
        number: 1,
        title: 'Use of computers',
        contentHash: edition.contentHash,
        change: 'first',
        boardMinute: '2026/7',
        effectiveFrom: '2026-09-01',
        publishedAt: clock.now(),
      });
      assert.match(edition.contentHash, /^[0-9a-f]{64}$/);
      assert.deepEqual(await editionsOf(store, 'first'), [edition]);
      const later = await publish(store, clock, school('later'), { effectiveFrom: '2027-01-01' });
      assert.equal(later.effectiveFrom, '2027-01-01');
    });

    const changes: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
      ['other words alone', { text: 'Lock your screen when you go.' }, 'minor'],
      ['plain words', { plain: 'Lock it!' }, 'minor'],
      ['a firmer duty', { strength: 'must' }, 'material'],
      ['another act', { require: 'review-policy' }, 'material'],
      ['others whom it binds', { who: ['pupil'] }, 'material'],
    ];
    for (const [index, [what, change, kind]] of changes.entries()) {
      it(`${what} make a ${kind} change`, async () => {
        const key = `change-${index}`;
        await publish(store, clock, school(key));
        assert.equal((await publish(store, clock, school(key, change))).change, kind);
        const undone = await publish(store, clock, school(key), {
          change: 'material',
          effectiveFrom: '2026-09-02',
        });
        assert.deepEqual([undone.number, undone.change], [3, 'material']);
      });
    }

    it('a clause more or less is material', async () => {
      const fewer = smallSchool({ key: 'fewer', clauses: smallClauses.slice(1) });
      await publish(store, clock, school('fewer'));
      assert.equal((await publish(store, clock, fewer)).change, 'material');
      assert.equal((await publish(store, clock, school('fewer'))).change, 'material');
    });

    it('what has not changed is not published again', async () => {
      await publish(store, clock, school('same'));
      await assert.rejects(publish(store, clock, school('same')), { code: 'EDITION_UNCHANGED', status: 409 });
      assert.equal((await editionsOf(store, 'same')).length, 1);
    });

    it('what was in force is not changed afterwards', async () => {
      await publish(store, clock, school('past'), { effectiveFrom: '2026-09-01' });
      const earlier = publish(store, clock, school('past', { text: 'Lock it.' }), {
        effectiveFrom: '2026-08-31',
      });
      await assert.rejects(earlier, { code: 'EDITION_BACKDATED', status: 409 });
      assert.equal((await editionsOf(store, 'past')).length, 1);
    });

    it('of several at once each has its own number, or is told that another was first', async () => {
      await publish(store, clock, school('race'));
      const texts = ['a', 'b', 'c', 'd', 'e'].map((letter) => school('race', { text: `Lock ${letter}.` }));
      const published = await Promise.allSettled(texts.map((pack) => publish(store, clock, pack)));
      const done = published.flatMap((each) => (each.status === 'fulfilled' ? [each.value.number] : []));
      const codes = published.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      assert.ok(done.length > 0);
      assert.deepEqual(
        codes,
        codes.map(() => 'EDITION_TAKEN'),
      );
      const numbers = (await editionsOf(store, 'race')).map((edition) => edition.number);
      assert.deepEqual(
        numbers.toSorted((one, other) => one - other),
        [1, ...done.toSorted((one, other) => one - other)],
      );
      assert.deepEqual(new Set(numbers).size, numbers.length);
    });

    it('two first editions at once make one', async () => {
      const published = await Promise.allSettled([
        publish(store, clock, school('twins')),
        publish(store, clock, school('twins')),
      ]);
      assert.deepEqual(published.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      assert.equal((await editionsOf(store, 'twins')).length, 1);
    });

    it('what is published is never altered or taken away, not by the owner of the database either', async () => {
      await publish(store, clock, school('sealed'));
      const { contentHash } = await readEdition(store, 'sealed', 1);
      for (const change of [
        sql`update edition set content = '{}' where school_id = 'sealed'`,
        sql`update edition set title = 'x' where school_id = 'sealed'`,
        sql`update edition set effective_from = '2020-01-01' where school_id = 'sealed'`,
        sql`delete from edition where school_id = 'sealed'`,
        sql`truncate edition cascade`,
      ])
        await assert.rejects(change.execute(store.db), { code: 'ZG001' });
      assert.equal((await readEdition(store, 'sealed', 1)).contentHash, contentHash);
    });

    it('a content that is not what its hash says is refused', async () => {
      await publish(store, clock, school('hash'));
      const forged = store.db.insertInto('edition').values({
        school_id: 'hash',
        number: 2,
        pack: 'hash',
        title: 'x',
        content: '{}',
        content_hash: 'a'.repeat(64),
        change: 'minor',
        board_minute: null,
        effective_from: '2026-10-01',
        published_at: clock.now(),
      });
      await assert.rejects(forged.execute(), /edition_hash_is_of_content/);
    });

    it('what was the rule on a day is what was in force then', async () => {
      await publish(store, clock, school('days'), { effectiveFrom: '2026-09-01' });
      await publish(store, clock, school('days', { text: 'Second.' }), { effectiveFrom: '2026-10-01' });
      await publish(store, clock, school('days', { text: 'Third.' }), { effectiveFrom: '2026-10-01' });
      await publish(store, clock, school('days', { text: 'Fourth.' }), { effectiveFrom: '2027-01-01' });
      const days: readonly (readonly [string, number])[] = [
        ['2026-09-01', 1],
        ['2026-09-30', 1],
        ['2026-10-01', 3],
        ['2026-12-31', 3],
        ['2027-01-01', 4],
        ['2999-12-31', 4],
      ];
      for (const [day, number] of days)
        assert.equal((await readEditionOn(store, 'days', day)).number, number, day);
      await assert.rejects(readEditionOn(store, 'days', '2026-08-31'), { code: 'EDITION_NOT_FOUND' });
      await assert.rejects(readEdition(store, 'days', 5), { code: 'EDITION_NOT_FOUND' });
      await assert.rejects(readEditionOn(store, 'nobody', '2026-10-01'), { code: 'EDITION_NOT_FOUND' });
    });

    it('an old edition reads and decides as it did on its day', async () => {
      const [first, second] = [school('old'), school('old', { strength: 'must', text: 'Always lock.' })];
      await publish(store, clock, first);
      await publish(store, clock, second);
      assert.deepEqual(decided((await readEdition(store, 'old', 1)).pack), decided(first));
      assert.deepEqual(decided((await readEdition(store, 'old', 2)).pack), decided(second));
      assert.notDeepEqual(decided(first), decided(second));
    });

    it('a real policy is read as it was published, and its hash is the same each time', async () => {
      const pack = testPack('hunwick');
      const { contentHash } = await publish(store, clock, pack);
      const read = await readEdition(store, 'hunwick', 1);
      assert.equal(seal(read.pack).content, seal(pack).content);
      const law = [testPack('law-england')];
      const verdicts = (each: Pack) =>
        runCases(compile(each, law)).map(({ verdict }) => presentVerdict(verdict));
      assert.deepEqual(verdicts({ ...read.pack, cases: pack.cases }), verdicts(pack));
      await assert.rejects(publish(store, clock, read.pack), { code: 'EDITION_UNCHANGED' }, contentHash);
    });
  });
}
