import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { addGroup } from '../../../people/index.ts';

const HERE = '/schools/small/signing';
const TODAY = { 'signedOn-day': '22', 'signedOn-month': '11', 'signedOn-year': '2026' };
const PDF = '%PDF-1.4 a signed paper';

describe('who has signed', () => {
  let pages: TestPages;
  let office: SignedIn;
  let oak: string;
  let late: SignedIn;
  before(async () => {
    const form = { id: 'form', title: 'What I promise', signs: ['staff'], dates: 1, clauses: ['no-games'] };
    pages = await openTestPages({ packs: [smallSchool({ agreements: [form] }), otherSchool()] });
    const act = { school: 'small', at: pages.site.clock.now() };
    const group = (name: string) =>
      pages.site.store.transaction((tx) =>
        addGroup(tx, act, { kind: 'department', name, since: '2026-09-01' }),
      );
    oak = await group('Oak');
    office = await signIn(pages.site, 'small', ['office-staff'], {
      givenName: 'Olive',
      familyName: 'Office',
    });
    late = await signIn(pages.site, 'small', ['staff'], {
      givenName: 'Lara',
      familyName: 'Lateson',
      groups: [oak],
    });
    const prompt = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Promptson', groups: [oak] });
    const url = '/schools/small/my/agreements/form';
    const showing =
      /name="showing" value="([\w-]{22})"/.exec((await pages.get(url, prompt.headers)).markup)?.[1] ?? '';
    await post(`${url}/signature`, { showing, fullName: 'Hazel Promptson', agrees: 'yes', ...TODAY }, prompt);
  });
  after(() => pages.close());

  const get = (url: string, as = office) => pages.get(url, as.headers);
  const post = (url: string, fields: Record<string, string>, as = office) =>
    pages.app.inject({
      method: 'POST',
      url,
      headers: { ...as.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });

  /** Whose form is entered from paper. */
  const chosen = () => ({ person: late.personId, form: 'form' });

  it('counts what is missing, by agreement and by group', async () => {
    const page = await get(HERE);
    assert.match(page.text, /1 signature is missing\. 1 of 2/);
    assert.match(page.text, /By agreement .*What I promise 1 of 2 .*By class and department .*Oak 1 of 2/);
  });

  const filters: readonly (readonly [string, RegExp, RegExp])[] = [
    ['', /Lara Lateson What I promise Not signed/, /Promptson/],
    ['?state=signed', /Hazel Promptson What I promise Signed 22 November 2026, edition 1/, /Lateson/],
    ['?state=all', /Lateson .*Promptson/, /Nobody fits/],
    ['?state=all&role=teacher', /Promptson/, /Lateson/],
    ['?state=declined', /Nobody fits/, /Lateson/],
    ['?form=another', /Nobody fits/, /Lateson/],
  ];
  for (const [query, shown, hidden] of filters) {
    it(`is narrowed to ${query || 'whatever is missing'}`, async () => {
      const { text } = await get(HERE + query);
      assert.match(text, shown);
      assert.doesNotMatch(text, hidden);
    });
  }

  it('is not asked for a state that there is not', async () => {
    assert.equal((await get(`${HERE}?state=maybe`)).status, 400);
  });

  it('is a sheet as well', async () => {
    const { body } = await pages.app.inject({ url: `${HERE}/list.csv?state=all`, headers: office.headers });
    assert.match(body, /Hazel Promptson,,What I promise,Signed,2026-11-22,1,/);
    assert.match(body, /Lara Lateson,,What I promise,Not signed,,,/);
  });

  it('says that nobody is asked where nobody is there', async () => {
    const elsewhere = await signIn(pages.site, 'other', ['office-staff']);
    assert.match(
      (await pages.get('/schools/other/signing', elsewhere.headers)).text,
      /Nobody is asked to sign yet/,
    );
  });

  describe('a round of asking', () => {
    const campaigns = `${HERE}/campaigns`;
    const wrong: readonly (readonly [string, Record<string, string>, string])[] = [
      ['without a reason', {}, 'Choose why people are asked'],
      [
        'for a day gone by',
        { reason: 'yearly', 'dueOn-day': '1', 'dueOn-month': '1', 'dueOn-year': '2026' },
        'This day has gone by',
      ],
      [
        'for a day that is none',
        { reason: 'yearly', 'dueOn-day': '31', 'dueOn-month': '2', 'dueOn-year': '2027' },
        'Enter a day such as',
      ],
    ];
    for (const [title, fields, said] of wrong) {
      it(`is not opened ${title}`, async () => {
        const answer = await post(campaigns, fields);
        assert.equal(answer.statusCode, 422);
        assert.ok(answer.body.includes(said));
      });
    }

    it('is opened once, and shown with the day', async () => {
      assert.match((await get(campaigns)).text, /There has been none yet/);
      const fields = { reason: 'first', 'dueOn-day': '9', 'dueOn-month': '12', 'dueOn-year': '2026' };
      assert.equal((await post(campaigns, fields)).statusCode, 303);
      assert.match(
        (await get(HERE)).text,
        /The first time: open since 22 November 2026, to be signed by 9 December 2026/,
      );
      const again = await post(campaigns, fields);
      assert.equal(again.statusCode, 422);
      assert.match(again.body, /People are being asked for this already/);
    });

    it('sends nothing on a Sunday', async () => {
      const answer = await post(`${HERE}/reminders`, {});
      assert.match(String(answer.headers.location), /done=nobody-reminded/);
    });
  });

  describe('a form on paper', () => {
    const boundary = 'gatehouse-test-boundary';
    const send = (fields: Record<string, string>, scan?: { type: string; content: string }, as = office) => {
      const parts = Object.entries(fields).map(
        ([name, value]) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      if (scan)
        parts.push(
          `--${boundary}\r\ncontent-disposition: form-data; name="scan"; filename="scan"\r\ncontent-type: ${scan.type}\r\n\r\n${scan.content}\r\n`,
        );
      return pages.app.inject({
        method: 'POST',
        url: `${HERE}/paper`,
        headers: { ...as.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: `${parts.join('')}--${boundary}--\r\n`,
      });
    };
    const pdf = { type: 'application/pdf', content: PDF };

    it('is entered from the list', async () => {
      const link = /href="([^"]*\/signing\/paper\?[^"]*)"/.exec((await get(HERE)).markup)?.[1];
      const page = await get(String(link).replaceAll('&amp;', '&'));
      assert.match(page.text, /Who Lara Lateson Agreement What I promise Witness Olive Office/);
    });

    const wrong: readonly (readonly [string, Record<string, string>, typeof pdf | undefined, string])[] = [
      ['a scan', { ...TODAY, witness: 'yes' }, undefined, 'Choose the scan of the signed paper'],
      [
        'a scan that is one',
        { ...TODAY, witness: 'yes' },
        { type: 'application/pdf', content: 'MZ' },
        'The scan must be a PDF',
      ],
      [
        'a known kind of scan',
        { ...TODAY, witness: 'yes' },
        { type: 'text/html', content: '<p>' },
        'The scan must be a PDF',
      ],
      ['a witness', { ...TODAY }, pdf, 'I have the signed paper before me'],
      ['a date', { witness: 'yes' }, pdf, 'Enter the date on the paper'],
      [
        'a date that has come',
        { ...TODAY, 'signedOn-year': '2027', witness: 'yes' },
        pdf,
        'not later than today',
      ],
    ];
    for (const [title, fields, scan, said] of wrong) {
      it(`is not kept without ${title}`, async () => {
        const answer = await send({ ...chosen(), ...fields }, scan);
        assert.equal(answer.statusCode, 422);
        assert.ok(answer.body.includes(said), said);
      });
    }

    it('is of somebody who is asked to sign', async () => {
      const fields = { ...TODAY, witness: 'yes', form: 'form', person: 'a'.repeat(22) };
      assert.equal((await send(fields, pdf)).statusCode, 404);
    });

    it('is kept with its scan, which only the office can fetch', async () => {
      assert.equal((await send({ ...chosen(), ...TODAY, witness: 'yes' }, pdf)).statusCode, 303);
      const person = await get(`/schools/small/people/${late.personId}`);
      const id = /my\/signatures\/([\w-]{22})/.exec(person.markup)?.[1];
      const receipt = `/schools/small/my/signatures/${id}`;
      assert.match((await get(receipt)).text, /On paper, witnessed by Olive Office .*Scan of the paper/);
      assert.doesNotMatch((await get(receipt, late)).text, /Scan of the paper/);
      const scan = (as: SignedIn) => pages.app.inject({ url: `${HERE}/paper/${id}`, headers: as.headers });
      assert.equal((await scan(office)).body, PDF);
      assert.match(
        String((await scan(office)).headers['content-disposition']),
        /^attachment; filename="scan\.pdf"$/,
      );
      assert.equal((await scan(late)).statusCode, 404);
    });
  });

  it('is nobody’s business but the office’s', async () => {
    for (const place of ['', '/campaigns', '/list.csv', '/paper'])
      assert.equal((await pages.app.inject({ url: HERE + place, headers: late.headers })).statusCode, 404);
  });
});
