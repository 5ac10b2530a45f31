import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';

describe('what people sign', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
  });
  after(() => pages.close());

  it('lists each form with who signs and who countersigns', async () => {
    const page = await pages.get('/schools/small/agreements');
    assert.equal(page.status, 200);
    assert.equal(page.h1, 'What people sign');
    assert.match(
      page.text,
      /What I promise Each member of staff signs it\. The headteacher signs it as well\. 2 clauses/,
    );
    assert.match(page.markup, /href="\/schools\/small\/my">See what you have to sign</);
  });

  it('says so where there is nothing to sign', async () => {
    assert.match(
      (await pages.get('/schools/other/agreements')).text,
      /This policy has no form to sign\. It binds people all the same/,
    );
  });

  it('shows the clauses of a form in the form’s order, each leading to the policy', async () => {
    const page = await pages.get('/schools/small/agreements/form');
    assert.equal(page.h1, 'What I promise');
    assert.match(
      page.text,
      /I promise this\. Lock the screen when you leave it\. Clause 1\.5 of the policy Do not play games\. In plain words: No games, please\. Clause 1\.2 of the policy/,
    );
    assert.match(page.markup, /href="\/schools\/small\/policy#no-games"/);
    assert.match(page.text, /Who countersigns Headteacher/);
  });

  for (const id of ['another', '<script>alert(1)</script>', 'constructor']) {
    it(`has no form ${id}`, async () => {
      const page = await pages.get(`/schools/small/agreements/${encodeURIComponent(id)}`);
      assert.equal(page.status, 404);
      assert.doesNotMatch(page.markup, /<script>alert/);
    });
  }

  it('shows markup in a form as the letters that it is', async () => {
    const form = {
      id: 'form',
      title: HOSTILE,
      intro: HOSTILE,
      text: HOSTILE,
      signs: ['parent'],
      behalf: 'parent',
      dates: 1,
      clauses: ['lock'],
    };
    const hostile = await openTestPages({ packs: [smallSchool({ agreements: [form] })] });
    for (const url of ['/schools/small/agreements', '/schools/small/agreements/form']) {
      const page = await hostile.get(url);
      assert.ok(page.markup.includes(HARMLESS));
      assert.doesNotMatch(page.markup, /<script>alert/);
    }
    assert.match((await hostile.get('/schools/small/agreements/form')).text, /A parent signs for the child/);
    await hostile.close();
  });
});
