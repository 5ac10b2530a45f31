import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { smallSchool } from '../../../../test/support/small-school.ts';

describe('what the policy speaks of', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool()] });
  });
  after(() => pages.close());

  it('lists each act once, by name, leading to a question about it', async () => {
    const page = await pages.get('/schools/small/subjects');
    assert.equal(page.h1, 'What the policy speaks of');
    assert.match(page.text, /All Connect one's own device Lock the screen Play games/);
    assert.equal(page.markup.split('questions/new?act=play-games"').length, 2);
  });

  it('lists what can happen in a group of its own', async () => {
    const page = await pages.get('/schools/small/subjects');
    assert.match(page.text, /When something has happened A device was lost/);
    assert.match(page.markup, /questions\/new\?event=device-lost"/);
  });

  it('is found at no school that is not there', async () => {
    assert.equal((await pages.get('/schools/nowhere/subjects')).status, 404);
  });
});
