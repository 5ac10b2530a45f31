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
import { decline, followUp, refusals } from './declining.ts';

const pack = smallSchool({
  key: 'declining',
  agreements: [{ id: 'form', title: 'What I promise', signs: ['staff'], clauses: ['lock', 'no-games'] }],
  vocabulary: {
    roles: {
      'business-manager': { name: 'business manager', is: ['staff'] },
      headteacher: { name: 'headteacher', is: ['staff'] },
    },
  },
});
const origin = 'https://gatehouse.school.example';

for (const engine of testStores()) {
  describe(`declining, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: SigningSchool;
    let wilma: Somebody;
    before(async () => {
      store = await engine.open();
      school = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack);
      wilma = await school.add('Wilma Testwood', 'teacher');
    });
    after(() => store?.close());

    const letters = async (about: RegExp) =>
      (await store.db.selectFrom('message').selectAll().execute()).filter((each) =>
        about.test(each.body_text),
      );
    const refuse = async (who: Somebody, more: { clauses?: string[]; reason?: string } = {}) => {
      const showingId = await school.show(who, 'form');
      const declining = { school: school.key, showingId, personId: who.id, reason: 'My reason.', origin };
      return { showingId, ...(await decline(store, school.clock, { ...declining, ...more })) };
    };

    it('where nobody follows refusals up, the refusal is kept all the same', async () => {
      await refuse(wilma);
      assert.equal((await refusals(store, school.key)).length, 1);
      assert.deepEqual(await letters(/Wilma/), []);
    });

    it('the headteacher hears where there is no business manager, and then the business manager alone', async () => {
      const head = await school.add('Hetty Trial', 'headteacher');
      const [one, two] = [await school.add('Una Trial', 'teacher'), await school.add('Dua Trial', 'teacher')];
      await refuse(one);
      const sbm = await school.add('Sam Trial', 'business-manager');
      await refuse(two);
      assert.deepEqual(
        (await letters(/Una Trial/)).map((letter) => letter.to_person_id),
        [head.id],
      );
      const [letter, ...more] = await letters(/Dua Trial/);
      assert.deepEqual([letter?.to_person_id, more], [sbm.id, []]);
      assert.match(String(letter?.body_text), /“What I promise”/);
      assert.match(
        String(letter?.body_text),
        /https:\/\/gatehouse\.school\.example\/schools\/declining\/refusals/,
      );
      assert.doesNotMatch(JSON.stringify(letter), /My reason/);
    });

    it('the business manager’s own refusal goes to the headteacher', async () => {
      const sbm = (await school.status()).find(({ roles }) => roles.includes('business-manager'));
      assert.ok(sbm);
      await refuse({ id: sbm.personId, name: sbm.person });
      const [letter] = await letters(/Sam Trial does not agree/);
      assert.match(String(letter?.to_address), /hetty/);
    });

    it('who agrees to the rest signs it, and the reason for what is left out is kept and told', async () => {
      const pat = await school.add('Pat Trial', 'teacher');
      const more = { declined: ['lock'], reason: 'I cannot.', origin };
      const { signatureId } = await school.sign(pat, 'form', { with: more });
      assert.ok(signatureId);
      const [refusal] = await refusals(store, school.key);
      assert.deepEqual(
        [refusal?.person, refusal?.clauses, refusal?.reason],
        ['Pat Trial', ['lock'], 'I cannot.'],
      );
      assert.match(String((await letters(/Pat Trial/))[0]?.subject), /accepted in part/);
      assert.deepEqual(await school.due(pat), []);
    });

    it('who declined may sign after all', async () => {
      const ray = await school.add('Ray Trial', 'teacher');
      await refuse(ray);
      assert.deepEqual(
        (await school.due(ray)).map(({ why }) => why),
        ['declined'],
      );
      school.clock.advance(1000);
      await school.sign(ray, 'form');
      assert.deepEqual(await school.due(ray), []);
    });

    it('what was shown is answered once: signed or declined', async () => {
      const sue = await school.add('Sue Trial', 'teacher');
      const { showingId } = await refuse(sue);
      await assert.rejects(school.handIn(sue, showingId), { code: 'SHOWING_USED' });
      const again = { school: school.key, showingId, personId: sue.id, reason: 'No.' };
      await assert.rejects(decline(store, school.clock, again), { code: 'SHOWING_USED' });

      const tom = await school.add('Tom Trial', 'teacher');
      const shown = await school.show(tom, 'form');
      const outcomes = await Promise.allSettled([
        school.handIn(tom, shown),
        decline(store, school.clock, { ...again, showingId: shown, personId: tom.id }),
      ]);
      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    });

    it('a refusal needs a reason, clauses of the form, and what was shown to whoever refuses', async () => {
      const [una, vic] = [await school.add('Una Probe', 'teacher'), await school.add('Vic Probe', 'teacher')];
      const showingId = await school.show(una, 'form');
      const declining = { school: school.key, showingId, personId: una.id, reason: 'No.' };
      const wrong: readonly (readonly [object, string])[] = [
        [{ reason: ' ' }, 'REASON_MISSING'],
        [{ clauses: ['aims'] }, 'CLAUSE_NOT_IN_FORM'],
        [{ personId: vic.id }, 'SHOWING_NOT_FOUND'],
        [{ showingId: newId() }, 'SHOWING_NOT_FOUND'],
        [{ school: 'other' }, 'SHOWING_NOT_FOUND'],
      ];
      for (const [more, code] of wrong)
        await assert.rejects(decline(store, school.clock, { ...declining, ...more }), { code });
    });

    it('the reason stands in no leaf, and how it was followed up is kept', async () => {
      const wyn = await school.add('Wyn Trial', 'teacher');
      const { refusalId, seq } = await refuse(wyn, { reason: 'Of a private kind.' });
      const { leaf } = await store.db
        .selectFrom('ledger_entry')
        .select('leaf')
        .where('school_id', '=', school.key)
        .where('seq', '=', seq)
        .executeTakeFirstOrThrow();
      assert.match(leaf, /"kind":"signature.refused"/);
      assert.doesNotMatch(leaf, /private/);
      const following = { school: school.key, refusalId, byId: wilma.id, outcome: 'We spoke; paper form.' };
      await followUp(store, school.clock, following);
      const refusal = (await refusals(store, school.key)).find(({ id }) => id === refusalId);
      assert.deepEqual(refusal?.followUps[0]?.outcome, 'We spoke; paper form.');
      await assert.rejects(followUp(store, school.clock, { ...following, refusalId: newId() }), {
        code: 'REFUSAL_NOT_FOUND',
      });
      await assert.rejects(followUp(store, school.clock, { ...following, outcome: '' }), {
        code: 'REASON_MISSING',
      });
    });
  });
}
