import assert from 'node:assert/strict';
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
import { countersign, mayCountersign, waitingToCountersign } from './countersigning.ts';
import { countersignatureOf } from './records.ts';

type Held = Parameters<typeof mayCountersign>[2];
const holds = (personId: string, role: string, deputises = false): Held[number] => ({
  personId,
  role,
  deputises,
});

const cases: readonly (readonly [rule: string, role: string, signer: string, held: Held, by: string[]])[] = [
  ['the holder countersigns', 'dsl', 'ann', [holds('bea', 'dsl')], ['bea']],
  ['any of several holders does', 'dsl', 'ann', [holds('bea', 'dsl'), holds('cid', 'dsl')], ['bea', 'cid']],
  [
    'a deputy does not while somebody holds the role',
    'dsl',
    'ann',
    [holds('bea', 'dsl'), holds('dep', 'dsl', true)],
    ['bea'],
  ],
  ['a deputy does while nobody holds it', 'dsl', 'ann', [holds('dep', 'dsl', true)], ['dep']],
  ['the deputy does for the holder', 'dsl', 'bea', [holds('bea', 'dsl'), holds('dep', 'dsl', true)], ['dep']],
  ['a deputy’s own stays owed while nobody holds it', 'dsl', 'dep', [holds('dep', 'dsl', true)], []],
  ['the holder’s own stays owed without a deputy', 'dsl', 'bea', [holds('bea', 'dsl')], []],
  [
    'one of two holders does not countersign the other',
    'dsl',
    'bea',
    [holds('bea', 'dsl'), holds('cid', 'dsl')],
    [],
  ],
  [
    'the chair of governors does for the headteacher, no deputy',
    'headteacher',
    'hed',
    [holds('hed', 'headteacher'), holds('dep', 'headteacher', true), holds('cha', 'chair-of-governors')],
    ['cha'],
  ],
  [
    'the headteacher’s own stays owed where no chair is bound',
    'headteacher',
    'hed',
    [holds('hed', 'headteacher'), holds('dep', 'headteacher', true)],
    [],
  ],
  [
    'a headteacher who is the chair as well does not countersign their own',
    'headteacher',
    'hed',
    [holds('hed', 'headteacher'), holds('hed', 'chair-of-governors')],
    [],
  ],
  ['nobody does where nobody holds anything', 'dsl', 'ann', [], []],
];

describe('who countersigns', () => {
  for (const [rule, role, signer, held, by] of cases)
    it(rule, () => assert.deepEqual(mayCountersign(role, signer, held), by));
});

const pack = smallSchool({
  key: 'counter',
  vocabulary: {
    roles: { headteacher: { name: 'headteacher', is: ['staff'] }, 'chair-of-governors': { name: 'chair' } },
  },
  agreements: [
    {
      id: 'form',
      title: 'What I promise',
      signs: ['staff'],
      countersigns: 'headteacher',
      dates: 2,
      clauses: ['lock', 'no-games'],
    },
  ],
});

for (const engine of testStores()) {
  describe(`countersigning, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: SigningSchool;
    let head: Somebody;
    let wilma: Somebody;
    before(async () => {
      store = await engine.open();
      school = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack);
      head = await school.add('Hetty Trial', 'headteacher');
      wilma = await school.add('Wilma Testwood', 'teacher');
    });
    after(() => store?.close());

    const waiting = async (who?: Somebody) =>
      (await waitingToCountersign(store, school.forms, school.clock, school.key, who?.id)).map(
        ({ person, by }) => [person, by.length],
      );
    const handIn = (by: Somebody, signatureId: string, more: object = {}) =>
      countersign(store, school.forms, school.clock, {
        school: school.key,
        signatureId,
        personId: by.id,
        fullName: by.name,
        signedOn: '2026-11-24',
        proof: 'password',
        ...more,
      });

    it('a signature waits for the headteacher, and counts when both dates are there', async () => {
      const { signatureId } = await school.sign(wilma, 'form');
      assert.deepEqual(await waiting(head), [['Wilma Testwood', 1]]);
      assert.deepEqual(await waiting(wilma), []);
      assert.deepEqual(
        (await school.status({ state: 'to-countersign' })).map(({ person }) => person),
        ['Wilma Testwood'],
      );
      school.clock.advance(86_400_000);
      assert.deepEqual(await handIn(head, signatureId, { fullName: 'Wilma Testwood' }), {
        refused: 'another-name',
      });
      assert.deepEqual(await handIn(head, signatureId, { signedOn: '2026-11-23' }), {
        refused: 'another-day',
      });
      assert.ok('seq' in (await handIn(head, signatureId)));
      const kept = await countersignatureOf(store.db, school.key, signatureId);
      assert.deepEqual(
        [kept?.fullName, kept?.signedOn, kept?.role],
        ['Hetty Trial', '2026-11-24', 'headteacher'],
      );
      const [row] = await school.status({ state: 'signed' });
      assert.equal(row?.person, 'Wilma Testwood');
      assert.deepEqual(await waiting(head), []);
      await assert.rejects(handIn(head, signatureId), { code: 'ALREADY_COUNTERSIGNED', status: 409 });
    });

    it('nobody else countersigns, nor anything that is not there', async () => {
      const ned = await school.add('Ned Trial', 'teacher');
      const { signatureId } = await school.sign(ned, 'form');
      for (const who of [ned, wilma])
        await assert.rejects(handIn(who, signatureId), { code: 'COUNTERSIGNING_NOT_YOURS', status: 403 });
      for (const id of [newId(), '', 'x'])
        await assert.rejects(handIn(head, id), { code: 'SIGNATURE_NOT_FOUND', status: 404 });
    });

    it('at the same moment one countersigns', async () => {
      const ola = await school.add('Ola Trial', 'teacher');
      const { signatureId } = await school.sign(ola, 'form');
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => handIn(head, signatureId)));
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'ALREADY_COUNTERSIGNED');
    });

    it('the headteacher’s own stays owed and visible until a chair of governors is bound', async () => {
      const { signatureId } = await school.sign(head, 'form');
      assert.deepEqual(
        (await waiting()).filter(([person]) => person === 'Hetty Trial'),
        [['Hetty Trial', 0]],
      );
      await assert.rejects(handIn(head, signatureId), { code: 'COUNTERSIGNING_NOT_YOURS' });
      const chair = await school.add('Cora Trial', 'chair-of-governors');
      assert.deepEqual(await waiting(chair), [['Hetty Trial', 1]]);
      assert.ok('seq' in (await handIn(chair, signatureId)));
      assert.equal((await countersignatureOf(store.db, school.key, signatureId))?.role, 'chair-of-governors');
    });
  });
}
