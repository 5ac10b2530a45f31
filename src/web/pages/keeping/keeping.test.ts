import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';

const HERE = '/schools/small/keeping';

describe('keeping the policy', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
  });
  after(() => pages.close());

  const ask = async (act: string) => {
    const school = pages.site.answerer.school('small');
    const { question } = pages.site.answerer.understand(school, { as: ['staff'], act, facts: {} });
    assert.ok(question);
    await pages.site.answerer.answer(school, question, 'page');
  };

  it('shows nothing asked before anything was', async () => {
    assert.match((await pages.get(`${HERE}/answers`)).text, /Nobody has asked anything yet/);
    const gaps = (await pages.get(`${HERE}/gaps`)).text;
    assert.match(gaps, /So far the policy had something to say to every question/);
    assert.match(gaps, /Nobody has told us of a question that nothing fits/);
    assert.doesNotMatch(gaps, /What to do with a gap/);
  });

  it('begins with figures that lead on', async () => {
    const page = await pages.get(HERE);
    assert.equal(page.h1, 'Keeping the policy');
    assert.match(page.text, /Values owed 1 1 value in all/);
    assert.match(page.text, /Findings \d+ First of all: clauses that clash \(1\)\./);
    for (const href of ['findings', 'settings', 'gaps', 'answers'])
      assert.match(page.markup, new RegExp(`href="${HERE}/${href}"`));
  });

  it('groups findings by kind and sets clauses that clash side by side', async () => {
    const page = await pages.get(`${HERE}/findings`);
    assert.match(
      page.text,
      /Clauses that clash 1 Two clauses pull opposite ways.*play games\. The stricter decides until somebody rules\. Clause 1\.2 must not Do not play games\. Clause 1\.3 may Games may be played at home\./,
    );
    assert.match(
      page.text,
      /Unclear sentences 1 .*It does not say for how long\. Clause 1\.5 should Lock the screen/,
    );
    assert.match(page.markup, /href="\/schools\/small\/policy#games-at-home"/);
  });

  it('lists the values that are owed and who is not named', async () => {
    const page = await pages.get(`${HERE}/settings`);
    assert.match(page.text, /Values that the school still owes 1 .*When is school\? Needed by clause 1\.4/);
    assert.match(page.text, /Whoever is asked or told is named/);
    const other = await pages.get('/schools/other/keeping/settings');
    assert.match(other.text, /The text leaves no value open/);
  });

  it('counts answers by verdict, as a picture and as a table', async () => {
    await ask('play-games');
    await ask('play-games');
    await ask('keep-files');
    const page = await pages.get(`${HERE}/answers`);
    assert.match(page.text, /3 answers so far/);
    assert.match(page.markup, /<svg [^>]*role="img" aria-labelledby="bars-title bars-said"/);
    assert.match(
      page.markup,
      /<desc id="bars-said">Yes: 0\. Ask first: 0\. No: \d\. .*Says nothing: 1\.<\/desc>/,
    );
    assert.match(page.text, /Says nothing 1 33/);
  });

  it('names what the policy is silent on, and counts what nobody could place without showing what was typed', async () => {
    await pages.site.answerer.tellGap(pages.site.answerer.school('small'), HOSTILE);
    const page = await pages.get(`${HERE}/gaps`);
    assert.match(page.markup, /href="\/schools\/small\/questions\/new\?act=keep-files">Keep files</);
    assert.match(page.text, /One question that nothing fits was told, the last on 22 November 2026/);
    assert.ok(!page.markup.includes(HARMLESS));
    assert.doesNotMatch(page.markup, /<script>alert/);
    assert.match(page.text, /22 November 2026/);
    assert.match(page.text, /What to do with a gap/);
  });

  it('shows nothing of one school at another', async () => {
    assert.match((await pages.get('/schools/other/keeping/answers')).text, /Nobody has asked anything yet/);
    assert.match((await pages.get('/schools/other/keeping/gaps')).text, /Nobody has told us/);
  });

  for (const page of ['', '/findings', '/settings', '/gaps', '/answers']) {
    it(`is found at no school that is not there${page && `: ${page}`}`, async () => {
      assert.equal((await pages.get(`/schools/nowhere/keeping${page}`)).status, 404);
    });
  }
});
