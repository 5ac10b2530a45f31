import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Fetched, openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { type SignedIn, signIn, type Who } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallClauses, smallSchool } from '../../../../test/support/small-school.ts';

const form = {
  id: 'form',
  title: 'What I promise',
  signs: ['staff'],
  dates: 1,
  clauses: ['lock', 'no-games'],
};
const forms = [
  form,
  {
    id: 'family',
    title: 'For my child',
    signs: ['parent'],
    behalf: 'parent',
    dates: 1,
    clauses: ['no-games', 'lock'],
  },
  {
    id: 'asked',
    title: 'What I understood',
    signs: ['manager'],
    dates: 1,
    clauses: ['lock', 'no-games'],
    questions: [
      {
        ask: 'What do you do when you go?',
        clause: 'lock',
        choices: ['Nothing', 'Lock the screen'],
        right: 2,
      },
    ],
  },
  { id: 'young', title: 'My rules', signs: ['pupil'], dates: 1, clauses: ['no-games'] },
];
const school = (lock = 'Lock the screen when you leave it.') =>
  smallSchool({
    agreements: forms,
    clauses: smallClauses.map((clause) => (clause['id'] === 'lock' ? { ...clause, text: lock } : clause)),
  });
const MY = '/schools/small/my';
const FORM = `${MY}/agreements/form`;
const TODAY = { 'signedOn-day': '22', 'signedOn-month': '11', 'signedOn-year': '2026' };

const showingIn = ({ markup }: Fetched): string => {
  const showing = /name="showing" value="([\w-]{22})"/.exec(markup)?.[1];
  assert.ok(showing);
  return showing;
};

describe('signing', () => {
  let pages: TestPages;
  let count = 0;
  before(async () => {
    pages = await openTestPages({ packs: [school(), otherSchool()] });
  });
  after(() => pages.close());

  const enter = (roles: string[], who: Who = {}) =>
    signIn(pages.site, 'small', roles, {
      givenName: 'Wilma',
      familyName: `Test${String.fromCodePoint(97 + count++)}`,
      ...who,
    });
  const somebody = async (familyName = 'Signson') => ({
    ...(await enter(['staff'], { familyName })),
    name: `Wilma ${familyName}`,
  });
  const post = async (
    as: SignedIn,
    url: string,
    fields: readonly (readonly [string, string])[] | Record<string, string>,
  ) => {
    const answer = await pages.app.inject({
      method: 'POST',
      url,
      headers: { ...as.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields as Record<string, string>)),
    });
    return { status: answer.statusCode, to: answer.headers.location ?? '', markup: answer.body };
  };
  const read = async (as: SignedIn, url = FORM) => showingIn(await pages.get(url, as.headers));
  it('asks what was understood where the school wants that, and leads back to the clause', async () => {
    const volunteer = { ...(await enter(['manager'], { familyName: 'Signson' })), name: 'Wilma Signson' };
    const url = `${MY}/agreements/asked`;
    const page = await pages.get(url, volunteer.headers);
    assert.ok(page.markup.includes('What do you do when you go?'));
    const showing = showingIn(page);
    const fields = { showing, fullName: volunteer.name, ...TODAY, agrees: 'yes' };
    const none = await post(volunteer, `${url}/signature`, fields);
    assert.equal(none.status, 422);
    assert.ok(none.markup.includes('Choose an answer'));
    const wrong = await post(volunteer, `${url}/signature`, { ...fields, 'question-1': '1' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.markup, /Read [\d.]+ once more, then choose again/);
    const right = await post(volunteer, `${url}/signature`, { ...fields, 'question-1': '2' });
    assert.equal(right.status, 303);
    const { leaf } = await pages.site.store.db
      .selectFrom('ledger_entry')
      .select('leaf')
      .where('school_id', '=', 'small')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    assert.match(Buffer.from(leaf as unknown as Uint8Array).toString(), /"understood":1/);
  });

  const signed = async (
    as: SignedIn & { readonly name: string },
    url = FORM,
    more: Record<string, string> = {},
  ) =>
    post(as, `${url}/signature`, {
      showing: await read(as, url),
      fullName: as.name,
      agrees: 'yes',
      ...TODAY,
      ...more,
    });

  it('is asked for on one’s own page until it is done', async () => {
    const who = await somebody();
    assert.match((await pages.get(MY, who.headers)).text, /To do What I promise Not signed/);
    const { status, to } = await signed(who);
    assert.equal(status, 303);
    const receipt = await pages.get(to, who.headers);
    assert.equal(receipt.h1, 'Thank you, it is signed');
    assert.match(receipt.text, /Signed by Wilma Signson .*Date 22 November 2026/);
    const mine = await pages.get(MY, who.headers);
    assert.match(mine.text, /Nothing waits for you\. .*What I promise Signed on 22 November 2026 Receipt/);
    assert.equal((await pages.get(FORM, who.headers)).status, 404, 'what is signed is not asked again');
  });

  it('shows the words, today’s date, and what can be done', async () => {
    const page = await pages.get(FORM, (await somebody()).headers);
    assert.match(
      page.text,
      /Lock the screen when you leave it\. Clause 1\.5 of the policy Do not play games\./,
    );
    assert.match(page.markup, /id="signedOn-day" name="signedOn-day" type="text" value="22"/);
    assert.match(page.text, /I agree, but not to all of it .*I do not agree/);
  });

  const mistakes: readonly (readonly [string, Record<string, string>, string])[] = [
    ['no name', { fullName: '' }, 'Write your full name'],
    ['another’s name', { fullName: 'Somebody Else' }, 'This is not the name that the school knows you by'],
    ['another day', { 'signedOn-day': '21' }, 'The date must be today’s'],
    ['a day that is none', { 'signedOn-month': '13' }, 'The date must be today’s'],
    ['no tick', { agrees: '' }, 'Tick that you have read it and agree'],
    ['part, and not which', { partly: 'yes', reason: 'Because' }, 'Tick what you do not agree to'],
    ['part, and not why', { partly: 'yes', declined: 'lock', reason: '' }, 'Say why. A sentence is enough'],
  ];
  for (const [title, fields, said] of mistakes) {
    it(`is not done with ${title}; what was written stays`, async () => {
      const who = await somebody();
      const { status, markup } = await signed(who, FORM, { reason: 'Kept words', ...fields });
      assert.equal(status, 422);
      assert.ok(markup.includes(said), said);
      assert.match(markup, /name="showing" value="[\w-]{22}"/);
      if (fields['reason'] === undefined) assert.match(markup, />Kept words<\/textarea>/);
    });
  }

  it('is done in part, with the clause and the reason', async () => {
    const who = await somebody();
    const { to } = await signed(who, FORM, { partly: 'yes', declined: 'lock', reason: 'It locks by itself' });
    assert.match((await pages.get(to, who.headers)).text, /Not agreed to clause 1\.5/);
  });

  it('is not part of it to decline everything', async () => {
    const who = await somebody();
    const fields = {
      showing: await read(who),
      fullName: who.name,
      agrees: 'yes',
      partly: 'yes',
      reason: 'No',
      ...TODAY,
    };
    const all = [...Object.entries(fields), ['declined', 'lock'], ['declined', 'no-games']] as [
      string,
      string,
    ][];
    const { status, markup } = await post(who, `${FORM}/signature`, all);
    assert.equal(status, 422);
    assert.match(markup, /That is everything\. Use “I do not agree” below/);
  });

  it('is declined with a reason, which the office reads and follows up', async () => {
    const who = await somebody('Declinson');
    const showing = await read(who);
    assert.equal((await post(who, `${FORM}/refusal`, { showing, refusalReason: ' ' })).status, 422);
    const { to } = await post(who, `${FORM}/refusal`, { showing, refusalReason: 'The union says no' });
    assert.match(
      (await pages.get(to, who.headers)).text,
      /Your answer is kept.*To do What I promise Declined/,
    );
    const office = await enter(['office-staff']);
    const list = await pages.get('/schools/small/refusals', office.headers);
    const id = /refusals\/([\w-]{22})">Wilma Declinson/.exec(list.markup)?.[1];
    assert.match(
      (await pages.get(`/schools/small/refusals/${id}`, office.headers)).text,
      /The union says no/,
    );
    const url = `/schools/small/refusals/${id}/follow-up`;
    assert.equal((await post(office, url, { outcome: '' })).status, 422);
    const followed = await post(office, url, { outcome: 'We spoke and agreed' });
    assert.match((await pages.get(followed.to, office.headers)).text, /Followed up 1 /);
    assert.equal((await pages.get('/schools/small/refusals', who.headers)).status, 404);
  });

  it('is done once in two tabs', async () => {
    const who = await somebody();
    const [one, two] = [await read(who), await read(who)];
    const send = (showing: string) =>
      post(who, `${FORM}/signature`, { showing, fullName: who.name, agrees: 'yes', ...TODAY });
    assert.match((await send(one)).to, /signatures/);
    assert.match((await send(two)).to, /done=answered/);
    assert.match((await pages.get(`${MY}?done=answered`, who.headers)).text, /That was answered already/);
  });

  it('is not done with what was shown to somebody else', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const { status } = await post(other, `${FORM}/signature`, {
      showing: await read(one),
      fullName: other.name,
      agrees: 'yes',
      ...TODAY,
    });
    assert.equal(status, 404);
  });

  it('is done by a parent for each child, beside the child’s own tick', async () => {
    const parent = await enter(['parent'], { familyName: 'Parentson' });
    const child = await enter(['pupil'], {
      givenName: 'Little',
      familyName: 'Parentson',
      childOf: parent.personId,
    });
    const url = `${MY}/agreements/family/children/${child.personId}`;
    assert.match((await pages.get(MY, parent.headers)).text, /For my child, for Little Parentson/);
    assert.match((await pages.get(url, parent.headers)).text, /Little Parentson’s own tick/);
    const who = { ...parent, name: 'Wilma Parentson' };
    const { to } = await signed(who, url, { childTicked: 'yes' });
    assert.match((await pages.get(to, parent.headers)).text, /For Little Parentson, who ticked as well/);
    const stranger = await enter(['parent']);
    assert.equal((await pages.get(url, stranger.headers)).status, 404, 'not for somebody else’s child');
  });

  it('is read by a pupil in plain words', async () => {
    const pupil = await enter(['pupil'], { strength: 1 });
    const page = await pages.get(`${MY}/agreements/young`, pupil.headers);
    assert.match(page.text, /No games, please\. Clause 1\.2 of the policy says: Do not play games\./);
  });

  describe('a receipt', () => {
    it('is a PDF and evidence to keep', async () => {
      const who = await somebody();
      const url = (await signed(who)).to.split('?')[0] as string;
      const pdf = await pages.app.inject({ url: `${url}/receipt.pdf`, headers: who.headers });
      assert.equal(pdf.headers['content-type'], 'application/pdf');
      assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-');
      const json = await pages.app.inject({ url: `${url}/evidence.json`, headers: who.headers });
      assert.equal(json.json().signature.fullName, who.name);
      assert.ok(json.json().ledger.evidence, 'the ledger is sealed for what is kept');
    });

    it('is seen by its owner and the office, and by nobody else', async () => {
      const who = await somebody();
      const url = (await signed(who)).to.split('?')[0] as string;
      const [colleague, office] = [await somebody(), await enter(['office-staff'])];
      for (const part of ['', '/receipt.pdf', '/evidence.json']) {
        const status = async (as: SignedIn) =>
          (await pages.app.inject({ url: url + part, headers: as.headers })).statusCode;
        assert.equal(await status(colleague), 404);
        assert.equal(await status(office), 200);
      }
    });
  });

  it('asks again who is there when the last proof is old', async () => {
    const who = await somebody();
    pages.site.clock.advance(25 * 60_000);
    const answer = await pages.app.inject({ url: FORM, headers: who.headers });
    assert.equal(answer.statusCode, 303);
    assert.match(String(answer.headers.location), /\/proof\?next=/);
  });

  it('shows just what changed, before and after, once an edition changes it', async () => {
    const who = await somebody();
    await signed(who);
    await pages.site.publish(school('Lock the screen whenever you leave the room.'), { change: 'material' });
    const mine = await pages.get(MY, who.headers);
    assert.match(mine.text, /What I promise To sign what changed/);
    const page = await pages.get(FORM, who.headers);
    assert.match(
      page.text,
      /Changed: clause 1\.5 Edition 1, which you signed Lock the screen .*Edition 2, now Lock the screen/,
    );
    assert.doesNotMatch(page.text, /Do not play games\. Clause/);
    assert.match((await signed(who)).to, /signatures/);
  });

  it('is not done with words that changed after they were read', async () => {
    const who = await somebody();
    const showing = await read(who);
    await pages.site.publish(school('Lock it.'), { change: 'material' });
    const { to } = await post(who, `${FORM}/signature`, {
      showing,
      fullName: who.name,
      agrees: 'yes',
      ...TODAY,
    });
    assert.match(to, /\?again=yes$/);
    assert.match((await pages.get(to, who.headers)).text, /The words have changed since you opened the page/);
  });
});

describe('countersigning', () => {
  let pages: TestPages;
  let head: SignedIn;
  let signer: SignedIn;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool()] });
    head = await signIn(pages.site, 'small', ['head'], { givenName: 'Hedda', familyName: 'Head' });
    signer = await signIn(pages.site, 'small', ['staff'], { givenName: 'Wilma', familyName: 'Signson' });
    const page = await pages.get(FORM, signer.headers);
    const showing = /name="showing" value="([\w-]{22})"/.exec(page.markup)?.[1] ?? '';
    await post(signer, `${FORM}/signature`, { showing, fullName: 'Wilma Signson', agrees: 'yes', ...TODAY });
  });
  after(() => pages.close());

  const post = (as: SignedIn, url: string, fields: Record<string, string>) =>
    pages.app.inject({
      method: 'POST',
      url,
      headers: { ...as.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
  const QUEUE = '/schools/small/countersigning';

  it('waits for the headteacher, and for nobody else', async () => {
    assert.match((await pages.get(MY, head.headers)).text, /Countersign 1 agreement Waiting for you/);
    assert.match(
      (await pages.get(QUEUE, head.headers)).text,
      /Wilma Signson: What I promise Signed on 22 November 2026/,
    );
    assert.match((await pages.get(QUEUE, signer.headers)).text, /Nothing waits for you/);
  });

  it('is done with a tick, a name and the date', async () => {
    const signature = /value="([\w-]{22})"/.exec((await pages.get(QUEUE, head.headers)).markup)?.[1] ?? '';
    assert.ok(signature);
    assert.equal((await post(head, QUEUE, { fullName: 'Hedda Head', ...TODAY })).statusCode, 422);
    assert.equal((await post(head, QUEUE, { signature, fullName: 'Not Me', ...TODAY })).statusCode, 422);
    assert.equal(
      (await post(signer, QUEUE, { signature, fullName: 'Wilma Signson', ...TODAY })).statusCode,
      422,
    );
    const done = await post(head, QUEUE, { signature, fullName: 'Hedda Head', ...TODAY });
    assert.equal(done.statusCode, 303);
    assert.match((await pages.get(QUEUE, head.headers)).text, /Nothing waits for you/);
    const receipt = await pages.get(`${MY}/signatures/${signature}`, signer.headers);
    assert.match(receipt.text, /Headteacher countersigns Hedda Head, on 22 November 2026/);
  });
});
