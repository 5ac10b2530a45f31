import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { checkUnmarked, payloads } from '../../../../test/support/hostile.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { testPack } from '../../../../test/support/site.ts';
import { signOnPaper } from '../../../agreements/index.ts';
import { newId } from '../../../kernel/index.ts';
import { fileReport, readReports, type ReportDraft } from '../../../reports/index.ts';

const school = 'st-michaels';
const home = `/schools/${school}`;
const list = `${home}/reports`;
const secret = 'The list of Heron class went to Zelda Quibble.';

const at = (id: string, noun?: string) => `${list}/${id}${noun === undefined ? '' : `/${noun}`}`;
const today = (name: string) => ({
  [`${name}-day`]: '22',
  [`${name}-month`]: '11',
  [`${name}-year`]: '2026',
});

describe('hearing what was told', () => {
  let pages: TestPages;
  let cast: Record<'teacher' | 'head' | 'chair' | 'network' | 'dsl' | 'pupil' | 'office', SignedIn>;

  before(async () => {
    pages = await openTestPages({ packs: [testPack('st-michaels'), testPack('law-england')] });
    const enter = (role: string, givenName: string, familyName: string) =>
      signIn(pages.site, school, [role], {
        givenName,
        familyName,
        email: `${givenName.toLowerCase()}@school.example`,
      });
    cast = {
      teacher: await enter('teacher', 'Ann', 'Trial'),
      head: await enter('headteacher', 'Hetty', 'Leaderby'),
      chair: await enter('chair-of-governors', 'Clara', 'Benchley'),
      network: await enter('network-manager', 'Otto', 'Cableton'),
      dsl: await enter('dsl', 'Dora', 'Shieldon'),
      pupil: await enter('pupil', 'Pip', 'Young'),
      office: await enter('office-staff', 'Olga', 'Deskman'),
    };
  });
  after(() => pages?.close());

  type Who = keyof typeof cast;
  const get = (who: Who, url: string) => pages.get(url, cast[who].headers);
  const post = (who: Who, url: string, fields: Readonly<Record<string, string>> = {}) =>
    pages.app.inject({
      method: 'POST',
      url,
      headers: { ...cast[who].headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
  const tell = async (draft: Partial<ReportDraft> = {}) => {
    const { site } = pages;
    const { edition, policy } = site.answerer.school(school);
    return site.store.transaction((tx) =>
      fileReport(
        tx,
        { school, at: site.clock.now() },
        { key: school, edition: edition.number, policy },
        { ...site.reporting, secret: site.keys.secret },
        {
          event: 'email-mis-sent',
          as: ['staff'],
          facts: { 'personal-data-involved': true },
          words: secret,
          about: [],
          way: 'page',
          toldBy: cast.teacher.personId,
          once: newId(),
          files: [],
          ...draft,
        },
      ),
    );
  };
  const stateOf = async (id: string) => {
    const [report] = await readReports(pages.site.store.db, school, { ids: [id] });
    return report?.state;
  };

  it('lists it for those who hear it, with by when, and nothing of it for others', async () => {
    const { id, reference } = await tell();
    const page = await get('head', list);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(`Data protection .*${reference}.*Nobody heard it yet`));
    assert.match((await get('head', `${home}/my`)).text, /1 report for you to hear/);
    for (const who of ['teacher', 'dsl', 'pupil', 'office', 'chair'] as const) {
      assert.match((await get(who, list)).text, /Nothing that was told waits for you/);
      assert.doesNotMatch((await get(who, `${home}/my`)).text, /for you to hear/);
      const [there, nowhere] = [await get(who, at(id)), await get(who, at(newId()))];
      assert.deepEqual([there.status, there.text], [404, nowhere.text]);
      assert.equal((await post(who, at(id, 'acknowledgement'))).statusCode, 404);
      assert.equal((await post(who, at(id, 'notes'), { words: 'Hello' })).statusCode, 404);
      assert.equal((await get(who, at(id, 'hearers'))).status, 404);
    }
  });

  it('a report about the head goes to the chair, and the head finds neither it nor its number', async () => {
    const { id, reference } = await tell({ about: [cast.head.personId] });
    assert.equal((await get('head', at(id))).status, 404);
    assert.doesNotMatch((await get('head', list)).text, new RegExp(reference));
    assert.equal((await get('chair', at(id))).status, 200);
    const search = await post('head', `${list}/search`, { words: reference, among: 'open' });
    assert.doesNotMatch((await get('head', String(search.headers.location))).markup, new RegExp(id));
  });

  it('is one page: what was told, to whom, what the law wants, and what those had signed whom it is about', async () => {
    const { id } = await tell({ about: [cast.office.personId], aboutWords: 'the lady at the desk' });
    const page = await get('network', at(id));
    for (const words of [
      secret,
      'Ann Trial, as: Member of staff',
      'the lady at the desk',
      'Olga Deskman had signed nothing on 22 November 2026',
      'Hetty Leaderby, not heard yet',
      '3 days left',
      'Ask whoever received it to delete it',
    ])
      assert.ok(page.text.toLowerCase().includes(words.toLowerCase()), `${words}\n${page.text}`);
  });

  it('quotes the words that somebody had signed, with the day and the edition, and says what they had not', async () => {
    const { site } = pages;
    const { personId } = cast.teacher;
    await signOnPaper(site.store, site.forms, site.clock, {
      school,
      witnessId: cast.office.personId,
      personId,
      form: 'staff-agreement',
      signedOn: '2026-09-10',
      scan: Buffer.from('%PDF-1.7 signed'),
      type: 'application/pdf',
    });
    const { clauses } = await site.forms.textOf(school, 1, 'staff-agreement', 'full');
    const [clause] = clauses;
    const { id } = await tell({ about: [personId], toldBy: undefined });
    await post('head', at(id, 'links'), { what: 'clause', number: clause?.number ?? '' });
    const { text } = await get('head', at(id));
    const said = `Agreed on 10 September 2026 to edition 1, clause ${clause?.number}, in these words: “${clause?.text.replace(/\s+/g, ' ')}”`;
    assert.ok(text.includes(said), `${said}\n${text}`);
    const early = await tell({
      about: [personId],
      toldBy: undefined,
      cameAt: new Date('2026-09-09T09:00:00Z'),
    });
    assert.match((await get('head', at(early.id))).text, /Ann Trial had signed nothing on 9 September 2026/);
  });

  it('is heard, given to somebody, asked about, referred, ticked, found out and closed, and opened again', async () => {
    const { id } = await tell();
    const done = async (who: Who, noun: string, fields = {}) => {
      const sent = await post(who, at(id, noun), fields);
      assert.equal(sent.headers.location, `${at(id)}?done=${noun}`, `${noun}: ${sent.body}`);
    };
    await done('head', 'acknowledgement');
    await done('network', 'acknowledgement');
    await done('head', 'assignment', { person: cast.office.personId });
    assert.equal((await get('office', at(id))).status, 200);
    await done('office', 'notes', { words: 'I rang them.' });
    await done('office', 'questions', { words: 'When was that?' });
    await done('office', 'messages', { words: 'Thank you.' });
    await done('head', 'referrals', {
      to: 'the Information Commissioner’s Office (ICO)',
      reference: 'IC-1',
      ...today('on'),
    });
    await done('head', 'handover', { system: 'CPOMS', reference: '77' });
    await done('head', 'parents', { who: 'Mrs Quibble', how: 'by telephone' });
    await done('head', 'hearers', { person: cast.dsl.personId });
    await done('head', 'links', { what: 'thing', number: 'L-12' });
    await done('head', 'steps', { step: 'first-1' });
    const unfinished = await post('head', at(id, 'outcome'), { words: 'Nothing came of it.' });
    assert.equal(unfinished.statusCode, 422);
    assert.match(unfinished.body, /findings#what-data/);
    assert.match(unfinished.body, /Nothing came of it\./);
    await done('head', 'findings', {
      'what-data': 'Names',
      'how-many': '30',
      contained: 'Deleted',
      risk: 'unlikely',
      why: 'One parent',
      ...today('regulator-told'),
      'regulator-told-time': '08:15',
    });
    const page = await get('dsl', at(id));
    for (const words of [
      'Hetty Leaderby heard it for the headteacher',
      'Hetty Leaderby gave it to Olga Deskman',
      'Olga Deskman asked the teller',
      'IC-1',
      'to CPOMS',
      'Mrs Quibble',
      'let Dora Shieldon hear it',
      'thing L-12',
      'Done by Hetty Leaderby',
      'in time',
    ])
      assert.ok(page.text.includes(words), `${words}\n${page.text}`);
    await done('head', 'outcome', { words: 'Nothing came of it.', teller: 'It is put right.' });
    assert.equal(await stateOf(id), 'closed');
    assert.match((await get('head', `${list}/closed`)).markup, new RegExp(id));
    assert.doesNotMatch((await get('teacher', `${list}/closed`)).markup, new RegExp(id));
    await done('head', 'reopening', { words: 'There is more.' });
    assert.equal(await stateOf(id), 'open');
    const told = (await get('teacher', `${home}/my/reports/${id}`)).text;
    assert.match(told, /When was that\?.*Thank you\..*It is put right\./);
    assert.doesNotMatch(told, /I rang them|Nothing came of it|Quibble.*telephone/);
  });

  it('tells those who come to hear it, and the teller that there is an answer, and nobody what it is', async () => {
    const { id } = await tell();
    await post('head', at(id, 'assignment'), { person: cast.office.personId });
    await post('head', at(id, 'questions'), { words: 'When was that?' });
    const letters = await pages.site.store.db
      .selectFrom('message')
      .select(['to_address', 'subject', 'body_text'])
      .where('body_text', 'like', `%${id}%`)
      .execute();
    assert.deepEqual(letters.map((each) => each.to_address.split('@')[0]).toSorted(), [
      'ann',
      'hetty',
      'olga',
      'otto',
    ]);
    for (const { subject, body_text: text } of letters)
      assert.doesNotMatch(subject + text, /Quibble|Heron|When/);
    const kept = await get('office', `${home}/mail`);
    assert.doesNotMatch(kept.text, /was told that is for you|answer for you/);
  });

  it('says that it is about somebody, and from then on it is not there for them', async () => {
    const { id } = await tell();
    assert.equal((await get('network', at(id))).status, 200);
    const entered = await post('head', at(id, 'about'), { name: 'otto cableton' });
    assert.equal(entered.statusCode, 303, entered.body);
    assert.equal((await get('network', at(id))).status, 404);
    for (const [name, mistake] of [
      ['Nobody Known', 'Nobody at the school is called this'],
      ['Hetty Leaderby', 'Somebody else who hears it has to enter you'],
      ['', 'Enter a name'],
    ] as const) {
      const sent = await post('head', at(id, 'about'), { name });
      assert.deepEqual([sent.statusCode, sent.body.includes(mistake)], [422, true]);
    }
    const form = await get('head', at(id, 'hearers'));
    assert.match(form.text, /Dora Shieldon/);
    assert.doesNotMatch(form.text, /Otto Cableton|Pip Young/);
    const sent = await post('head', at(id, 'hearers'), { person: cast.network.personId });
    assert.equal(sent.statusCode, 422);
  });

  it('every form opens, says what is missing and loses nothing that was typed', async () => {
    const { id } = await tell();
    for (const noun of [
      'assignment',
      'notes',
      'questions',
      'messages',
      'findings',
      'referrals',
      'handover',
      'parents',
      'about',
      'hearers',
      'links',
      'outcome',
    ]) {
      assert.equal((await get('head', at(id, noun))).status, 200, noun);
      assert.equal((await post('head', at(id, noun))).statusCode, 422, noun);
    }
    const sent = await post('head', at(id, 'parents'), { who: 'Mr Known', words: 'He rang back.' });
    assert.match(sent.body, /Enter how they were told/);
    assert.match(sent.body, /value="Mr Known"/);
    assert.match(sent.body, />He rang back\.</);
  });

  /** Hands in a text file as evidence. */
  const handIn = async (who: Who, id: string, words: string, name?: string) => {
    const data = new FormData();
    data.set('words', words);
    if (name !== undefined) data.set('files', new File(['The lines of a log.'], name));
    const encoded = new Response(data);
    return pages.app.inject({
      method: 'POST',
      url: at(id, 'evidence'),
      headers: { ...cast[who].headers, 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
  };

  it('whoever works on it keeps evidence with it, as it is, and others find neither it nor the form', async () => {
    const { id } = await tell();
    assert.equal((await get('dsl', at(id, 'evidence'))).status, 404);
    assert.equal((await handIn('dsl', id, 'Mine.', 'log.txt')).statusCode, 404);
    assert.match((await handIn('head', id, 'From the filter.')).body, /Choose a file/);
    const refused = await handIn('head', id, 'From the filter.', 'log.html');
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, />From the filter\.</);
    assert.equal((await handIn('head', id, 'From the filter.', 'log.txt')).statusCode, 303);
    const page = await get('head', at(id));
    assert.match(page.text, /From the filter\..*log\.txt/);
    const file = new RegExp(`${at(id)}/files/[\\w-]{22}`).exec(page.markup)?.[0] ?? '';
    const sent = await pages.app.inject({ url: file, headers: cast.head.headers });
    assert.equal(sent.body, 'The lines of a log.');
    assert.match(String(sent.headers['content-disposition']), /^attachment/);
    assert.equal((await get('dsl', file)).status, 404);
  });

  it('nothing is kept where an illegal image may be in play', async () => {
    const facts = { 'illegal-image-possible': true };
    const { id } = await tell({ event: 'harmful-material-met', facts });
    assert.match((await get('dsl', at(id, 'evidence'))).text, /No file is kept with this report/);
    assert.equal((await handIn('dsl', id, 'The picture.', 'log.txt')).statusCode, 422);
    assert.doesNotMatch((await get('dsl', at(id))).text, /log\.txt/);
  });

  it('what people wrote is never markup', async () => {
    for (const payload of payloads) {
      const { id } = await tell({ words: payload, aboutWords: payload });
      await post('head', at(id, 'notes'), { words: payload });
      checkUnmarked((await get('head', at(id))).markup, payload);
    }
  });

  it('figures show no small number, and are not for everybody', async () => {
    const page = await get('head', `${list}/figures`);
    assert.match(page.text, /By kind.*personal data lost or sent astray/i);
    assert.equal((await get('teacher', `${list}/figures`)).status, 404);
    const sheet = await pages.app.inject({ url: `${list}/figures/reports.csv`, headers: cast.head.headers });
    assert.match(sheet.body, /By month,November 2026,/);
    assert.match(sheet.headers['content-type'] as string, /text\/csv/);
  });
});
