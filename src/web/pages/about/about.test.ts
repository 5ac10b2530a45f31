import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { smallSchool } from '../../../../test/support/small-school.ts';

describe('about Gatehouse', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool()] });
  });
  after(() => pages.close());

  it('says what it is, whose the policies are not, and under which licence it is', async () => {
    const page = await pages.get('/about');
    assert.equal(page.h1, 'About Gatehouse');
    assert.match(page.text, /our reading of documents that schools have published.*not the schools’ own/);
    assert.match(page.text, /MIT licence/);
  });

  it('says for whom the pages work, and what is known not to be right', async () => {
    const page = await pages.get('/accessibility');
    assert.equal(page.h1, 'Accessibility statement');
    assert.match(page.text, /version 2\.2, level AA/);
    assert.match(page.text, /What is known not to be right/);
  });
});
