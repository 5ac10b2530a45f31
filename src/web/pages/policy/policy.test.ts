import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import {
  HARMLESS,
  HOSTILE,
  otherSchool,
  smallClauses,
  smallSchool,
} from '../../../../test/support/small-school.ts';

const HERE = '/schools/small/policy';

describe('the policy to read', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
  });
  after(() => pages.close());

  it('says what it is, since when it holds and by which minute, with its hash', async () => {
    const page = await pages.get(HERE);
    assert.equal(page.status, 200);
    assert.equal(page.h1, 'Use of computers');
    assert.match(page.text, /Edition 1, in force since 1 September 2026/);
    assert.match(page.text, /minute 2026\/12/);
    assert.match(page.text, /Written after Rules for Computers, 2025/);
    assert.match(page.markup, new RegExp(pages.site.answerer.school('small').edition.contentHash));
  });

  it('has every clause with its number, its text and an anchor', async () => {
    const page = await pages.get(HERE);
    smallClauses.forEach((clause, index) => {
      assert.ok(page.text.includes(`Clause 1.${index + 1} ${String(clause['text'])}`), String(clause['id']));
      assert.match(page.markup, new RegExp(`<li class="gatehouse-rule" id="${String(clause['id'])}">`));
    });
  });

  const SHOWN: readonly (readonly [string, RegExp])[] = [
    ['a plain version', /In plain words: No games, please\./],
    ['what is softer than must', /Lock the screen when you leave it\. Should/],
    [
      'whom it binds, where that is not everybody covered',
      /Tell the network manager when a device is lost\. For each member of staff/,
    ],
    ['what is unclear', /This is unclear: It does not say for how long\./],
    [
      'what pulls the other way',
      /Do not play games\..*Pulls against clause 1\.3\. The stricter holds until somebody rules\./,
    ],
    [
      'what the system does',
      /Sends anybody who asks to connect one's own device to the headteacher, who must agree in writing\./,
    ],
    ['when it holds', /Holds when Place: at home/],
    ['what to have ready', /Have ready Insured/],
    ['what the school still has to say', /When is school\? It has not yet\./],
    ['tags', /Listed under Unacceptable use/],
    [
      'whom to tell and by when',
      /Sends what a member of staff tells of this to the network manager, immediately/,
    ],
  ];
  for (const [what, wanted] of SHOWN) {
    it(`shows ${what}`, async () => {
      assert.match((await pages.get(HERE)).text, wanted);
    });
  }

  it('does not say what goes without saying', async () => {
    const page = await pages.get(HERE);
    assert.doesNotMatch(page.text, /Do not play games\. Must/);
    assert.doesNotMatch(page.text, /We want computers used well\. What Gatehouse does/);
  });

  it('leads to a question about each act and event', async () => {
    const { markup } = await pages.get(HERE);
    assert.match(markup, /href="\/schools\/small\/questions\/new\?act=play-games">Play games</);
    assert.match(markup, /href="\/schools\/small\/questions\/new\?event=device-lost">/);
  });

  it('has a list of contents that folds away without scripts', async () => {
    const { markup } = await pages.get(HERE);
    assert.match(
      markup,
      /<nav [^>]*aria-label="Contents of the policy">\s*<details><summary>Contents: 1 section, 6 clauses</,
    );
  });

  it('has a plain version of the clauses that have one', async () => {
    const page = await pages.get(`${HERE}/plain`);
    assert.match(page.text, /1 clause has a version in plainer words/);
    assert.match(page.text, /Clause 1\.2 No games, please\./);
    assert.doesNotMatch(page.text, /Lock the screen/);
  });

  it('says so where no clause has a plain version', async () => {
    assert.match(
      (await pages.get('/schools/other/policy/plain')).text,
      /No clause of this policy has a plain version yet/,
    );
    assert.doesNotMatch((await pages.get('/schools/other/policy')).markup, /policy\/plain/);
  });

  const REFUSED: readonly (readonly [string, number, RegExp])[] = [
    ['?edition=9', 404, /no edition 9/],
    ['?edition=two', 400, /“edition” must be a number such as 2, and is “two”/],
    ['?edition=0', 400, /must be a number/],
    ['?edition=1&edition=2', 400, /“edition” stands twice/],
    ['?on=2026-02-30', 400, /“on” must be a day such as 2026-09-01/],
    ['?on=yesterday', 400, /must be a day/],
    ['?on=2020-01-01', 404, /No edition was in force on 2020-01-01/],
    ['?edition=1&on=2026-09-01', 400, /not both/],
    ['?edition=<script>alert(1)</script>', 400, /must be a number/],
  ];
  for (const [query, status, said] of REFUSED) {
    it(`refuses ${query}`, async () => {
      const page = await pages.get(`${HERE}${query}`);
      assert.equal(page.status, status);
      assert.match(page.text, said);
      assert.doesNotMatch(page.markup, /<script>alert/);
    });
  }

  it('is found at no school that is not there', async () => {
    assert.equal((await pages.get('/schools/nowhere/policy')).status, 404);
  });

  it('is sent compressed, and not at all to a browser that has it', async () => {
    const plain = await pages.get(HERE);
    const answer = await pages.app.inject({ url: HERE, headers: { 'accept-encoding': 'br' } });
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(answer.rawPayload).toString(), plain.markup);
    const again = await pages.app.inject({
      url: HERE,
      headers: { 'if-none-match': String(answer.headers['etag']) },
    });
    assert.equal(again.statusCode, 304);
    assert.equal(again.body, '');
  });
});

describe('editions to read', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool()] });
    await pages.get(HERE);
    await pages.site.publish(
      smallSchool({ clauses: [...smallClauses, { id: 'new', say: 'fact', text: 'This is new.' }] }),
      { effectiveFrom: '2026-11-01' },
    );
    await pages.site.publish(smallSchool({ clauses: smallClauses.slice(1) }), {
      effectiveFrom: '2027-01-01',
    });
  });
  after(() => pages.close());

  it('shows the edition in force as soon as it is published', async () => {
    assert.match((await pages.get(HERE)).text, /Edition 2, in force since 1 November 2026.*This is new\./);
  });

  it('shows an earlier edition as it was, says when it was replaced, and asks nothing of it', async () => {
    const page = await pages.get(`${HERE}?edition=1`);
    assert.match(
      page.text,
      /Edition 1 was replaced on 1 November 2026\. Read edition 2, which is in force now/,
    );
    assert.doesNotMatch(page.text, /This is new/);
    assert.doesNotMatch(page.markup, /questions\/new/);
  });

  it('shows what held on a day', async () => {
    assert.match(
      (await pages.get(`${HERE}?on=2026-10-31`)).text,
      /On 31 October 2026 this was in force\. Edition 1 was replaced/,
    );
    assert.match(
      (await pages.get(`${HERE}?on=2026-11-01`)).text,
      /On 1 November 2026 this edition was in force/,
    );
  });

  it('says of an edition to come from when it holds', async () => {
    assert.match((await pages.get(`${HERE}?edition=3`)).text, /Edition 3 comes into force on 1 January 2027/);
  });
});

describe('a policy with markup in it', () => {
  it('is shown as the letters that it is', async () => {
    const clauses = [
      {
        id: 'one',
        forbid: 'play-games',
        text: HOSTILE,
        plain: HOSTILE,
        doubt: HOSTILE,
        instead: HOSTILE,
        tags: ['some-tag'],
      },
      { id: 'two', report: 'device-lost', text: HOSTILE, to: { any: ['head'] }, how: HOSTILE },
    ];
    const pages = await openTestPages({
      packs: [
        smallSchool({ clauses, agreements: [], pack: { name: HOSTILE, school: HOSTILE, document: HOSTILE } }),
      ],
    });
    const page = await pages.get(HERE);
    assert.equal(page.h1, HOSTILE);
    assert.doesNotMatch(page.markup, /<script>alert/);
    assert.ok(page.markup.split(HARMLESS).length > 8);
    await pages.close();
  });
});
