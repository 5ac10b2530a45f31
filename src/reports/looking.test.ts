import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openReportingSchool,
  type ReportingSchool,
  type Somebody,
} from '../../test/support/reporting-school.ts';
import { testPack } from '../../test/support/site.ts';
import { testStores } from '../../test/support/store.ts';
import { frozenClock, localDay } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { close, closedHeard, type Looking } from './index.ts';

for (const engine of testStores()) {
  describe(`closed reports, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: ReportingSchool;
    let head: Somebody;
    let chair: Somebody;
    const told: string[] = [];
    const whats = ['lamps', 'kettles', 'ladders', 'doors', 'stairs'];

    before(async () => {
      store = await engine.open();
      school = await openReportingSchool(store, frozenClock('2026-11-23T09:00:00Z'), testPack('st-michaels'));
      head = await school.add('Hetty Leader', 'headteacher');
      chair = await school.add('Clara Bench', 'chair-of-governors');
      for (const about of [[], [head.id], [], [head.id], []]) {
        school.clock.advance(1000);
        const { id } = await school.tell({
          event: 'policy-breached',
          about,
          words: `Told about ${whats[told.length]}.`,
        });
        await store.transaction((tx) =>
          close(tx, school.as(about.length > 0 ? chair : head), school.reporting.kinds.get('other')!, id, {
            words: 'Done.',
          }),
        );
        told.push(id);
      }
    });
    after(() => store?.close());

    const looking = (who: Somebody): Looking => ({
      school: school.key,
      policy: school.policy,
      day: localDay(school.clock.now()),
      listener: { personId: who.id, roles: who.roles },
    });

    it('come a page at a time, each page full of what one hears', async () => {
      const first = await closedHeard(store.db, looking(head), { size: 2 });
      assert.deepEqual([first.reports.map(({ id }) => id), first.hasMore], [[told[4], told[2]], true]);
      const next = await closedHeard(store.db, looking(head), { size: 2, after: told[2] });
      assert.deepEqual([next.reports.map(({ id }) => id), next.hasMore], [[told[0]], false]);
    });

    it('are searched by every word and by reference, among what one hears', async () => {
      const found = async (search: string) =>
        (await closedHeard(store.db, looking(head), { size: 9, search })).reports.map(({ id }) => id);
      assert.deepEqual(await found('told ladders'), [told[2]]);
      assert.deepEqual(await found('told kettles'), []);
      const [report] = (await closedHeard(store.db, looking(head), { size: 1 })).reports;
      assert.deepEqual(await found(report!.reference.toLowerCase()), [told[4]]);
    });

    it('give no page after a report that one does not hear', async () => {
      await assert.rejects(closedHeard(store.db, looking(head), { size: 2, after: told[1] }), {
        code: 'REPORT_NOT_FOUND',
      });
    });
  });
}
