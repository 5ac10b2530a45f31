import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { HARMLESS, HOSTILE, smallClauses, smallSchool } from '../../../../test/support/small-school.ts';
import type { Data } from '../../../../test/support/packs.ts';
import type { Pack } from '../../../policy/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The small school with one clause otherwise, and with these rulings. */
const worded = (id: string, clause: Data, rulings?: readonly Data[]): Pack =>
  smallSchool({
    clauses: smallClauses.map((each) => (each['id'] === id ? { id, ...clause } : each)),
    ...(rulings && { rulings }),
  });

const asked = async (pages: TestPages, question: object): Promise<string> => {
  const answer = await pages.app.inject({
    method: 'POST',
    url: '/api/v1/schools/small/verdicts',
    payload: { as: ['staff'], ...question },
  });
  assert.equal(answer.statusCode, 201, answer.body);
  return `/schools/small/answers/${answer.json().id}`;
};

describe('an answer', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool()] });
  });
  after(() => pages?.close());

  const answers: readonly (readonly [string, object, readonly RegExp[]])[] = [
    [
      'no',
      { act: 'play-games', facts: { place: 'classroom' } },
      [
        /^May I play games\? No/,
        /The sentence that decides Clause 1\.2/,
        /Do not play games\./,
        /In plain words No games, please\./,
      ],
    ],
    [
      'ask, in writing, with what to have ready',
      { act: 'connect-own-device' },
      [/Ask the head/, /in writing/, /Be ready to show: insured/],
    ],
    [
      'report, to each and by when',
      { event: 'device-lost' },
      [/^It happened: a device was lost Tell the network manager/, /immediately/],
    ],
    ['silence', { act: 'keep-files' }, [/The policy does not say/, /names nobody to ask/]],
  ];
  for (const [what, question, sentences] of answers) {
    it(`tells ${what}`, async () => {
      const page = await pages.get(await asked(pages, question));
      assert.equal(page.status, 200);
      assert.ok(page.title.includes(page.h1));
      for (const sentence of sentences) assert.match(page.text, sentence);
      assert.match(page.text, /given on 22 November 2026 at 9:00 under edition 1 of Use of computers/);
    });
  }

  it('leads to each clause in the edition that it was given under', async () => {
    const page = await pages.get(await asked(pages, { act: 'play-games', facts: { place: 'classroom' } }));
    assert.match(page.markup, /href="\/schools\/small\/policy\?edition=1#no-games"/);
    assert.match((await pages.get('/schools/small/policy?edition=1')).markup, /id="no-games"/);
  });

  it('lets the same be asked for somebody else', async () => {
    const page = await pages.get(await asked(pages, { act: 'play-games', facts: { place: 'classroom' } }));
    assert.match(
      page.markup,
      /href="\/schools\/small\/questions\/new\?mode=may&amp;act=play-games&amp;fact\.place=classroom">Ask this for somebody else/,
    );
  });
});

describe('an answer after the policy changed', () => {
  it('stays as it was given, by the words of its edition', async (t) => {
    const pages = await openTestPages({ packs: [smallSchool()] });
    t.after(() => pages.close());
    const address = await asked(pages, { act: 'play-games', facts: { place: 'classroom' } });
    const { text } = await pages.get(address);
    await pages.site.publish(worded('no-games', { allow: 'play-games', text: 'Play whenever you like.' }), {
      effectiveFrom: '2026-11-22',
    });
    const later = await pages.get(address);
    assert.match(later.text, /^May I play games\? No/);
    assert.match(later.text, /Do not play games\./);
    assert.match(later.text, /edition 1 of Use of computers, which is no longer in force/);
    assert.equal(later.text.replace(', which is no longer in force', ''), text);
    const now = await pages.get(await asked(pages, { act: 'play-games', facts: { place: 'classroom' } }));
    assert.match(now.text, /^May I play games\? Yes/);
    assert.match(now.text, /Play whenever you like\./);
  });

  it('stays as it was given when the ruling that settled it has ended', async (t) => {
    const ruling = {
      id: 'games',
      settles: ['no-games'],
      question: { act: 'play-games' },
      verdict: 'yes',
      by: 'head',
      on: '2026-09-01',
      until: '2026-11-30',
      because: 'It is Christmas.',
    };
    const pages = await openTestPages({ packs: [worded('none', {}, [ruling])] });
    t.after(() => pages.close());
    const address = await asked(pages, { act: 'play-games', facts: { place: 'classroom' } });
    const { text } = await pages.get(address);
    assert.match(text, /^May I play games\? Yes/);
    pages.site.clock.advance(30 * DAY_MS);
    await pages.site.answerer.refresh();
    assert.equal((await pages.get(address)).text, text);
    assert.match(
      (await pages.get(await asked(pages, { act: 'play-games', facts: { place: 'classroom' } }))).text,
      /^May I play games\? No/,
    );
  });
});

describe('an answer whose clause has markup in it', () => {
  it('shows it as letters', async (t) => {
    const pages = await openTestPages({
      packs: [worded('no-games', { forbid: 'play-games', text: HOSTILE, plain: HOSTILE, instead: HOSTILE })],
    });
    t.after(() => pages.close());
    const page = await pages.get(await asked(pages, { act: 'play-games', facts: { place: 'classroom' } }));
    assert.ok(page.markup.includes(HARMLESS));
    assert.ok(!page.markup.includes(HOSTILE));
  });
});
