import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { signIn, type SignedIn } from '../../../../test/support/signed-in.ts';
import { smallSchool } from '../../../../test/support/small-school.ts';
import { listClosedDays } from '../../../agreements/index.ts';

const URL = '/schools/small/calendar';

describe('when the school is shut', () => {
  let app: TestApp;
  let office: SignedIn;
  before(async () => {
    app = await openTestApp({ packs: [smallSchool()], at: '2026-11-23T09:00:00Z' });
    office = await signIn(app.site, 'small', ['office-staff']);
  });
  after(() => app?.close());

  const days = async () =>
    (await listClosedDays(app.site.store.db, 'small', '2026-01-01')).map(({ day }) => day);
  const send = (fields: Readonly<Record<string, string>>, path = '/closures') =>
    app.send(`${URL}${path}`, Object.entries(fields), office.headers);
  const half = {
    name: 'Christmas holiday',
    'from-day': '21',
    'from-month': '12',
    'from-year': '2026',
    'to-day': '23',
    'to-month': '12',
    'to-year': '2026',
  };

  it('a holiday is entered whole, shown, and one day of it taken back', async () => {
    assert.equal((await send(half)).statusCode, 303);
    assert.deepEqual(await days(), ['2026-12-21', '2026-12-22', '2026-12-23']);
    const page = await app.inject({ url: URL, headers: office.headers });
    assert.match(page.body, /Christmas holiday/);
    await send({ day: '2026-12-22' }, '/openings');
    assert.deepEqual(await days(), ['2026-12-21', '2026-12-23']);
  });

  for (const [title, change, words] of [
    ['a last day before the first', { 'to-day': '1' }, /last day is before the first/],
    ['more than ten weeks', { 'to-year': '2027' }, /ten weeks at most/],
    ['a day that no calendar has', { 'from-day': '31', 'from-month': '2' }, /Enter the first day/],
    ['no name', { name: '' }, /Enter what it is/],
  ] as const) {
    it(`${title} is refused in words, and what was typed stays`, async () => {
      const before = await days();
      const answer = await send({ ...half, ...change });
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, words);
      assert.deepEqual(await days(), before);
    });
  }
});
