import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { suspensionOf } from '../../accounts/index.ts';
import { frozenClock } from '../../kernel/index.ts';
import { feedReader, makeFeed } from '../../registers/index.ts';
import type { Store } from '../../store/index.ts';
import { close, endPending, readEntries, suspendedUnder, suspendPending } from '../index.ts';

for (const engine of testStores()) {
  describe(`suspended pending enquiry, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let head: Somebody;
    let chair: Somebody;
    let deputy: Somebody;
    let firm: Somebody;
    let dsl: Somebody;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      head = await school.add('Hetty Leader', 'headteacher');
      deputy = await school.add('Dee Putty', 'deputy-headteacher');
      chair = await school.add('Clara Bench', 'chair-of-governors');
      firm = await school.add('Otto Cable', 'network-manager');
      dsl = await school.add('Dora Shield', 'dsl');
    });
    after(() => store?.close());

    const teacher = () => school.add('Tess Trial', 'teacher');
    const misuse = async (...about: Somebody[]) =>
      (await school.tell({ event: 'policy-breached', about: about.map(({ id }) => id) })).id;
    const rest = (by: Somebody, id: string, whom: Somebody, reason = 'It is looked into') =>
      store.transaction((tx) => suspendPending(tx, school.as(by), id, whom.id, reason));
    const wake = (by: Somebody, id: string, whom: Somebody, why = 'It was nothing') =>
      store.transaction((tx) => endPending(tx, school.as(by), id, whom.id, why));
    const isResting = async (who: Somebody) =>
      (await suspensionOf(store.db, school.key, who.id)) !== undefined;
    const under = async (id: string) => suspendedUnder(await readEntries(store.db, school.key, id));

    it('an account rests from the decision on, and is back on the decision', async () => {
      const tess = await teacher();
      const id = await misuse(tess);
      await rest(head, id, tess);
      assert.ok(await isResting(tess));
      assert.deepEqual(await under(id), [tess.id]);
      await rest(head, id, tess, 'Pressed twice');
      await wake(head, id, tess);
      assert.equal(await isResting(tess), false);
      assert.deepEqual(await under(id), []);
      const kinds = (await readEntries(store.db, school.key, id)).map(({ kind }) => kind);
      assert.deepEqual(kinds, ['told', 'suspended', 'suspension-ended']);
    });

    it('nobody whom it is about, who does not hear it, or whom the policy does not name decides it', async () => {
      const [tess, other] = [await teacher(), await teacher()];
      const id = await misuse(tess);
      for (const who of [tess, other, dsl, deputy, chair])
        await assert.rejects(rest(who, id, tess), { code: 'REPORT_NOT_FOUND', status: 404 });
      await assert.rejects(rest(head, id, other), { code: 'MEASURE_NOT_YOURS', status: 404 });
      await assert.rejects(rest(head, id, head), { code: 'MEASURE_NOT_YOURS' });
      await assert.rejects(rest(head, id, tess, ' '), { code: 'REPORT_INCOMPLETE' });
      await assert.rejects(wake(head, id, tess), { code: 'MEASURE_NOT_FOUND' });
      assert.equal(await isResting(tess), false);
    });

    it('the head rests by the chair of governors, and the deputy who serves meanwhile cannot end it', async () => {
      const id = await misuse(head);
      await rest(chair, id, head);
      assert.ok(await isResting(head));
      const meanwhile = await misuse(await teacher());
      const hear = async (who: Somebody) => (await school.heardBy(who)).some((each) => each.id === meanwhile);
      assert.equal(await hear(head), false, 'whoever is suspended hears nothing');
      assert.equal(await hear(deputy), true, 'whoever stands in does');
      await assert.rejects(wake(deputy, id, head), { status: 404 });
      await wake(chair, id, head);
      assert.equal(await hear(head), true);
      assert.equal(await hear(deputy), false);
    });

    it('two reports that hold one suspension do not tell of each other', async () => {
      const tess = await teacher();
      const [one, other] = [await misuse(tess), await misuse(tess)];
      await rest(head, one, tess);
      assert.deepEqual(await under(other), []);
      await assert.rejects(wake(head, other, tess), { code: 'MEASURE_NOT_FOUND' });
      await rest(head, other, tess);
      await wake(head, one, tess);
      assert.ok(await isResting(tess), 'the other report holds it still');
      assert.deepEqual([await under(one), await under(other)], [[], [tess.id]]);
      await wake(head, other, tess);
      assert.equal(await isResting(tess), false);
    });

    it('the calendar address of whoever is suspended opens nothing meanwhile', async () => {
      const tess = await teacher();
      const token = await store.transaction((tx) => makeFeed(tx, { ...school.as(tess), by: tess.id }));
      const reader = () => feedReader(store.db, school.key, token, '2026-11-23');
      assert.equal((await reader())?.personId, tess.id);
      const id = await misuse(tess);
      await rest(head, id, tess);
      assert.equal(await reader(), undefined);
      await wake(head, id, tess);
      assert.equal((await reader())?.personId, tess.id);
    });

    it('a closed report suspends nobody, and what it began may still be ended', async () => {
      const tess = await teacher();
      const id = await misuse(tess);
      await rest(head, id, tess);
      const kind = school.reporting.kinds.get('other');
      assert.ok(kind);
      await store.transaction((tx) => close(tx, school.as(head), kind, id, { words: 'Done' }));
      await assert.rejects(rest(head, id, tess), { code: 'REPORT_CLOSED' });
      await wake(head, id, tess);
      assert.equal(await isResting(tess), false);
    });

    it('whoever the policy names may, an outside firm too, once the report is theirs to hear', async () => {
      const tess = await teacher();
      const { id } = await school.tell({
        event: 'email-mis-sent',
        about: [tess.id],
        facts: { 'personal-data-involved': true },
      });
      await rest(firm, id, tess);
      assert.ok(await isResting(tess));
      await wake(head, id, tess);
    });

    it('the ledger’s leaves tell neither who is suspended nor that the report has to do with it', async () => {
      const tess = await teacher();
      const id = await misuse(tess);
      await rest(head, id, tess);
      const suspension = await suspensionOf(store.db, school.key, tess.id);
      assert.ok(suspension);
      await wake(head, id, tess);
      const entries = await store.db
        .selectFrom('ledger_entry')
        .select(['kind', 'leaf'])
        .where('school_id', '=', school.key)
        .execute();
      const kindsWith = (text: string) =>
        new Set(entries.filter(({ leaf }) => leaf.includes(text)).map(({ kind }) => kind));
      assert.deepEqual(kindsWith(id), new Set(['report.entry']));
      assert.deepEqual(kindsWith(suspension.id), new Set(['suspension.begun', 'suspension.ended']));
      assert.deepEqual(kindsWith(tess.id), new Set(['person.added', 'role.given']));
    });
  });
}
