import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { smallSchool } from '../../../test/support/small-school.ts';
import { softwareAuthenticator } from '../../../test/support/software-authenticator.ts';
import { testStores } from '../../../test/support/store.ts';
import { type FrozenClock, frozenClock } from '../../kernel/index.ts';
import { addGroup, addPerson, giveRole, joinGroup } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import {
  acceptInvitation,
  addAuthenticator,
  addPasskey,
  askNewPasskey,
  askPasskey,
  askWayBack,
  beginSession,
  checkPasskey,
  checkPupil,
  checkSignIn,
  classToken,
  endSuspension,
  invite,
  invitedBy,
  linkIdentity,
  makeRecoveryCodes,
  newKey,
  partyAt,
  provedAgain,
  returnerBy,
  sealPupilSecret,
  setByWayBack,
  setPupilSecret,
  suspend,
  suspensionOf,
  tryAuthenticator,
  tryRecoveryCode,
  viewerOf,
  whoseIdentity,
} from '../index.ts';

const school = 'small';
const since = '2026-09-01';
const pack = smallSchool();
const password = 'gravel teapot lantern';
const keys = { secret: Buffer.alloc(32, 7) };
const origin = 'https://gatehouse.elmtree.example';
const party = partyAt(origin);
const letterhead = {
  schoolName: 'The small school',
  linkTo: (purpose: string, token: string) => `https://gatehouse.example/${purpose}/${token}`,
  forgotten: 'https://gatehouse.example/forgotten',
};
const elsewhere = { issuer: 'https://accounts.example', subject: 'a-word-of-theirs' };

for (const engine of testStores()) {
  describe(`suspensions, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    let around: { store: Store; clock: FrozenClock; keys: typeof keys };
    let head: string;

    before(async () => {
      store = await engine.open();
      await store.db
        .insertInto('school')
        .values({ school_id: school, name: school, created_at: new Date() })
        .execute();
      clock = frozenClock('2026-09-01T08:00:00Z');
      around = { store, clock, keys };
      head = await somebody('headteacher');
    });
    beforeEach(() => clock.advance(3_600_000));
    after(() => store?.close());

    const act = (by = head) => ({ school, at: clock.now(), by });
    const somebody = (role: string): Promise<string> =>
      store.transaction(async (tx) => {
        const at = { school, at: clock.now() };
        const id = await addPerson(tx, at, {
          givenName: 'Wren',
          familyName: 'Testerby',
          email: `wren.${count()}@small.example`,
        });
        await giveRole(tx, at, { personId: id, role, since });
        return id;
      });
    let counted = 0;
    const count = () => (counted += 1);

    const rest = (personId: string) =>
      store.transaction((tx) => suspend(tx, act(), personId, 'Something is looked into'));
    const wake = (personId: string) =>
      store.transaction((tx) => endSuspension(tx, act(), personId, 'It was nothing'));
    const begin = (personId: string) =>
      beginSession(store, clock, { school, personId, strength: 1, agent: 'Browser 1', address: '192.0.2.7' });

    /** Somebody with an account of this name. */
    async function holder(): Promise<{ personId: string; userName: string }> {
      const personId = await somebody('teacher');
      const token = await store.transaction((tx) => invite(tx, clock, act(), personId));
      const userName = `wren.${counted}`;
      const opened = await acceptInvitation(around, school, token, { userName, password }, pack);
      assert.equal(opened.outcome, 'opened');
      return { personId, userName };
    }

    /** Each way in: set up for somebody, it gives a try that says whether it let them in. */
    const ways: Readonly<Record<string, () => Promise<{ personId: string; opens(): Promise<boolean> }>>> = {
      'a password': async () => {
        const { personId, userName } = await holder();
        const signIn = { school, userName, password, address: '192.0.2.7' };
        return {
          personId,
          opens: async () => (await checkSignIn(around, signIn)).outcome === 'right',
        };
      },
      'a code of an authenticator app': async () => {
        const { personId } = await holder();
        const key = newKey();
        const code = () =>
          TOTP.generate({ secret: Secret.fromBase32(key), timestamp: clock.now().getTime() });
        const { sessionId } = (await begin(personId)).viewer;
        await addAuthenticator(around, { school, personId, sessionId }, key, code());
        return {
          personId,
          opens: async () => {
            clock.advance(60_000);
            return (await tryAuthenticator(around, { school, personId }, code())).outcome === 'right';
          },
        };
      },
      'a recovery code': async () => {
        const { personId } = await holder();
        const codes = await makeRecoveryCodes(around, { school, personId });
        return {
          personId,
          opens: async () =>
            (await tryRecoveryCode(around, { school, personId }, codes.shift() ?? '')).outcome === 'right',
        };
      },
      'a passkey': async () => {
        const { personId, userName } = await holder();
        const whose = { school, personId, sessionId: (await begin(personId)).viewer.sessionId };
        const device = softwareAuthenticator(origin);
        const asked = await askNewPasskey(around, party, { ...whose, name: 'Wren' }, { school, userName });
        const response = device.register(asked.options as Parameters<typeof device.register>[0]);
        const added = await addPasskey(around, party, whose, asked.challenge, { response, name: 'Laptop' });
        assert.equal(added, 'added');
        return {
          personId,
          opens: async () => {
            const { challenge, options } = await askPasskey(around, party);
            const answer = device.sign(options as Parameters<typeof device.sign>[0]);
            return (await checkPasskey(around, party, { school }, challenge, answer)) === personId;
          },
        };
      },
      'an account elsewhere': async () => {
        const { personId } = await holder();
        const account = { ...elsewhere, subject: `${elsewhere.subject}-${counted}` };
        const { sessionId } = (await begin(personId)).viewer;
        assert.ok(await linkIdentity(around, { school, personId, sessionId }, account));
        return {
          personId,
          opens: async () => (await whoseIdentity(around, school, account)) === personId,
        };
      },
      'an invitation': async () => {
        const personId = await somebody('teacher');
        const token = await store.transaction((tx) => invite(tx, clock, act(), personId));
        return {
          personId,
          opens: async () => (await invitedBy(around, school, token))?.person.id === personId,
        };
      },
      'a way back that was sent before': async () => {
        const { personId, userName } = await holder();
        const token = await wayBackFor(personId, userName);
        return {
          personId,
          opens: async () => (await returnerBy(around, school, token ?? ''))?.personId === personId,
        };
      },
      'a way back that is asked for': async () => {
        const { personId, userName } = await holder();
        return {
          personId,
          opens: async () => (await wayBackFor(personId, userName)) !== undefined,
        };
      },
      'three pictures of a pupil': async () => {
        const personId = await somebody('pupil');
        const secret = { kind: 'picture', pictures: ['sun', 'fish', 'key'] } as const;
        const phc = await sealPupilSecret(secret);
        const group = await store.transaction(async (tx) => {
          const id = await addGroup(tx, act(), { kind: 'class', name: `Oak ${counted}`, since });
          await joinGroup(tx, act(), { groupId: id, personId, part: 'member', since });
          await setPupilSecret(tx, act(), personId, { kind: 'picture', phc });
          return id;
        });
        const token = classToken(around, school, group);
        return {
          personId,
          opens: async () => (await checkPupil(around, school, token, personId, secret)).outcome === 'right',
        };
      },
      'a session that is begun': async () => {
        const { personId } = await holder();
        return {
          personId,
          opens: () =>
            begin(personId).then(
              () => true,
              (error: { code: string }) => {
                assert.equal(error.code, 'ACCOUNT_NOT_FOUND');
                return false;
              },
            ),
        };
      },
    };

    /** The secret of the link in the last letter to somebody, where one was sent just now. */
    async function wayBackFor(personId: string, userName: string): Promise<string | undefined> {
      clock.advance(3_600_001);
      const lettersTo = () =>
        store.db.selectFrom('message').selectAll().where('to_person_id', '=', personId).execute();
      const before_ = new Set((await lettersTo()).map((letter) => letter.id));
      await askWayBack(around, school, userName, letterhead);
      const sent = (await lettersTo()).find((letter) => !before_.has(letter.id));
      return /way-back\/([\w-]{43})/.exec(JSON.stringify(sent ?? ''))?.[1];
    }

    for (const [name, setUp] of Object.entries(ways))
      it(`${name} opens nothing while its owner is suspended, and opens again after`, async () => {
        const way = await setUp();
        assert.equal(await way.opens(), true, 'before');
        await rest(way.personId);
        assert.equal(await way.opens(), false, 'while suspended');
        await wake(way.personId);
        assert.equal(await way.opens(), true, 'after');
      });

    it('a way back sets no password while its owner is suspended, and is not used up by trying', async () => {
      const { personId, userName } = await holder();
      const token = (await wayBackFor(personId, userName)) ?? '';
      const set = () => setByWayBack(around, school, token, 'kettle moss window', pack, letterhead);
      await rest(personId);
      assert.equal((await set()).outcome, 'unusable');
      await wake(personId);
      assert.equal((await set()).outcome, 'set');
    });

    it('a wrong password and a suspended account get the same answer', async () => {
      const { personId, userName } = await holder();
      const signIn = { school, userName, password, address: '192.0.2.8' };
      const wrong = await checkSignIn(around, { ...signIn, password: 'another one altogether' });
      await rest(personId);
      assert.deepEqual(await checkSignIn(around, signIn), wrong);
    });

    it('an open session dies with the very next request, and does not come back', async () => {
      const { personId } = await holder();
      const { token } = await begin(personId);
      assert.ok(await viewerOf(store, clock, token));
      await rest(personId);
      assert.equal(await viewerOf(store, clock, token), undefined);
      await assert.rejects(provedAgain(store, clock, token, 2), { code: 'SESSION_OVER' });
      await wake(personId);
      assert.equal(await viewerOf(store, clock, token), undefined);
    });

    it('a session that another process left open is nobody’s: the account itself is looked at', async () => {
      const { personId } = await holder();
      const { token } = await begin(personId);
      await rest(personId);
      await store.db
        .updateTable('session')
        .set({ ended_at: null, ended_because: null })
        .where('person_id', '=', personId)
        .execute();
      assert.equal(await viewerOf(store, clock, token), undefined);
      await wake(personId);
      assert.equal(await viewerOf(store, clock, token), undefined, 'ending it closes what was left');
    });

    it('nobody decides about themself, nor twice, nor ends what does not go on', async () => {
      const { personId } = await holder();
      const oneself = store.transaction((tx) => suspend(tx, act(personId), personId, 'Rest'));
      await assert.rejects(oneself, { code: 'SUSPENSION_OF_ONESELF' });
      await assert.rejects(wake(personId), { code: 'SUSPENSION_NOT_FOUND' });
      await rest(personId);
      await assert.rejects(rest(personId), { code: 'SUSPENDED_ALREADY' });
      const freed = store.transaction((tx) => endSuspension(tx, act(personId), personId, 'Enough'));
      await assert.rejects(freed, { code: 'SUSPENSION_OF_ONESELF' });
      await wake(personId);
      await assert.rejects(wake(personId), { code: 'SUSPENSION_NOT_FOUND' });
    });

    it('who decided it, when and why is kept; the ledger’s leaf names neither the person nor the reason', async () => {
      const { personId } = await holder();
      const id = await rest(personId);
      assert.deepEqual(await suspensionOf(store.db, school, personId), {
        id,
        personId,
        reason: 'Something is looked into',
        decidedBy: head,
        since: clock.now(),
        endedAt: undefined,
        endedBy: undefined,
        endedWhy: undefined,
      });
      await wake(personId);
      assert.equal(await suspensionOf(store.db, school, personId), undefined);
      const entries = await store.db.selectFrom('ledger_entry').select(['kind', 'leaf']).execute();
      const mine = entries.filter(({ leaf }) => leaf.includes(id));
      assert.deepEqual(
        mine.map(({ kind }) => kind),
        ['suspension.begun', 'suspension.ended'],
      );
      for (const { leaf } of mine)
        for (const secret of [personId, head, 'looked into', 'nothing']) assert.ok(!leaf.includes(secret));
    });
  });
}
