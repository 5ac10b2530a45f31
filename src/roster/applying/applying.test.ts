import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import {
  inventSchool,
  type InventedSchool,
  oneRoster12,
  pupilList,
  schoolDataSync,
} from '../../../test/rosters/making.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import { addPerson } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import {
  applyRoster,
  type ApplyingOptions,
  differenceOf,
  listImports,
  readPresent,
  readRoster,
  type Roster,
  suggestMapping,
  undoImport,
} from '../index.ts';

const clock = frozenClock('2026-11-22T09:00:00Z');
const today = '2026-11-22';

async function rosterOf(files: Parameters<typeof readRoster>[0]): Promise<Roster> {
  const mapping = {
    ...suggestMapping(['Adno', 'Legal Surname', 'Forename', 'Reg Group']),
    everybody: 'pupil',
  };
  const reading = await readRoster(files, { today, mapping });
  assert.equal(reading.kind, 'roster', JSON.stringify(reading).slice(0, 300));
  return (reading as Extract<typeof reading, { kind: 'roster' }>).roster;
}

const tables = ['person', 'holding', 'grouping', 'membership', 'guardianship', 'movement', 'movement_step'];

/** Every row of every table that an import writes to, as text. */
async function rowsOf(store: Store, school: string): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(table)} t where school_id = ${school} order by 1`.execute(
      store.db,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

async function apply(store: Store, school: string, roster: Roster, options: ApplyingOptions = {}) {
  const present = await readPresent(store.db, school, today);
  const difference = differenceOf(roster, present, options.decisions);
  return applyRoster(store, clock, school, undefined, roster, difference, {
    massLeavingIsMeant: true,
    ...options,
  });
}

const invented = inventSchool(40);

/** The school without some, and with others by another name. */
const changed = (school: InventedSchool, without: number, renamed: number): InventedSchool => ({
  ...school,
  pupils: school.pupils.slice(without).map((pupil, index) => ({
    ...pupil,
    family: index < renamed ? `${pupil.family}-Dunmoor` : pupil.family,
    classId: index < renamed ? 'class-0' : (pupil.classId as string),
  })),
  parents: school.parents.filter((parent) =>
    school.pupils.slice(without).some((pupil) => pupil.id === parent.child),
  ),
});

for (const engine of testStores()) {
  describe(`applying a roster, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let number = 0;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());

    /** A school of its own, without people. */
    async function school(): Promise<string> {
      number += 1;
      const key = `roster-${number}`;
      const row = { school_id: key, name: 'Invented School', created_at: clock.now() };
      await store.db.insertInto('school').values(row).execute();
      return key;
    }

    const count = async (table: 'person' | 'ledger_entry' | 'roster_import', key: string) =>
      (await store.db.selectFrom(table).select('school_id').where('school_id', '=', key).execute()).length;

    it('brings everybody with roles, groups, families and a joiner’s list, and tells the ledger once', async () => {
      const key = await school();
      const roster = await rosterOf(oneRoster12(invented));
      const { importId, counts } = await apply(store, key, roster);
      assert.ok(importId);
      assert.deepEqual([counts['arrivals'], counts['leavers'], counts['groups']], [40, 0, 12]);
      const rows = await rowsOf(store, key);
      assert.deepEqual(
        tables.slice(0, 6).map((table) => rows[table]?.length),
        [40, 40, 12, roster.memberships.length, 16, 40],
      );
      const entries = await store.db
        .selectFrom('ledger_entry')
        .select(['kind', 'leaf'])
        .where('school_id', '=', key)
        .execute();
      assert.deepEqual(
        entries.map((entry) => entry.kind),
        ['roster.imported'],
      );
      assert.ok(entries[0]?.leaf.includes(roster.fileHash));
      assert.ok(!entries[0]?.leaf.includes('Applethwaite'), 'nobody is named in a leaf');
      assert.deepEqual(
        (await listImports(store.db, key)).map(({ id, fileName, form }) => [id, fileName.slice(0, 12), form]),
        [[importId, 'manifest.csv', 'oneroster-1.2']],
      );
    });

    it('twice changes nothing the second time, in whichever format', async () => {
      for (const files of [oneRoster12(invented), schoolDataSync(invented), [pupilList(invented)]]) {
        const key = await school();
        const roster = await rosterOf(files);
        await apply(store, key, roster);
        const first = await rowsOf(store, key);
        assert.equal((await apply(store, key, roster)).importId, undefined);
        assert.deepEqual(await rowsOf(store, key), first);
        assert.deepEqual([await count('roster_import', key), await count('ledger_entry', key)], [1, 1]);
      }
    });

    it('shuts leavers at once: no role and no place goes on, and a list is opened', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      await apply(store, key, await rosterOf(oneRoster12(changed(invented, 2, 0))));
      const { people, memberships } = await readPresent(store.db, key, today);
      const gone = people.filter((person) => person.isShut);
      assert.ok(gone.length >= 2);
      assert.deepEqual(
        gone.flatMap((person) => person.holdings),
        [],
      );
      const ids = new Set(gone.map((person) => person.id));
      assert.deepEqual(
        memberships.filter((each) => ids.has(each.personId)),
        [],
      );
      const lists = await store.db
        .selectFrom('movement')
        .select(['person_id', 'opened_by'])
        .where('school_id', '=', key)
        .where('kind', '=', 'leaver')
        .execute();
      assert.deepEqual(new Set(lists.map((list) => list.person_id)), ids);
    });

    it('ends every open session of a leaver, and nobody else’s', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      const { people } = await readPresent(store.db, key, today);
      const idOf = (rosterId: string) => people.find((each) => each.rosterId === rosterId)?.id as string;
      const [leaver, stayer, office] = ['pupil-0', 'pupil-5', 'staff-0'].map(idOf) as [
        string,
        string,
        string,
      ];
      const at = clock.now();
      for (const id of [leaver, stayer])
        await store.db
          .insertInto('session')
          .values({
            token_hash: Buffer.from(`${key} ${id}`),
            school_id: key,
            id: `session-${id}`,
            person_id: id,
            begun_at: at,
            seen_at: at,
            ends_at: new Date(at.getTime() + 3_600_000),
            idle_minutes: 30,
            strength: 1,
            proved_at: at,
            agent: '',
            address: '',
            ended_at: null,
            ended_because: null,
          })
          .execute();
      const roster = await rosterOf(oneRoster12(changed(invented, 1, 0)));
      const difference = differenceOf(roster, await readPresent(store.db, key, today));
      await applyRoster(store, clock, key, office, roster, difference);
      const open = await store.db
        .selectFrom('session')
        .select('person_id')
        .where('school_id', '=', key)
        .where('ended_at', 'is', null)
        .execute();
      assert.deepEqual(open, [{ person_id: stayer }]);
    });

    it('of pupils alone leaves staff and parents where they are', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      const result = await apply(store, key, await rosterOf([pupilList(inventSchool(20))]));
      assert.equal(result.counts['leavers'], invented.pupils.length);
      const { people } = await readPresent(store.db, key, today);
      const shut = people.filter((person) => person.isShut).map((person) => person.rosterId?.split('-')[0]);
      assert.deepEqual(new Set(shut), new Set(['pupil']));
    });

    it('leaves whom the office entered by hand, and ties them to the roster where the office says so', async () => {
      const key = await school();
      const draft = { givenName: 'Ambertine', familyName: 'Applethwaite0', email: 'pupil0@school.example' };
      const id = await store.transaction((tx) => addPerson(tx, { school: key, at: clock.now() }, draft));
      const roster = await rosterOf(oneRoster12(invented));
      await assert.rejects(apply(store, key, roster), { code: 'ROSTER_UNDECIDED', status: 422 });
      const same = new Map([['pupil-0', id]]);
      await apply(store, key, roster, { decisions: { same, another: new Set(), reopened: new Set() } });
      const { people } = await readPresent(store.db, key, today);
      assert.equal(people.length, 40);
      assert.equal(people.find((person) => person.id === id)?.rosterId, 'pupil-0');
    });

    it('is refused without a tick where more than a fifth would leave', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      const before = await rowsOf(store, key);
      const half = await rosterOf(oneRoster12(changed(invented, 12, 0)));
      const refused = apply(store, key, half, { massLeavingIsMeant: false });
      await assert.rejects(refused, { code: 'ROSTER_MASS_LEAVING', status: 422 });
      assert.deepEqual(await rowsOf(store, key), before);
    });

    it('is refused where people have changed since the difference was shown', async () => {
      const key = await school();
      const roster = await rosterOf(oneRoster12(invented));
      const seen = differenceOf(roster, await readPresent(store.db, key, today));
      await apply(store, key, roster);
      const stale = applyRoster(store, clock, key, undefined, roster, seen);
      await assert.rejects(stale, { code: 'ROSTER_OUTDATED', status: 409 });
    });

    it('tells how far it is, to the end', async () => {
      const key = await school();
      const told: number[] = [];
      let total = 0;
      await apply(store, key, await rosterOf(oneRoster12(invented)), {
        onProgress: (progress) => {
          told.push(progress.done);
          total = progress.total;
        },
      });
      assert.ok(told.length > 2);
      assert.deepEqual(
        told,
        told.toSorted((one, other) => one - other),
      );
      assert.deepEqual([told[0], told.at(-1)], [0, total]);
    });

    it('leaves nothing half when it fails at any step', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      const before = await rowsOf(store, key);
      const roster = await rosterOf(oneRoster12(changed(invented, 2, 5)));
      let steps = 0;
      await assert.rejects(async () => {
        for (let failAt = 1; ; failAt += 1) {
          let seen = 0;
          const failing = apply(store, key, roster, {
            onProgress: () => {
              seen += 1;
              if (seen === failAt) throw new Error('the plug was pulled');
            },
          });
          await assert.rejects(failing, /the plug was pulled/);
          assert.deepEqual(await rowsOf(store, key), before, `step ${failAt}`);
          steps = failAt;
        }
      }, /Missing expected rejection/);
      assert.ok(steps >= 4, 'it was stopped at several steps');
    });

    it('leaves nothing half when the database refuses the last statement', async () => {
      const key = await school();
      const roster = await rosterOf(oneRoster12(invented));
      await store.db
        .insertInto('roster_import')
        .values({
          school_id: key,
          id: 'x',
          form: 'columns',
          file_name: '',
          applied_at: clock.now(),
          applied_by: null,
          undone_at: null,
          counts: '{}',
          reversal: '{}',
        })
        .execute();
      await sql`create or replace function refuse_roster() returns trigger language plpgsql as
        $$ begin raise exception 'refused' using errcode = 'ZG999'; end $$`.execute(store.db);
      await sql`create trigger refuse_roster before insert on roster_import for each row
        execute function refuse_roster()`.execute(store.db);
      await assert.rejects(apply(store, key, roster), { code: 'ZG999' });
      await sql`drop trigger refuse_roster on roster_import`.execute(store.db);
      assert.deepEqual([await count('person', key), await count('ledger_entry', key)], [0, 0]);
    });

    it('undone leaves every table as it was', async () => {
      const key = await school();
      await apply(store, key, await rosterOf(oneRoster12(invented)));
      const change = fc.record({ without: fc.nat(10), renamed: fc.nat(10), days: fc.nat(2) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const before = await rowsOf(store, key);
          const done: string[] = [];
          for (const { without, renamed } of changes) {
            const roster = await rosterOf(oneRoster12(changed(invented, without, renamed)));
            const { importId } = await apply(store, key, roster);
            if (importId !== undefined) done.push(importId);
          }
          for (const importId of done.toReversed())
            assert.deepEqual(await undoImport(store, clock, key, undefined, importId), { kind: 'undone' });
          assert.deepEqual(await rowsOf(store, key), before);
        }),
        { numRuns: 8 },
      );
    });

    it('the first of all is undone to an empty school, and not twice', async () => {
      const key = await school();
      const { importId } = await apply(store, key, await rosterOf(oneRoster12(invented)));
      await undoImport(store, clock, key, undefined, importId as string);
      assert.deepEqual(Object.values(await rowsOf(store, key)).flat(), []);
      const again = undoImport(store, clock, key, undefined, importId as string);
      await assert.rejects(again, { code: 'ROSTER_IMPORT_UNDONE', status: 409 });
      const elsewhere = undoImport(store, clock, await school(), undefined, importId as string);
      await assert.rejects(elsewhere, { code: 'ROSTER_IMPORT_NOT_FOUND', status: 404 });
      assert.equal(await count('ledger_entry', key), 2);
    });

    const since: readonly (readonly [string, (key: string, person: string) => Promise<unknown>, RegExp])[] = [
      [
        'a name was put right',
        (key, id) =>
          store.db
            .updateTable('person')
            .set({ given_name: 'Put right' })
            .where('school_id', '=', key)
            .where('id', '=', id)
            .execute(),
        /what is known of somebody/,
      ],
      [
        'a step was ticked',
        (key) =>
          store.db.updateTable('movement_step').set({ note: 'x' }).where('school_id', '=', key).execute(),
        /ticked on a joiner/,
      ],
      [
        'the office gave a role',
        (key, id) =>
          store.db
            .insertInto('holding')
            .values({
              school_id: key,
              id: 'by-hand',
              person_id: id,
              role: 'dsl',
              since: today,
              until: null,
              source: 'office',
            })
            .execute(),
        /a role that somebody holds/,
      ],
      [
        'somebody was invited',
        (key, id) =>
          store.db
            .insertInto('message')
            .values({
              school_id: key,
              id: 'm',
              to_person_id: id,
              to_address: 'a@school.example',
              kind: 'x',
              subject: '',
              body_text: '',
              body_html: '',
              made_at: clock.now(),
            })
            .execute(),
        /was written to/,
      ],
    ];
    for (const [what, change, said] of since)
      it(`is not undone when ${what} since, and it is said`, async () => {
        const key = await school();
        const { importId } = await apply(store, key, await rosterOf(oneRoster12(invented)));
        const { people } = await readPresent(store.db, key, today);
        await change(key, people[0]?.id as string);
        const before = await rowsOf(store, key);
        const undone = await undoImport(store, clock, key, undefined, importId as string);
        assert.equal(undone.kind, 'refused');
        assert.match(JSON.stringify(undone), said);
        assert.deepEqual(await rowsOf(store, key), before);
      });
  });
}
