import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock, type FrozenClock } from '../../kernel/index.ts';
import { addPerson, closePerson, endRole, giveRole } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import {
  beginSession,
  endSession,
  endSessionsOf,
  limitsFor,
  provedAgain,
  sessionsOf,
  viewerOf,
} from '../index.ts';
import { isOver, type Strength } from './viewer.ts';

const school = 'rivermead';
const MINUTE = 60_000;

describe('limits', () => {
  const table: readonly (readonly [readonly string[], number | undefined])[] = [
    [['pupil'], 20],
    [['staff'], 30],
    [['teacher'], 30],
    [['parent'], 30],
    [['governor'], 30],
    [['dsl'], 15],
    [['deputy-dsl'], 15],
    [['office-staff'], 15],
    [['business-manager'], 15],
    [['headteacher'], 15],
    [['teacher', 'dsl'], 15],
    [['staff', 'parent', 'pupil'], 20],
    [['visitor', 'parent'], 30],
    [[], 30],
    [['visitor'], undefined],
    [['public', 'visitor'], undefined],
  ];
  for (const [roles, minutes] of table)
    it(`${roles.join(' and ') || 'nobody in particular'} may be idle for ${minutes ?? 'no'} minutes`, () => {
      assert.deepEqual(limitsFor(roles), minutes && { idleMinutes: minutes, wholeHours: 8 });
    });
});

for (const engine of testStores()) {
  describe(`sessions, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let clock: FrozenClock;
    before(async () => {
      store = await engine.open();
      clock = frozenClock('2026-09-01T08:00:00Z');
      for (const key of [school, 'hilltop'])
        await store.db
          .insertInto('school')
          .values({ school_id: key, name: key, created_at: clock.now() })
          .execute();
    });
    after(() => store?.close());

    /** Somebody new with these roles, from today on. */
    const person = (...roles: readonly string[]): Promise<string> =>
      store.transaction(async (tx) => {
        const act = { school, at: clock.now() };
        const id = await addPerson(tx, act, { givenName: 'Wren', familyName: 'Testerby' });
        for (const role of roles) await giveRole(tx, act, { personId: id, role, since: '2026-09-01' });
        return id;
      });

    const begin = (personId: string, strength: Strength = 1) =>
      beginSession(store, clock, { school, personId, strength, agent: 'Browser 1', address: '192.0.2.7' });

    it('a viewer is who signed in, with the roles held today', async () => {
      const id = await person('teacher', 'parent');
      const { token, viewer } = await begin(id);
      assert.deepEqual(viewer, {
        school,
        personId: id,
        name: 'Wren Testerby',
        roles: ['parent', 'teacher'],
        sessionId: viewer.sessionId,
        strength: 1,
        provedAt: clock.now(),
        begunAt: clock.now(),
      });
      assert.deepEqual(await viewerOf(store, clock, token), viewer);
    });

    it('the store has the hash of a token, never the token', async () => {
      const { token } = await begin(await person('staff'));
      assert.match(token, /^[\w-]{43}$/);
      const rows = await store.db.selectFrom('session').selectAll().execute();
      assert.ok(rows.length > 0);
      assert.ok(!JSON.stringify(rows).includes(token));
    });

    it('what is no token opens nothing', async () => {
      await begin(await person('staff'));
      for (const token of ['', 'x', 'a'.repeat(43), 'ü'.repeat(43), `${'a'.repeat(42)}\0`])
        assert.equal(await viewerOf(store, clock, token), undefined);
    });

    const idle: readonly (readonly [string, number])[] = [
      ['pupil', 20],
      ['teacher', 30],
      ['dsl', 15],
      ['office-staff', 15],
    ];
    for (const [role, minutes] of idle) {
      it(`a ${role} is out after ${minutes} idle minutes, and not before`, async () => {
        const { token } = await begin(await person(role));
        clock.advance(minutes * MINUTE - 1);
        assert.ok(await viewerOf(store, clock, token));
        clock.advance(minutes * MINUTE - 1);
        assert.ok(await viewerOf(store, clock, token), 'a page starts the minutes again');
        clock.advance(minutes * MINUTE);
        assert.equal(await viewerOf(store, clock, token), undefined);
      });
    }

    it('a session is over after eight hours, however busy', async () => {
      const { token } = await begin(await person('pupil'));
      for (let minute = 0; minute < 8 * 60 - 10; minute += 10) {
        clock.advance(10 * MINUTE);
        assert.ok(await viewerOf(store, clock, token), `after ${minute + 10} minutes`);
      }
      clock.advance(10 * MINUTE);
      assert.equal(await viewerOf(store, clock, token), undefined);
      await assert.rejects(provedAgain(store, clock, token, 2), { code: 'SESSION_OVER' });
    });

    it('that a session was used is written once a minute at most', async () => {
      const id = await person('staff');
      const { token } = await begin(id);
      const seen = async () => (await sessionsOf(store, school, id))[0]?.seenAt.getTime();
      const first = clock.now().getTime();
      clock.advance(MINUTE - 1);
      await viewerOf(store, clock, token);
      assert.equal(await seen(), first);
      clock.advance(1);
      await viewerOf(store, clock, token);
      assert.equal(await seen(), first + MINUTE);
    });

    it('a role that is given has its shorter limit at once, and one that ended is gone', async () => {
      const id = await person('teacher');
      const { token } = await begin(id);
      const act = { school, at: clock.now() };
      const holding = await store.transaction((tx) =>
        giveRole(tx, act, { personId: id, role: 'dsl', since: '2026-09-01' }),
      );
      assert.deepEqual((await viewerOf(store, clock, token))?.roles, ['dsl', 'teacher']);
      clock.advance(15 * MINUTE);
      assert.equal(await viewerOf(store, clock, token), undefined);
      const again = await begin(id);
      await store.transaction((tx) =>
        endRole(tx, act, { id: holding, personId: id, role: 'dsl' }, '2026-08-31'),
      );
      assert.deepEqual((await viewerOf(store, clock, again.token))?.roles, ['teacher']);
    });

    it('the session of somebody who is shut dies at once, and none begins', async () => {
      const id = await person('staff');
      const { token } = await begin(id);
      await store.transaction((tx) => closePerson(tx, { school, at: clock.now() }, id));
      assert.equal(await viewerOf(store, clock, token), undefined);
      await assert.rejects(begin(id), { code: 'ACCOUNT_NOT_FOUND' });
    });

    it('a visitor has no session, nor has somebody of another school', async () => {
      await assert.rejects(begin(await person('visitor')), { code: 'SIGN_IN_NOT_FOR_VISITORS', status: 403 });
      const id = await person('staff');
      const elsewhere = { school: 'hilltop', personId: id, strength: 1, agent: '', address: '' } as const;
      await assert.rejects(beginSession(store, clock, elsewhere), { code: 'PERSON_NOT_FOUND' });
    });

    it('each sign-in has a token of its own', async () => {
      const id = await person('staff');
      const [one, other] = [await begin(id), await begin(id)];
      assert.notEqual(one.token, other.token);
      assert.notEqual(one.viewer.sessionId, other.viewer.sessionId);
      assert.equal((await sessionsOf(store, school, id)).length, 2);
    });

    const proofs: readonly (readonly [Strength, Strength, Strength])[] = [
      [1, 1, 1],
      [1, 2, 2],
      [2, 1, 2],
      [2, 2, 2],
    ];
    for (const [before_, by, then] of proofs)
      it(`a session of strength ${before_} proved by ${by} has strength ${then}, and a new token`, async () => {
        const { token, viewer } = await begin(await person('staff'), before_);
        clock.advance(5 * MINUTE);
        const renewed = await provedAgain(store, clock, token, by);
        assert.equal(await viewerOf(store, clock, token), undefined, 'the old token is dead');
        assert.deepEqual(await viewerOf(store, clock, renewed), {
          ...viewer,
          strength: then,
          provedAt: clock.now(),
        });
      });

    it('of two proofs with one token at once, one is the session', async () => {
      const { token } = await begin(await person('staff'));
      const tried = await Promise.allSettled([
        provedAgain(store, clock, token, 1),
        provedAgain(store, clock, token, 1),
      ]);
      assert.deepEqual(tried.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    });

    it('owners end sessions of their own, and nobody else does', async () => {
      const id = await person('staff');
      const [here, there] = [await begin(id), await begin(id)];
      const stranger = await begin(await person('staff'));
      const { sessionId } = there.viewer;
      await assert.rejects(endSession(store, clock, stranger.viewer, sessionId, 'ended-by-owner'), {
        code: 'SESSION_NOT_FOUND',
        status: 404,
      });
      await endSession(store, clock, here.viewer, sessionId, 'ended-by-owner');
      assert.equal(await viewerOf(store, clock, there.token), undefined);
      assert.ok(await viewerOf(store, clock, here.token));
      await assert.rejects(endSession(store, clock, here.viewer, sessionId, 'ended-by-owner'), {
        code: 'SESSION_NOT_FOUND',
      });
      assert.deepEqual(
        (await sessionsOf(store, school, id)).map((session) => session.id),
        [here.viewer.sessionId],
      );
    });

    it('all sessions of somebody end, but the one that is kept', async () => {
      const id = await person('staff');
      const kept = await begin(id);
      const others = [await begin(id), await begin(id)];
      const except = kept.viewer.sessionId;
      const end = (ending = {}) =>
        store.transaction((tx) => endSessionsOf(tx, clock, school, id, 'ended-by-owner', ending));
      assert.equal(await end({ except }), 2);
      for (const { token } of others) assert.equal(await viewerOf(store, clock, token), undefined);
      assert.ok(await viewerOf(store, clock, kept.token));
      assert.equal(await end(), 1);
      assert.equal(await viewerOf(store, clock, kept.token), undefined);
      assert.equal(await end(), 0);
    });

    it('what a browser says of itself is one short line', async () => {
      const id = await person('staff');
      await beginSession(store, clock, {
        school,
        personId: id,
        strength: 1,
        agent: `Browser\r\nX: y \u202E${'z'.repeat(1000)}`,
        address: '192.0.2.7',
      });
      const [session] = await sessionsOf(store, school, id);
      assert.equal(session?.agent, `Browser X: y  ${'z'.repeat(286)}`);
    });

    it('beginning, proving and ending stand in the ledger, without the token', async () => {
      const id = await person('staff');
      const { token } = await begin(id);
      const renewed = await provedAgain(store, clock, token, 1);
      const viewer = await viewerOf(store, clock, renewed);
      assert.ok(viewer);
      await endSession(store, clock, viewer, viewer.sessionId, 'signed-out');
      const entries = await store.db.selectFrom('ledger_entry').select(['kind', 'leaf']).execute();
      const mine = entries.filter(({ leaf }) => leaf.includes(viewer.sessionId));
      assert.deepEqual(
        mine.map(({ kind }) => kind),
        ['session.begun', 'session.proved', 'session.ended'],
      );
      for (const { leaf } of mine)
        for (const secret of [token, renewed, '192.0.2.7', 'Browser']) assert.ok(!leaf.includes(secret));
    });

    it('a session is over from its last moment on', () => {
      const at = new Date('2026-09-01T08:00:00Z');
      const session = { seenAt: at, endsAt: new Date('2026-09-01T16:00:00Z'), idleMinutes: 20 };
      const later = (ms: number) => new Date(at.getTime() + ms);
      assert.equal(isOver(session, later(20 * MINUTE - 1)), false);
      assert.equal(isOver(session, later(20 * MINUTE)), true);
      assert.equal(isOver({ ...session, endsAt: at }, at), true);
    });
  });
}
