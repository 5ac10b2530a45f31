import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestSite, testLibrary, type TestSite } from '../../test/support/site.ts';
import { statusOf } from '../agreements/index.ts';
import { listPeople } from '../people/index.ts';
import { isOpen, readRequests } from '../permissions/index.ts';
import { listItems } from '../registers/index.ts';
import { readReports } from '../reports/index.ts';
import { castOf, isKindOfPeople } from './casting.ts';
import { generateSample, MOST_GENERATED } from './generating.ts';
import { fillSample, sampleIds } from './index.ts';
import { NAMES_OF_CAST, sampleEmail, sampleName } from './names.ts';

describe('a sample school', () => {
  let site: TestSite;
  const schools = [...testLibrary().packs.values()].filter((pack) => !pack.isLaw);
  before(async () => {
    site = await openTestSite({ at: '2026-11-23T09:00:00Z' });
  });
  after(() => site?.close());

  for (const pack of schools) {
    it(`${pack.key}: has a holder for every office that its policy names`, () => {
      const held = new Set(castOf(pack).flatMap(({ roles }) => roles));
      const offices = [...pack.roles.values()].filter(({ kind }) => kind === 'person' || kind === 'firm');
      const left = offices.map(({ id }) => id).filter((id) => !held.has(id) && !isKindOfPeople(id));
      assert.deepEqual(left, []);
    });
  }

  for (const pack of schools.filter(({ key }) => key === 'cpps' || key === 'st-michaels')) {
    it(`${pack.key}: has somebody for every office, some signed, some late, and is filled once`, async () => {
      const people = await fillSample(site, pack);
      assert.equal(people, castOf(pack).length);
      assert.equal(await fillSample(site, pack), 0, 'not again');
      const status = await statusOf(site.store, site.forms, site.clock, pack.key, {});
      const states = new Set(status.map(({ state }) => state));
      for (const state of ['due', 'declined'] as const) assert.ok(states.has(state), `somebody is ${state}`);
      assert.ok(states.has('signed') || states.has('to-countersign'), 'somebody has signed');
      assert.equal((await sampleIds(site.store.db, pack.key)).length, people);
    });

    it(`${pack.key}: things are lent, requests wait and are answered, and something was told`, async () => {
      const { db } = site.store;
      const { items } = await listItems(db, pack.key, { words: 'laptop' }, 10, 0);
      assert.equal(items.find(({ name }) => name === 'Laptop 2')?.state, 'lent');
      const requests = await readRequests(db, pack.key, {});
      assert.ok(requests.some((each) => isOpen(each)) && requests.some((each) => !isOpen(each)));
      const reports = await readReports(db, pack.key, {});
      assert.ok(reports.length >= 5 && reports.some(({ about }) => about.length > 0));
    });
  }

  it('the names of the cast and of two thousand more are all different, and plainly nobody’s', () => {
    const names = Array.from({ length: NAMES_OF_CAST + MOST_GENERATED }, (_, n) => sampleName(n));
    assert.equal(
      new Set(names.map(({ givenName, familyName }) => `${givenName} ${familyName}`)).size,
      names.length,
    );
    for (const name of names.slice(0, 50)) assert.match(sampleEmail(name, 'cpps'), /@cpps\.example$/);
  });

  it('so many more come as a roster would bring them, with classes and families', async () => {
    for (const school of ['hunwick', 'st-michaels']) {
      assert.equal(await generateSample(site.store, site.clock, school, 200), 200);
      const { count } = await listPeople(site.store.db, school, { day: '2026-11-23', role: 'pupil' }, 1, 0);
      assert.ok(count >= 120, `${count} pupils at ${school}`);
    }
  });
});
