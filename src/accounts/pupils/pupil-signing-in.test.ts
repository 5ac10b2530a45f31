import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { testStores } from '../../../test/support/store.ts';
import { type FrozenClock, frozenClock } from '../../kernel/index.ts';
import { addGroup, addPerson, closePerson, giveRole, joinGroup, leaveGroup } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import {
  checkPupil,
  classBy,
  classToken,
  endClassLinks,
  type PupilSecret,
  sealPupilSecret,
  setPupilSecret,
} from '../index.ts';

const school = 'rivermead';
const DAY = 86_400_000;
const keys = { secret: Buffer.alloc(32, 7) };
const since = '2026-09-01';
const shapes: PupilSecret = { kind: 'picture', pictures: ['sun', 'fish', 'key'] };
const word: PupilSecret = { kind: 'word', word: 'puddle' };

for (const engine of testStores()) {
  describe(`pupils, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    let around: { store: Store; clock: FrozenClock; keys: { secret: Uint8Array } };
    let group: string;
    let token: string;

    before(async () => {
      store = await engine.open();
      for (const key of [school, 'hilltop'])
        await store.db
          .insertInto('school')
          .values({ school_id: key, name: key, created_at: new Date() })
          .execute();
    });
    beforeEach(async () => {
      clock = frozenClock('2026-09-01T08:00:00Z');
      around = { store, clock, keys };
      group = await store.transaction((tx) => addGroup(tx, act(), { kind: 'class', name: '3 Oak', since }));
      token = classToken(around, school, group);
    });
    after(() => store?.close());

    const act = () => ({ school, at: clock.now(), by: 'teacher' });

    /** Somebody of the class, with a secret where one is given. */
    async function pupil(secret?: PupilSecret, roles: readonly string[] = ['pupil']): Promise<string> {
      const phc = secret && (await sealPupilSecret(secret));
      return store.transaction(async (tx) => {
        const id = await addPerson(tx, act(), { givenName: 'Ada', familyName: 'Testling' });
        for (const role of roles) await giveRole(tx, act(), { personId: id, role, since });
        await joinGroup(tx, act(), { groupId: group, personId: id, part: 'member', since });
        if (secret && phc) await setPupilSecret(tx, act(), id, { kind: secret.kind, phc });
        return id;
      });
    }

    const check = (id: string, secret: PupilSecret, link = token, at = school) =>
      checkPupil(around, at, link, id, secret);
    const namesOf = async (link = token, at = school) =>
      (await classBy(around, at, link))?.pupils.map(({ id }) => id);

    it('find their names by the link of their class, once they have a secret', async () => {
      const [first] = [await pupil(shapes), await pupil()];
      assert.deepEqual(await namesOf(), [first]);
      const found = await classBy(around, school, token);
      assert.deepEqual([found?.id, found?.name, found?.pupils[0]?.kind], [group, '3 Oak', 'picture']);
    });

    it('get in by three pictures in order, or by a word as they hear it', async () => {
      const [byPictures, byWord] = [await pupil(shapes), await pupil(word)];
      assert.deepEqual(await check(byPictures, shapes), { outcome: 'right', personId: byPictures });
      for (const typed of ['puddle', 'Puddle', ' PUDDLE '])
        assert.deepEqual(await check(byWord, { kind: 'word', word: typed }), {
          outcome: 'right',
          personId: byWord,
        });
    });

    const wrongs: readonly PupilSecret[] = [
      { kind: 'picture', pictures: ['fish', 'sun', 'key'] },
      { kind: 'picture', pictures: ['sun', 'fish'] },
      { kind: 'picture', pictures: ['sun', 'fish', 'key', 'key'] },
      { kind: 'picture', pictures: [] },
      { kind: 'word', word: 'sun fish key' },
      word,
    ];
    for (const wrong of wrongs)
      it(`stay out with ${JSON.stringify(wrong)}`, async () => {
        assert.deepEqual(await check(await pupil(shapes), wrong), { outcome: 'wrong' });
      });

    const unfit: readonly PupilSecret[] = [
      { kind: 'picture', pictures: ['sun', 'fish'] },
      { kind: 'picture', pictures: ['sun', 'fish', 'dragon'] },
      { kind: 'word', word: 'sun' },
      { kind: 'word', word: 'two words' },
      { kind: 'word', word: '' },
    ];
    for (const secret of unfit)
      it(`cannot have ${JSON.stringify(secret)} as their secret`, () => {
        assert.throws(() => sealPupilSecret(secret), { code: 'SECRET_UNUSABLE', status: 422 });
      });

    it('wait after five wrong tries, each for themselves', async () => {
      const [one, other] = [await pupil(shapes), await pupil(shapes)];
      for (let round = 0; round < 5; round += 1)
        assert.deepEqual(await check(one, word), { outcome: 'wrong' });
      assert.deepEqual(await check(one, shapes), { outcome: 'wait', seconds: 1 });
      assert.equal((await check(other, shapes)).outcome, 'right');
      clock.advance(1000);
      assert.equal((await check(one, shapes)).outcome, 'right');
    });

    it('are pupils and nothing else', async () => {
      for (const roles of [['staff'], ['pupil', 'staff'], []])
        await assert.rejects(pupil(shapes, roles), { code: 'ACCOUNT_NOT_FOUND' });
      const grown = await pupil(shapes);
      await store.transaction((tx) => giveRole(tx, act(), { personId: grown, role: 'staff', since }));
      assert.deepEqual(await check(grown, shapes), { outcome: 'wrong' });
    });

    it('are not found once they left the class or are shut', async () => {
      const [left, shut] = [await pupil(shapes), await pupil(shapes)];
      clock.advance(3 * DAY);
      await store.transaction(async (tx) => {
        await leaveGroup(tx, act(), { groupId: group, personId: left }, '2026-09-03');
        await closePerson(tx, act(), shut);
      });
      assert.deepEqual(await namesOf(), []);
      for (const id of [left, shut]) assert.deepEqual(await check(id, shapes), { outcome: 'no-class' });
    });

    it('of another class are not found by the link', async () => {
      const here = await pupil(shapes);
      const elsewhere = await store.transaction((tx) =>
        addGroup(tx, act(), { kind: 'class', name: '4 Elm', since }),
      );
      assert.deepEqual(await check(here, shapes, classToken(around, school, elsewhere)), {
        outcome: 'no-class',
      });
    });

    it('find nothing by a link that is changed, of another school or of other keys', async () => {
      const [id, made, seal] = token.split('.');
      const others = { ...around, keys: { secret: Buffer.alloc(32, 8) } };
      for (const link of [
        '',
        'x',
        `${id}.${made}`,
        `${id}.${made}.${'A'.repeat(43)}`,
        `${id}.${(Number.parseInt(String(made), 36) + 1).toString(36)}.${seal}`,
        `${'A'.repeat(22)}.${made}.${seal}`,
        classToken(others, school, group),
      ])
        assert.equal(await namesOf(link), undefined, link);
      assert.equal(await namesOf(token, 'hilltop'), undefined);
      assert.deepEqual(await namesOf(), []);
    });

    it('find nothing by a link of twelve weeks ago', async () => {
      clock.advance(84 * DAY - 1);
      assert.deepEqual(await namesOf(), []);
      clock.advance(1);
      assert.equal(await namesOf(), undefined);
    });

    it('find nothing by a link that their teacher ended, and their names by one made later', async () => {
      clock.advance(1000);
      await store.transaction((tx) => endClassLinks(tx, around, act(), group));
      assert.equal(await namesOf(), undefined);
      clock.advance(1000);
      assert.deepEqual(await namesOf(classToken(around, school, group)), []);
    });

    it('have secrets that no table and no leaf shows', async () => {
      const id = await pupil(word);
      const kept = await store.db.selectFrom('pupil_secret').selectAll().execute();
      assert.match(kept.find((row) => row.person_id === id)?.phc ?? '', /^\$argon2id\$/);
      const leaves = await store.db.selectFrom('ledger_entry').select('leaf').execute();
      assert.ok(leaves.some(({ leaf }) => leaf.includes('pupil-secret.set') && leaf.includes(id)));
      assert.ok(!JSON.stringify([kept, leaves]).includes('puddle'));
    });
  });
}
