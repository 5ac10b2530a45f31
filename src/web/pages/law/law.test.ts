import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestPages } from '../../../../test/support/fetched-pages.ts';
import { lawOf, lawSource } from '../../../../test/support/packs.ts';
import { HARMLESS, HOSTILE, smallSchool } from '../../../../test/support/small-school.ts';

describe('the law', () => {
  it('names the source of each clause, since when it holds, and how sure we are', async () => {
    const source = { ...lawSource, url: 'https://www.legislation.gov.uk/an-act', certainty: 'to-check' };
    const pages = await openTestPages({
      packs: [
        smallSchool(),
        lawOf([{ id: 'no-looking', forbid: 'inspect-use', text: 'Nobody looks.', source }]),
      ],
    });
    const page = await pages.get('/law');
    assert.equal(page.status, 200);
    assert.match(
      page.text,
      /Nobody looks\. For .*must not Source An Act, section 1 Kind Act of Parliament In force Since 1 January 2020 How sure we are From general knowledge, still to be checked; looked at on 1 January 2026/,
    );
    assert.match(page.markup, /<li class="gatehouse-rule" id="no-looking">/);
    assert.match(page.markup, /<a href="https:\/\/www\.legislation\.gov\.uk\/an-act">An Act, section 1<\/a>/);
    await pages.close();
  });

  it('makes links of web addresses only, and letters of markup', async () => {
    const source = { ...lawSource, title: HOSTILE, url: 'javascript:alert(1)' };
    const pages = await openTestPages({
      packs: [smallSchool(), lawOf([{ id: 'one', say: 'law', text: HOSTILE, source }])],
    });
    const { markup } = await pages.get('/law');
    assert.doesNotMatch(markup, /javascript:|<script>alert/);
    assert.ok(markup.split(HARMLESS).length > 2);
    await pages.close();
  });

  it('says so where none is loaded', async () => {
    const pages = await openTestPages({ packs: [smallSchool()] });
    assert.match((await pages.get('/law')).text, /No law is loaded here/);
    await pages.close();
  });
});
