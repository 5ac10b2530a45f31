import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  openSigningSchool,
  type SigningSchool,
  type Somebody,
} from '../../../test/support/signing-school.ts';
import { smallSchool } from '../../../test/support/small-school.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock, newId } from '../../kernel/index.ts';
import type { Store } from '../../store/index.ts';
import { show } from '../signing/showing.ts';
import { sign } from '../signing/signing.ts';
import { endVisit, openVisit, visitOf, visitsNow } from './index.ts';

const pack = smallSchool({
  key: 'door',
  vocabulary: { roles: { visitor: { name: 'visitor' } } },
  agreements: [{ id: 'form', title: 'What I promise', signs: ['staff', 'visitor'], clauses: ['no-games'] }],
});
const HOUR_MS = 3_600_000;

for (const engine of testStores()) {
  describe(`visits, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: SigningSchool;
    let desk: Somebody;
    before(async () => {
      store = await engine.open();
      school = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack);
      desk = await school.add('Dora Desk', 'staff');
    });
    after(() => store?.close());

    const open = (hours = 2) =>
      openVisit(store, school.clock, { school: 'door', by: desk.id, hostId: desk.id, hours });
    const look = (token: string, key = 'door') => visitOf(store, school.clock, key, token);
    const showTo = async (visitId: string) => {
      const text = await school.forms.text('door', 'form', 'full');
      return show(store, school.clock, { school: 'door', visitId, text });
    };
    const signBy = (visitId: string, showingId: string, fullName = 'Visi Tor') =>
      sign(store, school.clock, {
        school: 'door',
        showingId,
        by: { visitId, comesFrom: 'Trial Pianos' },
        fullName,
        signedOn: '2026-11-23',
        proof: 'visit',
        agent: 'phone',
        address: '192.0.2.9',
      });

    it('a visitor gives a name when signing, and the visit says so', async () => {
      const { visitId, token } = await open();
      const before_ = await look(token);
      assert.deepEqual([before_.visitorName, before_.signed, before_.host], [undefined, [], 'Dora Desk']);
      await signBy(visitId, await showTo(visitId));
      const after_ = await look(token);
      assert.deepEqual(
        [after_.id, after_.visitorName, after_.comesFrom, after_.signed],
        [visitId, 'Visi Tor', 'Trial Pianos', ['form']],
      );
    });

    it('only the hash of the link is kept, and it opens nothing at another school', async () => {
      const { visitId, token } = await open();
      assert.match(token, /^[\w-]{43}$/);
      const row = await store.db
        .selectFrom('visit')
        .selectAll()
        .where('id', '=', visitId)
        .executeTakeFirstOrThrow();
      assert.deepEqual(Buffer.from(row.token_hash), createHash('sha256').update(token).digest());
      assert.ok(!JSON.stringify({ ...row, token_hash: '' }).includes(token));
      for (const wrong of ['', 'x', token.slice(1), `${token}A`, `${token.slice(0, -1)}*`, newId()])
        await assert.rejects(look(wrong), { code: 'VISIT_NOT_FOUND', status: 404 });
      await assert.rejects(look(token, 'elsewhere'), { code: 'VISIT_NOT_FOUND' });
    });

    it('when the visitor has left, the link opens nothing and nothing is signed', async () => {
      const { visitId, token } = await open();
      const showingId = await showTo(visitId);
      await endVisit(store, school.clock, { school: 'door', visitId, by: desk.id });
      await assert.rejects(look(token), { code: 'VISIT_NOT_FOUND' });
      await assert.rejects(showTo(visitId), { code: 'READER_NOT_FOUND' });
      await assert.rejects(signBy(visitId, showingId), { code: 'SHOWING_NOT_FOUND' });
      await assert.rejects(endVisit(store, school.clock, { school: 'door', visitId }), {
        code: 'VISIT_NOT_FOUND',
      });
      assert.ok(!(await visitsNow(store, school.clock, 'door')).some(({ id }) => id === visitId));
    });

    it('a visit ends by itself at its hour', async () => {
      const { visitId, token } = await open(1);
      const showingId = await showTo(visitId);
      school.clock.advance(HOUR_MS - 1);
      assert.equal((await look(token)).id, visitId);
      school.clock.advance(1);
      await assert.rejects(look(token), { code: 'VISIT_NOT_FOUND' });
      await assert.rejects(signBy(visitId, showingId), { code: 'SHOWING_NOT_FOUND' });
    });

    it('what was shown on one visit is not signed on another', async () => {
      const [one, other] = [await open(), await open()];
      const showingId = await showTo(one.visitId);
      await assert.rejects(signBy(other.visitId, showingId), { code: 'SHOWING_NOT_FOUND' });
      await assert.rejects(school.handIn(desk, showingId), { code: 'SHOWING_NOT_FOUND' });
    });

    for (const hours of [0, -1, 25, Number.NaN, Infinity])
      it(`a visit of ${hours} hours is none`, async () => {
        await assert.rejects(open(hours), { code: 'VISIT_TOO_LONG', status: 422 });
      });
  });
}
