import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../../test/support/reporting-school.ts';
import { testPack } from '../../../test/support/site.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import type { Store } from '../../store/index.ts';
import { add, find, foundIn, missingOf, readEntries } from '../index.ts';

const picture = { name: 'screen.png', type: 'image/png', body: Buffer.from('picture') };

for (const engine of testStores()) {
  describe(`what a searched device held, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let dsl: Somebody;

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('hunwick'));
      dsl = await school.add('Dora Shield', 'dsl');
    });
    after(() => store?.close());

    const searched = async (facts = {}) =>
      (await school.tell({ event: 'pupil-device-searched', as: ['teacher'], facts })).id;
    const kind = () => school.reporting.kinds.get('device-search') ?? assert.fail('there is no such kind');
    const say = (id: string, found: Readonly<Record<string, string>>) =>
      store.transaction((tx) => find(tx, school.as(dsl), kind(), id, found));
    const foundOf = async (id: string) => foundIn(await readEntries(store.db, school.key, id));
    const handIn = (id: string) =>
      store.transaction((tx) =>
        add(tx, school.as(dsl), school.reporting.kinds, id, {
          kind: 'noted',
          words: 'See',
          files: [picture],
        }),
      );

    it('nobody enters that files were deleted once an illegal image may be among them', async () => {
      const id = await searched();
      await say(id, { 'illegal-image-possible': 'yes', erased: 'deleted', found: 'A phone' });
      const found = await foundOf(id);
      assert.equal(found.get('found'), 'A phone');
      assert.equal(found.has('erased'), false);
      await assert.rejects(say(id, { erased: 'deleted' }), { code: 'REPORT_INCOMPLETE' });
      const missing = missingOf(kind(), found).map((finding) => finding.id);
      assert.ok(missing.includes('handed-to-police') && !missing.includes('erased'));
    });

    it('where there is none, the reason and the day before which nothing is deleted are asked', async () => {
      const id = await searched();
      await say(id, { 'illegal-image-possible': 'no', erased: 'held' });
      const missing = missingOf(kind(), await foundOf(id)).map((finding) => finding.id);
      assert.ok(missing.includes('erased-why') && missing.includes('hold-until'));
      assert.ok(!missing.includes('handed-to-police'));
      await say(id, { 'erased-why': 'The parents asked for it', 'hold-until': '2026-12-18' });
      assert.equal((await foundOf(id)).get('hold-until'), '2026-12-18');
    });

    it('files are taken while nothing is suspected, and no more from the moment that it is', async () => {
      const id = await searched();
      await handIn(id);
      await say(id, { 'illegal-image-possible': 'yes' });
      await assert.rejects(handIn(id), { code: 'EVIDENCE_FORBIDDEN' });
      await assert.rejects(
        school.tell({
          event: 'pupil-device-searched',
          facts: { 'illegal-image-possible': true },
          files: [picture],
        }),
        { code: 'EVIDENCE_FORBIDDEN' },
      );
    });
  });
}
