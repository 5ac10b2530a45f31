import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { packOf } from '../../../../test/support/packs.ts';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';

describe('comparing two schools', () => {
  let pages: TestPages;
  before(async () => {
    const hostile = packOf({
      key: 'hostile',
      clauses: [{ id: 'one', forbid: 'play-games', text: HOSTILE }],
      pack: { school: HOSTILE },
    });
    pages = await openTestPages({ packs: [smallSchool(), otherSchool(), hostile] });
  });
  after(() => pages.close());

  it('begins with a choice of two', async () => {
    const page = await pages.get('/compare');
    assert.equal(page.status, 200);
    assert.match(page.markup, /<select [^>]*id="one" name="one"/);
    assert.match(page.markup, /<form [^>]*method="get" action="\/compare">/);
  });

  it('says what each says of a subject, and whether they differ', async () => {
    const { text, status } = await pages.get('/compare?one=small&other=other');
    assert.equal(status, 200);
    assert.match(
      text,
      /Play games They differ The school Clause 1\.2 must not.*Do not play games\. Clause 1\.3 may.*The other school Clause 1\.1 must not.*No games here\./,
    );
    assert.match(
      text,
      /Keep files Only The other school speaks The school Says nothing of it The other school Clause 1\.2 may Keep files\./,
    );
  });

  it('shows one relation alone', async () => {
    const { text } = await pages.get('/compare?one=small&other=other&show=only-other');
    assert.match(text, /1 subject where only The other school speaks/);
    assert.doesNotMatch(text, /They differ The school/);
  });

  it('says that two schools agree where their clauses do the same', async () => {
    assert.match((await pages.get('/compare?one=other&other=hostile')).text, /Play games They agree/);
  });

  it('shows markup as the letters that it is', async () => {
    const { markup } = await pages.get('/compare?one=other&other=hostile');
    assert.ok(markup.split(HARMLESS).length > 4);
    assert.doesNotMatch(markup, /<script>alert/);
  });

  const REFUSED: readonly (readonly [string, number, RegExp])[] = [
    ['?one=small', 400, /Choose the second school/],
    ['?other=small', 400, /Choose the first school/],
    ['?one=&other=small', 400, /Choose the first school/],
    ['?one=small&other=small', 400, /Choose a different second school/],
    ['?one=small&other=nowhere', 404, /There is no school “nowhere”/],
    ['?one=small&other=other&show=all', 400, /none of differs, same, only-one, only-other/],
    ['?one=small&one=other', 400, /“one” stands twice/],
  ];
  for (const [query, status, said] of REFUSED) {
    it(`refuses ${query}`, async () => {
      const page = await pages.get(`/compare${query}`);
      assert.equal(page.status, status);
      assert.match(page.text, said);
    });
  }
});
