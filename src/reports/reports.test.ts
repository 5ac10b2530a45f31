import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openReportingSchool, type ReportingSchool } from '../../test/support/reporting-school.ts';
import { testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { frozenClock } from '../kernel/index.ts';
import { endAbsence, enterAbsence } from '../permissions/index.ts';
import type { Store } from '../store/index.ts';
import {
  acknowledge,
  add,
  answerAsTeller,
  close,
  find,
  readClocksOf,
  readEntries,
  readReports,
  tellAbout,
  toldReport,
} from './index.ts';

for (const engine of testStores()) {
  describe(`reports, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let ann: Awaited<ReturnType<ReportingSchool['add']>>;
    let head: typeof ann;
    let chair: typeof ann;
    let firm: typeof ann;
    let dsl: typeof ann;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      ann = await school.add('Ann Trial', 'teacher');
      head = await school.add('Hetty Leader', 'headteacher');
      chair = await school.add('Clara Bench', 'chair-of-governors');
      firm = await school.add('Otto Cable', 'network-manager');
      dsl = await school.add('Dora Shield', 'dsl');
    });
    after(() => store?.close());

    const heard = async (who: typeof ann, id: string) =>
      (await school.heardBy(who)).some((report) => report.id === id);
    const hearersIn = async (id: string) => {
      const people = { ann, head, chair, firm, dsl };
      const names = [];
      for (const [name, who] of Object.entries(people)) if (await heard(who, id)) names.push(name);
      return names;
    };

    it('personal data sent astray reaches the network manager and the head, and nobody else', async () => {
      const { id } = await school.tell({
        event: 'email-mis-sent',
        toldBy: ann.id,
        facts: { 'personal-data-involved': true },
      });
      assert.deepEqual(await hearersIn(id), ['head', 'firm']);
    });

    it('a report about the head never reaches the head, but the chair of governors', async () => {
      const { id } = await school.tell({
        event: 'email-mis-sent',
        about: [head.id],
        facts: { 'personal-data-involved': true },
      });
      assert.deepEqual(await hearersIn(id), ['chair', 'firm']);
      await store.transaction((tx) => tellAbout(tx, school.as(chair), id, [firm.id]));
      assert.equal(await heard(firm, id), false);
    });

    it('goes past everybody who is away or meant, up to whoever is left', async () => {
      const act = { school: school.key, at: school.clock.now() };
      const today = { personId: head.id, since: '2026-11-23', until: '2026-11-23' };
      const absence = await store.transaction((tx) => enterAbsence(tx, act, today));
      const { id } = await school.tell({ event: 'harmful-material-met', about: [dsl.id] });
      assert.deepEqual(await hearersIn(id), ['chair']);
      await store.transaction((tx) => endAbsence(tx, act, absence));
      assert.deepEqual(await hearersIn(id), ['head'], 'who is back hears it');
    });

    it('the same form handed in twice is one report with one receipt', async () => {
      const once = 'the-same-form';
      const first = await school.tell({ event: 'malware-suspected', once });
      const second = await school.tell({ event: 'malware-suspected', once });
      assert.deepEqual([second.id, second.receipt, second.isNew], [first.id, first.receipt, false]);
    });

    it('whoever holds the receipt reads what is for them, answers, and opens it again', async () => {
      const { id, receipt } = await school.tell({ event: 'policy-breached', as: ['public'] });
      await store.transaction((tx) =>
        add(tx, school.as(head), school.reporting.kinds, id, { kind: 'asked', words: 'When was that?' }),
      );
      await store.transaction((tx) =>
        add(tx, school.as(head), school.reporting.kinds, id, { kind: 'noted', words: 'Look at the logs.' }),
      );
      const { entries } = await toldReport(store.db, school.key, { receipt: receipt.toLowerCase() });
      assert.deepEqual(
        entries.map(({ words }) => words),
        ['This is what happened.', 'When was that?'],
      );
      await store.transaction((tx) =>
        close(tx, school.as(head), school.reporting.kinds.get('other')!, id, { words: 'Nothing to it.' }),
      );
      const act = { school: school.key, at: school.clock.now() };
      await store.transaction((tx) =>
        answerAsTeller(tx, act, { receipt }, undefined, { words: 'On Monday.', files: [] }),
      );
      const [report] = await readReports(store.db, school.key, { ids: [id] });
      assert.equal(report?.state, 'open');
      await assert.rejects(toldReport(store.db, school.key, { receipt: 'BCDF' }), {
        code: 'REPORT_NOT_FOUND',
      });
    });

    it('the 72 hours of a breach run from when the school knew, and end when the regulator was told', async () => {
      const { id } = await school.tell({
        event: 'email-mis-sent',
        facts: { 'personal-data-involved': true },
        cameAt: new Date('2026-11-22T20:00:00Z'),
      });
      const [clock] = (await readClocksOf(store.db, school.key, [id])).get(id) ?? [];
      assert.deepEqual(
        [clock?.clock, clock?.dueAt?.toISOString()],
        ['breach-to-regulator', '2026-11-25T20:00:00.000Z'],
      );
      const kind = school.reporting.kinds.get('data-breach')!;
      const told = { 'regulator-told': '2026-11-23T08:30:00Z' };
      await store.transaction((tx) => find(tx, school.as(head), kind, id, told));
      const [ended] = (await readClocksOf(store.db, school.key, [id])).get(id) ?? [];
      assert.equal(ended?.metAt?.toISOString(), '2026-11-23T08:30:00.000Z');
      await assert.rejects(
        store.transaction((tx) => close(tx, school.as(head), kind, id, { words: 'Done.' })),
        { code: 'REPORT_UNFINISHED' },
      );
    });

    it('of all, it is acknowledged when each has heard it', async () => {
      const { id } = await school.tell({
        event: 'email-mis-sent',
        facts: { 'personal-data-involved': true },
      });
      const at = async () => (await readReports(store.db, school.key, { ids: [id] }))[0]?.acknowledgedAt;
      await store.transaction((tx) => acknowledge(tx, school.as(head), id));
      assert.equal(await at(), undefined);
      await store.transaction((tx) => acknowledge(tx, school.as(firm), id));
      assert.notEqual(await at(), undefined);
      assert.equal((await readEntries(store.db, school.key, id)).length, 3);
    });

    for (const act of ['acknowledge', 'tellAbout'] as const)
      it(`whoever does not hear it cannot ${act}`, async () => {
        const { id } = await school.tell({ event: 'email-mis-sent', about: [head.id] });
        const doing = {
          acknowledge: () => store.transaction((tx) => acknowledge(tx, school.as(head), id)),
          tellAbout: () => store.transaction((tx) => tellAbout(tx, school.as(ann), id, [firm.id])),
        };
        await assert.rejects(doing[act](), { code: 'REPORT_NOT_FOUND' });
      });
  });
}
