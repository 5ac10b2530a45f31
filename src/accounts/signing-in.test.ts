import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { smallSchool } from '../../test/support/small-school.ts';
import { testStores } from '../../test/support/store.ts';
import { type FrozenClock, frozenClock } from '../kernel/index.ts';
import { addPerson, closePerson, giveRole } from '../people/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import {
  acceptInvitation,
  askWayBack,
  beginSession,
  changePassword,
  checkPassword,
  checkSignIn,
  invite,
  invitedBy,
  inviteByLetter,
  type Letterhead,
  returnerBy,
  sendWayBack,
  setByWayBack,
  type SignedIn,
  tellPassword,
  viewerOf,
} from './index.ts';
import { deviceOf, markDevice } from './tries/known-device.ts';
import { secondsToWait } from './tries/pauses.ts';

const school = 'small';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const secret = Buffer.alloc(32, 7);
const pack: Pack = smallSchool();
const good = 'gravel teapot lantern';
const other = 'kettle moss window';

const letterhead: Letterhead = {
  schoolName: 'The small school',
  linkTo: (purpose, token) => `https://gatehouse.example/${purpose}/${token}`,
  forgotten: 'https://gatehouse.example/forgotten',
};

const outcomeOf = async (promise: Promise<SignedIn>) => (await promise).outcome;
const tokenIn = (row: unknown) => /way-back\/([\w-]{43})/.exec(JSON.stringify(row))?.[1] ?? '';

describe('a pause', () => {
  const pauses = { free: 5, minutes: 10, longestSeconds: 60 };
  const now = new Date('2026-09-01T08:00:00Z');
  const table: readonly (readonly [number, number, number])[] = [
    [0, 0, 0],
    [4, 0, 0],
    [5, 0, 1],
    [6, 0, 2],
    [7, 0, 4],
    [7, 1500, 3],
    [7, 4000, 0],
    [10, 0, 32],
    [11, 0, 60],
    [5000, 0, 60],
    [5000, 59_001, 1],
    [5000, 60_000, 0],
  ];
  for (const [wrong, ago, seconds] of table)
    it(`after ${wrong} wrong tries, the last ${ago} ms ago, lasts ${seconds} s`, () => {
      assert.equal(secondsToWait(pauses, wrong, new Date(now.getTime() - ago), now), seconds);
    });
});

describe('a known device', () => {
  it('is known for the person who signed in there, at that school', () => {
    const kept = markDevice(secret, undefined, school, 'one');
    const both = markDevice(secret, kept, school, 'two');
    const id = kept.split('.')[0];
    assert.equal(deviceOf(secret, both, school, 'one'), id);
    assert.equal(deviceOf(secret, both, school, 'two'), id);
    assert.equal(deviceOf(secret, both, school, 'three'), undefined);
    assert.equal(deviceOf(secret, both, 'other', 'one'), undefined);
    assert.equal(deviceOf(Buffer.alloc(32, 8), both, school, 'one'), undefined);
  });

  it('keeps eight people, the last who signed in', () => {
    let kept: string | undefined;
    for (let person = 0; person < 12; person += 1) kept = markDevice(secret, kept, school, `p${person}`);
    kept = markDevice(secret, kept, school, 'p6');
    const known = Array.from({ length: 12 }, (_, person) => person).filter(
      (person) => deviceOf(secret, kept, school, `p${person}`) !== undefined,
    );
    assert.deepEqual(known, [4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is none where the browser sends anything else', () => {
    const kept = markDevice(secret, undefined, school, 'one');
    const [id] = kept.split('.');
    for (const text of [undefined, '', id, `${id}.`, `${kept}.x`, kept.slice(0, -1), `${kept} `, 'a.b.c'])
      assert.equal(deviceOf(secret, text, school, 'one'), undefined);
  });
});

for (const engine of testStores()) {
  describe(`signing in, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    let around: { store: Store; clock: FrozenClock; keys: { secret: Uint8Array } };
    let count = 0;

    before(async () => {
      store = await engine.open();
      for (const key of [school, 'hilltop'])
        await store.db
          .insertInto('school')
          .values({ school_id: key, name: key, created_at: new Date() })
          .execute();
    });
    beforeEach(() => {
      clock = frozenClock('2026-09-01T08:00:00Z');
      clock.advance(count * 30 * DAY);
      around = { store, clock, keys: { secret } };
    });
    after(() => store?.close());

    const act = () => ({ school, at: clock.now() });

    /** Somebody new on the staff. */
    const person = (draft: { email?: string } = {}): Promise<string> =>
      store.transaction(async (tx) => {
        count += 1;
        const id = await addPerson(tx, act(), {
          givenName: 'Wren',
          familyName: `Testerby${count}`,
          ...draft,
        });
        await giveRole(tx, act(), { personId: id, role: 'staff', since: '2026-09-01' });
        return id;
      });

    const inviteNow = (id: string) => store.transaction((tx) => invite(tx, clock, act(), id));
    const accept = (token: string, userName: string, password = good, at = school) =>
      acceptInvitation(around, at, token, { userName, password }, pack);

    /** Somebody with an account, whose user name is their e-mail address. */
    async function member(): Promise<{ id: string; userName: string }> {
      const userName = `wren${count + 1}@small.example`;
      const id = await person({ email: userName });
      assert.deepEqual(await accept(await inviteNow(id), userName), { outcome: 'opened', personId: id });
      return { id, userName };
    }

    const signIn = (userName: string, password: string, more: { address?: string; device?: string } = {}) =>
      checkSignIn(around, { school, userName, password, address: '192.0.2.7', ...more });

    const begin = async (id: string) =>
      (
        await beginSession(store, clock, {
          school,
          personId: id,
          strength: 1,
          agent: 'Browser',
          address: '192.0.2.7',
        })
      ).token;

    /** Letters of a kind to an address, the newest last. */
    const lettersTo = async (address: string, kind: string) =>
      (
        await store.db
          .selectFrom('message')
          .selectAll()
          .where('school_id', '=', school)
          .where('kind', '=', kind)
          .orderBy('made_at')
          .execute()
      ).filter((row) => JSON.stringify(row).includes(address));

    const send = (id: string) => store.transaction((tx) => inviteByLetter(tx, clock, act(), id, letterhead));
    const ask = (typed: string) => askWayBack(around, school, typed, letterhead);
    const back = (token: string, password: string, at = school) =>
      setByWayBack(around, at, token, password, pack, letterhead);
    async function waysTo(userName: string): Promise<string[]> {
      return (await lettersTo(userName, 'way-back')).map(tokenIn);
    }
    const change = (id: string, old: string, next: string, sessionId?: string) =>
      changePassword(
        around,
        { school, personId: id, ...(sessionId !== undefined && { sessionId }) },
        { old, next },
        pack,
        letterhead,
      );

    it('opens with the user name and the password, however the name is written', async () => {
      const { id, userName } = await member();
      for (const typed of [userName, userName.toUpperCase(), `  ${userName} `]) {
        const result = await signIn(typed, good);
        assert.ok(result.outcome === 'right');
        assert.equal(result.personId, id);
        assert.equal(result.mustChange, undefined);
      }
    });

    const wrongs: readonly (readonly [string, (userName: string) => readonly [string, string]])[] = [
      ['another password', (name) => [name, other]],
      ['a blank after it', (name) => [name, `${good} `]],
      ['other capitals', (name) => [name, good.toUpperCase()]],
      ['nothing', (name) => [name, '']],
      ['a name that nobody has', () => ['nobody@small.example', good]],
      ['a name that is no text for a database', () => ['nob\0dy', good]],
      ['no name', () => ['', good]],
    ];
    for (const [what, typed] of wrongs)
      it(`stays shut for ${what}, with the same answer`, async () => {
        const { userName } = await member();
        assert.deepEqual(await signIn(...typed(userName)), { outcome: 'wrong' });
      });

    it('stays shut for somebody who is shut, and at another school, with the same answer', async () => {
      const { id, userName } = await member();
      const elsewhere = { school: 'hilltop', userName, password: good, address: '192.0.2.7' };
      assert.deepEqual(await checkSignIn(around, elsewhere), { outcome: 'wrong' });
      await store.transaction((tx) => closePerson(tx, act(), id));
      assert.deepEqual(await signIn(userName, good), { outcome: 'wrong' });
    });

    it('waits after five wrong tries, longer each time, alike for names that nobody has', async () => {
      const { userName } = await member();
      const seen: string[][] = [];
      for (const name of [userName, 'nobody.at.all@small.example']) {
        const answers: string[] = [];
        for (let round = 0; round < 9; round += 1) {
          const result = await signIn(name, other, { address: `198.51.100.${round}` });
          answers.push(result.outcome === 'wait' ? `wait ${result.seconds}` : result.outcome);
          if (result.outcome === 'wait') clock.advance(result.seconds * SECOND);
        }
        seen.push(answers);
      }
      const expected = [...Array(5).fill('wrong'), 'wait 1', 'wrong', 'wait 2', 'wrong'];
      assert.deepEqual(seen, [expected, expected]);
    });

    it('the right password waits as well while its name has to', async () => {
      const { userName } = await member();
      for (let round = 0; round < 5; round += 1) await signIn(userName, other);
      assert.deepEqual(await signIn(userName, good), { outcome: 'wait', seconds: 1 });
      clock.advance(SECOND);
      assert.equal(await outcomeOf(signIn(userName, good)), 'right');
      assert.deepEqual(await signIn(userName, other), { outcome: 'wrong' }, 'the wrong ones are forgiven');
    });

    it('a thousand guesses come to few, and the owner gets in on a known device meanwhile', async () => {
      const { userName } = await member();
      const first = await signIn(userName, good);
      assert.ok(first.outcome === 'right');
      const [guesses, each] = [1000, 250];
      let tried = 0;
      let owner = 0;
      for (let guess = 0; guess < guesses; guess += 1) {
        const result = await signIn(userName, other, { address: `2001:db8::${guess.toString(16)}` });
        tried += result.outcome === 'wrong' ? 1 : 0;
        // Ten guesses a second.
        clock.advance(100);
        if (guess % each !== each - 1) continue;
        const owned = await signIn(userName, good, { device: first.device });
        owner += owned.outcome === 'right' ? 1 : 0;
      }
      assert.equal(owner, guesses / each);
      assert.ok(tried >= 5 && tried <= 15, `${tried} guesses were tried`);
    });

    it('a known device waits for its own mistakes', async () => {
      const { userName } = await member();
      const first = await signIn(userName, good);
      assert.ok(first.outcome === 'right');
      const { device } = first;
      for (let round = 0; round < 5; round += 1)
        assert.equal(await outcomeOf(signIn(userName, other, { device })), 'wrong');
      assert.deepEqual(await signIn(userName, good, { device }), { outcome: 'wait', seconds: 1 });
      assert.equal(await outcomeOf(signIn(userName, good)), 'right', 'elsewhere nothing was wrong');
    });

    it('a hundred guesses at the same moment are counted as a hundred', async () => {
      const { userName } = await member();
      const many = Array.from({ length: 100 }, () => outcomeOf(signIn(userName, other)));
      const outcomes = await Promise.all(many);
      assert.equal(outcomes.filter((each) => each === 'wrong').length, 5);
      assert.equal(outcomes.filter((each) => each === 'wait').length, 95);
    });

    it('one guess on each of many names waits by its address, and other addresses do not', async () => {
      const { userName } = await member();
      const outcomes: string[] = [];
      for (let guess = 0; guess < 80; guess += 1)
        outcomes.push(
          await outcomeOf(signIn(`someone${guess}@small.example`, other, { address: '203.0.113.9' })),
        );
      assert.equal(outcomes.filter((each) => each === 'wrong').length, 50);
      assert.equal(await outcomeOf(signIn(userName, good, { address: '203.0.113.9' })), 'wait');
      assert.equal(await outcomeOf(signIn(userName, good, { address: '203.0.113.10' })), 'right');
    });

    it('a school behind one address signs in as often as it likes', async () => {
      const { userName } = await member();
      for (let round = 0; round < 60; round += 1)
        assert.equal(await outcomeOf(signIn(userName, good, { address: '203.0.113.77' })), 'right');
    });

    it('a school behind one address signs in at the same moment', async () => {
      const members: string[] = [];
      for (let each = 0; each < 60; each += 1) members.push((await member()).userName);
      const many = members.map((userName) => outcomeOf(signIn(userName, good, { address: '203.0.113.78' })));
      assert.deepEqual(await Promise.all(many), Array(60).fill('right'));
    });

    it('tries are kept without names or addresses', async () => {
      const { userName } = await member();
      await signIn(userName, other, { address: '203.0.113.42' });
      const rows = JSON.stringify(
        (await store.db.selectFrom('sign_in_attempt').selectAll().execute()).map((row) => ({
          ...row,
          subject: Buffer.from(row.subject).toString('latin1'),
        })),
      );
      assert.ok(rows.length > 100);
      assert.ok(!rows.includes(userName) && !rows.includes('203.0.113.42'));
    });

    describe('an invitation', () => {
      it('shows whom it is for, as often as asked, and opens an account once', async () => {
        const id = await person({ email: `guest${count + 1}@small.example` });
        const token = await inviteNow(id);
        for (let look = 0; look < 3; look += 1) {
          const invited = await invitedBy(around, school, token);
          assert.deepEqual([invited?.person.id, invited?.userName], [id, `guest${count}@small.example`]);
        }
        assert.deepEqual(await accept(token, 'guest.one'), { outcome: 'opened', personId: id });
        assert.equal(await invitedBy(around, school, token), undefined);
        assert.deepEqual(await accept(token, 'guest.two'), { outcome: 'unusable' });
        assert.equal(await outcomeOf(signIn('guest.one', good)), 'right');
      });

      it('offers names with a dot where there is no address', async () => {
        const invited = await invitedBy(around, school, await inviteNow(await person()));
        assert.equal(invited?.userName, `wren.testerby${count}`);
      });

      it('is used once, whoever tries at the same moment', async () => {
        const token = await inviteNow(await person());
        const tried = await Promise.all(
          Array.from({ length: 8 }, (_, index) => accept(token, `racer.${count}.${index}`)),
        );
        assert.equal(tried.filter(({ outcome }) => outcome === 'opened').length, 1);
        assert.equal(tried.filter(({ outcome }) => outcome === 'unusable').length, 7);
      });

      const unusable: readonly (readonly [
        string,
        (token: string, id: string) => Promise<readonly [string, string]>,
      ])[] = [
        [
          'a changed one',
          async (token) => [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, school],
        ],
        ['one of another school', async (token) => [token, 'hilltop']],
        ['what is none', async () => ['x', school]],
        ['one that was made before another', async (token, id) => (await inviteNow(id), [token, school])],
        [
          'one of somebody who is shut',
          async (token, id) => {
            await store.transaction((tx) => closePerson(tx, act(), id));
            return [token, school];
          },
        ],
        ['one that is seven days old', async (token) => (clock.advance(7 * DAY), [token, school])],
        [
          'a way back in its place',
          async () => {
            const { id, userName } = await member();
            await store.transaction((tx) => sendWayBack(tx, around, act(), id, letterhead));
            return [tokenIn((await lettersTo(userName, 'way-back')).at(-1)), school];
          },
        ],
      ];
      for (const [what, make] of unusable)
        it(`opens nothing: ${what}`, async () => {
          const id = await person();
          const [token, at] = await make(await inviteNow(id), id);
          assert.notEqual(token, '');
          assert.equal(await invitedBy(around, at, token), undefined);
          assert.deepEqual(await accept(token, 'nobody.else', good, at), { outcome: 'unusable' });
        });

      it('opens something until the last moment of its seven days', async () => {
        const token = await inviteNow(await person());
        clock.advance(7 * DAY - 1);
        assert.equal((await accept(token, `late.${count}`)).outcome, 'opened');
      });

      const refused: readonly (readonly [string, string, string])[] = [
        ['a password that is too short', 'fine.name', 'short'],
        ['a password with the person’s name', 'fine.name', 'wren-testerby-1'],
        ['a user name with blanks', 'not fine', good],
        ['a user name of two letters', 'ab', good],
      ];
      for (const [what, userName, password] of refused)
        it(`is not used up by ${what}`, async () => {
          const token = await inviteNow(await person());
          assert.notEqual((await accept(token, userName, password)).outcome, 'opened');
          assert.equal((await accept(token, `fine.${count}`)).outcome, 'opened');
        });

      it('is not used up by a user name that another has', async () => {
        const { userName } = await member();
        const token = await inviteNow(await person());
        assert.deepEqual(await accept(token, userName.toUpperCase()), { outcome: 'name-taken' });
        assert.equal((await accept(token, `free.${count}`)).outcome, 'opened');
      });

      it('is for people who have no account and are not shut', async () => {
        const { id } = await member();
        await assert.rejects(inviteNow(id), { code: 'ACCOUNT_EXISTS' });
        const gone = await person();
        await store.transaction((tx) => closePerson(tx, act(), gone));
        await assert.rejects(inviteNow(gone), { code: 'ACCOUNT_NOT_FOUND' });
      });

      it('goes by letter where there is an address', async () => {
        const email = `letter${count + 1}@small.example`;
        assert.equal(await send(await person({ email })), true);
        const [letter] = await lettersTo(email, 'invitation');
        const token = /invitation\/([\w-]{43})/.exec(JSON.stringify(letter))?.[1] ?? '';
        assert.ok(await invitedBy(around, school, token));
        assert.equal(await send(await person()), false);
      });
    });

    describe('a way back', () => {
      it('goes to the address of whoever has the user name, and sets a password once', async () => {
        const { id, userName } = await member();
        const session = await begin(id);
        await ask(userName);
        const [token = ''] = await waysTo(userName);
        assert.equal((await returnerBy(around, school, token))?.personId, id);
        assert.deepEqual(await back(token, 'short'), { outcome: 'too-short' });
        assert.equal(await outcomeOf(signIn(userName, good)), 'right', 'the old one opens until then');
        assert.deepEqual(await back(token, other), { outcome: 'set', personId: id });
        assert.deepEqual(await back(token, good), { outcome: 'unusable' });
        assert.equal(await returnerBy(around, school, token), undefined);
        assert.equal(await outcomeOf(signIn(userName, other)), 'right');
        assert.equal(await outcomeOf(signIn(userName, good)), 'wrong');
        assert.equal(await viewerOf(store, clock, session), undefined, 'sessions end');
        assert.equal((await lettersTo(userName, 'password-changed')).length, 1);
      });

      it('is over after an hour, and when the password was changed otherwise', async () => {
        const { id, userName } = await member();
        await ask(userName);
        clock.advance(HOUR);
        assert.deepEqual(await back((await waysTo(userName))[0] ?? '', other), { outcome: 'unusable' });
        await ask(userName);
        await changePassword(around, { school, personId: id }, { old: good, next: other }, pack, letterhead);
        const last = (await waysTo(userName)).at(-1) ?? '';
        assert.match(last, /^[\w-]{43}$/);
        assert.deepEqual(await back(last, good), { outcome: 'unusable' });
      });

      it('goes to nobody for a name that nobody has, nor to somebody who is shut', async () => {
        const { id, userName } = await member();
        await store.transaction((tx) => closePerson(tx, act(), id));
        const before_ = await store.db.selectFrom('message').selectAll().execute();
        for (const typed of [userName, 'nobody@small.example', '', 'nob\0dy']) await ask(typed);
        assert.equal((await store.db.selectFrom('message').selectAll().execute()).length, before_.length);
      });

      it('is sent three times an hour at most', async () => {
        const { userName } = await member();
        for (let round = 0; round < 10; round += 1) await ask(userName);
        assert.equal((await waysTo(userName)).length, 3);
        clock.advance(HOUR);
        await ask(userName);
        assert.equal((await waysTo(userName)).length, 4);
      });

      it('is used once, whoever tries at the same moment, and only at its school', async () => {
        const { userName } = await member();
        await ask(userName);
        const [token = ''] = await waysTo(userName);
        assert.deepEqual(await back(token, other, 'hilltop'), { outcome: 'unusable' });
        const tried = await Promise.all(Array.from({ length: 6 }, () => back(token, other)));
        assert.equal(tried.filter(({ outcome }) => outcome === 'set').length, 1);
      });
    });

    describe('another password', () => {
      it('takes the old one, ends the other sessions, and is told by mail', async () => {
        const { id, userName } = await member();
        const [here, there] = [await begin(id), await begin(id)];
        const viewer = await viewerOf(store, clock, here);
        assert.deepEqual(await change(id, 'not the old one', other), { outcome: 'wrong' });
        assert.deepEqual(await change(id, good, good), { outcome: 'unchanged' });
        assert.deepEqual(await change(id, good, 'short'), { outcome: 'too-short' });
        assert.deepEqual(await change(id, good, 'password-password'), { outcome: 'easily-guessed' });
        assert.ok(await viewerOf(store, clock, there));
        assert.deepEqual(await change(id, good, other, viewer?.sessionId), { outcome: 'changed' });
        assert.equal(await viewerOf(store, clock, there), undefined);
        assert.ok(await viewerOf(store, clock, here));
        assert.equal(await outcomeOf(signIn(userName, other)), 'right');
        assert.equal((await lettersTo(userName, 'password-changed')).length, 1);
      });

      it('is exactly what was typed: blanks at its end, and what comes after 72 bytes', async () => {
        const { id, userName } = await member();
        const long = `${'gravel teapot '.repeat(8)}`;
        assert.deepEqual(await change(id, good, long), { outcome: 'changed' });
        assert.equal(await outcomeOf(signIn(userName, long.trimEnd())), 'wrong');
        assert.equal(await outcomeOf(signIn(userName, `${long.slice(0, 80)}x`)), 'wrong');
        assert.equal(await outcomeOf(signIn(userName, long)), 'right');
      });

      it('waits after five wrong old ones, and so does a proof', async () => {
        const { id } = await member();
        for (let round = 0; round < 5; round += 1)
          assert.deepEqual(await change(id, other, other), { outcome: 'wrong' });
        assert.deepEqual(await change(id, good, other), { outcome: 'wait', seconds: 1 });
        assert.deepEqual(await checkPassword(around, { school, personId: id }, good), {
          outcome: 'wait',
          seconds: 1,
        });
        clock.advance(SECOND);
        assert.deepEqual(await checkPassword(around, { school, personId: id }, good), { outcome: 'right' });
        assert.deepEqual(await checkPassword(around, { school, personId: id }, other), { outcome: 'wrong' });
      });

      it('is asked for once the old one was told to somebody; every session ends', async () => {
        const { id, userName } = await member();
        const session = await begin(id);
        await store.transaction((tx) => tellPassword(tx, clock, act(), id));
        assert.equal(await viewerOf(store, clock, session), undefined);
        const result = await signIn(userName, good);
        assert.ok(result.outcome === 'right');
        assert.equal(result.mustChange, 'told');
        assert.deepEqual(await change(id, good, other), { outcome: 'changed' });
        const then = await signIn(userName, other);
        assert.ok(then.outcome === 'right' && then.mustChange === undefined);
        const without = await person();
        await assert.rejects(
          store.transaction((tx) => tellPassword(tx, clock, act(), without)),
          { code: 'ACCOUNT_NOT_FOUND' },
        );
      });

      it('is asked for at an age only where the policy sets one', async () => {
        const { userName } = await member();
        clock.advance(91 * DAY);
        const asked = { school, userName, password: good, address: '192.0.2.7' };
        const reasons = [undefined, { days: 90, warning: '' }, { days: 91, warning: '' }].map(async (age) => {
          const result = await checkSignIn(around, asked, age);
          return result.outcome === 'right' && result.mustChange;
        });
        assert.deepEqual(await Promise.all(reasons), [undefined, 'too-old', undefined]);
      });

      it('stands in the ledger, and no password, token or name in any leaf', async () => {
        const { id, userName } = await member();
        await change(id, good, other);
        await store.transaction((tx) => tellPassword(tx, clock, act(), id));
        const leaves = (await store.db.selectFrom('ledger_entry').select(['kind', 'leaf']).execute()).filter(
          ({ leaf }) => leaf.includes(id),
        );
        assert.deepEqual(
          leaves.map(({ kind }) => kind),
          [
            'person.added',
            'role.given',
            'account.invited',
            'account.opened',
            'password.changed',
            'password.told',
          ],
        );
        for (const { leaf } of leaves)
          for (const hidden of [good, other, userName, 'argon2']) assert.ok(!leaf.includes(hidden));
      });
    });
  });
}
