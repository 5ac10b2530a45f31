import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import type { Data } from '../../../../test/support/packs.ts';
import {
  HARMLESS,
  HOSTILE,
  otherSchool,
  smallClauses,
  smallSchool,
} from '../../../../test/support/small-school.ts';

const HERE = '/schools/small/editions';
const changed = (changes: Readonly<Record<string, Data>>): Data[] =>
  smallClauses.map((clause) => ({ ...clause, ...changes[String(clause['id'])] }));

const second = [
  ...changed({
    'no-games': { text: 'Do not play any games.' },
    lock: { strength: 'must', every: 'daily' },
    lost: { text: `Tell the network manager. ${HOSTILE}`, within: '2 hours' },
  }).filter((clause) => clause['id'] !== 'aims'),
  { id: 'added', allow: 'keep-files', text: 'Keep files.' },
];

describe('editions', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
    await pages.site.publish(smallSchool({ clauses: second }), {
      effectiveFrom: '2026-11-01',
      boardMinute: '2026/40',
    });
    await pages.site.publish(
      smallSchool({
        clauses: second.map((clause) =>
          clause['id'] === 'added' ? { ...clause, text: 'Keep your files.' } : clause,
        ),
      }),
      { effectiveFrom: '2027-01-01' },
    );
  });
  after(() => pages.close());

  it('are listed, the newest first, with when each held and whether people sign again', async () => {
    const page = await pages.get(HERE);
    assert.equal(page.h1, 'Editions');
    assert.match(
      page.text,
      /Edition 3 To come In force from 1 January 2027\. No minute .*Only wording changed, so nobody has to sign again\./,
    );
    assert.match(
      page.text,
      /Edition 2 In force In force since 1 November 2026\. The governing board approved it by minute 2026\/40\. What it means changed, so people have to sign again\./,
    );
    assert.match(
      page.text,
      /Edition 1 In force from 1 September 2026, replaced on 1 November 2026\..*It is the first\./,
    );
    assert.match(
      page.markup,
      /href="\/schools\/small\/editions\/compare\?from=1&amp;to=2"|href="\/schools\/small\/editions\/compare\?from=1&to=2"/,
    );
  });

  it('have nothing to compare where there is one', async () => {
    assert.match(
      (await pages.get('/schools/other/editions')).text,
      /There is one edition, so there is nothing to compare yet/,
    );
  });

  it('are compared clause by clause', async () => {
    const { text } = await pages.get(`${HERE}/compare?from=1&to=2`);
    assert.match(
      text,
      /3 clauses changed, of which 2 now mean something else\. 1 added, 1 removed, 2 as before\./,
    );
    assert.match(text, /People who signed before have to sign again/);
    assert.match(text, /Added 1 Clause 1\.6 All Keep files\./);
    assert.match(text, /Removed 1 Clause 1\.1 All We want computers used well\./);
  });

  it('show what a clause means otherwise, in words', async () => {
    const { text } = await pages.get(`${HERE}/compare?from=1&to=2`);
    assert.match(text, /Strength Was Should Now Must/);
    assert.match(text, /How often Was nothing Now Daily/);
    assert.match(text, /By when Was Immediately Now 2 hours/);
  });

  it('show words that came and went, and markup as letters', async () => {
    const { markup } = await pages.get(`${HERE}/compare?from=1&to=2`);
    assert.match(markup, /<ins><span class="govuk-visually-hidden">added: <\/span>any/);
    assert.ok(markup.includes(HARMLESS.slice(0, 30)));
    assert.doesNotMatch(markup, /<script>alert/);
  });

  it('need no new signature where only wording changed', async () => {
    assert.match(
      (await pages.get(`${HERE}/compare?from=2&to=3`)).text,
      /Nobody has to sign again: only wording changed/,
    );
  });

  it('are compared with the one before where the address names none', async () => {
    assert.equal((await pages.get(`${HERE}/compare`)).h1, 'What changed from edition 1 to 2');
  });

  const REFUSED: readonly (readonly [string, number])[] = [
    ['?from=1&to=9', 404],
    ['?from=2&to=2', 400],
    ['?from=one&to=2', 400],
    ['?from=1&to=1', 400],
    ['?to=1', 400],
  ];
  for (const [query, status] of REFUSED) {
    it(`refuse ${query}`, async () =>
      assert.equal((await pages.get(`${HERE}/compare${query}`)).status, status));
  }
});
