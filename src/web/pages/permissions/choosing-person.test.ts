import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { signIn, type SignedIn } from '../../../../test/support/signed-in.ts';
import { testPack } from '../../../../test/support/site.ts';
import { addPerson } from '../../../people/index.ts';

const home = '/schools/hunwick';
const AWAY = {
  'since-day': '23',
  'since-month': '11',
  'since-year': '2026',
  'until-day': '27',
  'until-month': '11',
  'until-year': '2026',
};

describe('somebody is chosen at a school of more people than a list should have', () => {
  let pages: TestPages;
  let office: SignedIn;
  let teacher: SignedIn;
  const ids: Record<string, string> = {};
  const post = (url: string, fields: Readonly<Record<string, string>>) =>
    pages.app.inject({
      method: 'POST',
      url: `${home}${url}`,
      headers: { ...office.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
  const away = (person: string) => post('/absences', { person, ...AWAY });
  const answer = async () => {
    const school = pages.site.answerer.school('hunwick');
    const asked = { as: ['staff'], act: 'take-equipment-off-site', facts: { device: 'laptop' } };
    const { question } = pages.site.answerer.understand(school, asked);
    return (await pages.site.answerer.answer(school, question ?? assert.fail('not understood'), 'page')).id;
  };

  before(async () => {
    pages = await openTestPages({ packs: [testPack('hunwick'), testPack('law-england')] });
    office = await signIn(pages.site, 'hunwick', ['office-staff'], { familyName: 'Desk' });
    teacher = await signIn(pages.site, 'hunwick', ['teacher'], { familyName: 'Taught' });
    const act = { school: 'hunwick', at: pages.site.clock.now() };
    await pages.site.store.transaction(async (tx) => {
      for (let number = 0; number < 160; number += 1)
        await addPerson(tx, act, { givenName: `Crowd${number}`, familyName: 'Throng' });
      for (const [givenName, email] of [
        ['Willow', 'one@hunwick.example'],
        ['Willow', 'two@hunwick.example'],
        ['Sorrel', 'sorrel@hunwick.example'],
      ] as const)
        ids[email] = await addPerson(tx, act, { givenName, familyName: 'Puddle', email });
    });
  });
  after(() => pages.close());

  it('the page lists nobody, and asks for a name', async () => {
    const page = await pages.get(`${home}/absences`, office.headers);
    assert.match(page.markup, /<input[^>]*id="person"/);
    assert.doesNotMatch(page.markup, /Throng|Puddle/);
  });

  for (const typed of ['Sorrel Puddle', 'sorrel pud', 'SORREL@hunwick.example'])
    it(`“${typed}” is enough to say who`, async () => {
      assert.equal((await away(typed)).statusCode, 303);
      assert.match((await pages.get(`${home}/absences`, office.headers)).text, /Sorrel Puddle, from 23/);
    });

  it('where several are called so, one of them is chosen', async () => {
    const asked = await away('Willow Puddle');
    assert.equal(asked.statusCode, 422);
    assert.match(asked.body, /Several people are called this/);
    for (const email of ['one@hunwick.example', 'two@hunwick.example'])
      assert.ok(
        asked.body.includes(`<option value="${ids[email]}">Willow Puddle (${email})</option>`),
        email,
      );
    assert.doesNotMatch(asked.body, /Sorrel Puddle<\/option>/);
    assert.equal((await away(ids['two@hunwick.example'] as string)).statusCode, 303);
  });

  for (const typed of ['Nobody Atall', 'Throng', '%', ''])
    it(`“${typed}” names nobody, and is asked for again`, async () => {
      const asked = await away(typed);
      assert.equal(asked.statusCode, 422);
      assert.match(asked.body, /href="#person"/);
      assert.match(asked.body, /<input[^>]*id="person"/);
    });

  it('a name for whom a request is written down stands in no address', async () => {
    const there = `/answers/${await answer()}/request`;
    const sent = await post(`${there}/person`, { for: 'sorrel puddle' });
    assert.equal(sent.statusCode, 303);
    assert.equal(sent.headers.location, `${home}${there}?for=${ids['sorrel@hunwick.example']}`);
    const several = await post(`${there}/person`, { for: 'puddle' });
    assert.equal(several.statusCode, 422);
    assert.match(several.body, /<details[^>]* open/);
    assert.match(several.body, /href="#for"[\s\S]*Several people are called this/);
  });

  it('who may not write requests down for others looks for nobody', async () => {
    const url = `${home}/answers/${await answer()}/request/person`;
    const sent = await pages.app.inject({
      method: 'POST',
      url,
      headers: { ...teacher.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'for=puddle',
    });
    assert.equal(sent.statusCode, 404);
    assert.doesNotMatch(sent.body, /Puddle/);
  });
});
