import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { HARMLESS, HOSTILE, otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { viewerOf } from '../../../accounts/index.ts';
import { addGroup, findPerson, holdingsOf, movementsWhere, rolesHeld } from '../../../people/index.ts';

const HERE = '/schools/small/people';
const TODAY = '2026-11-22';
const day = (name: string, text: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = text.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

describe('people', () => {
  let pages: TestPages;
  let office: SignedIn;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
    office = await signIn(pages.site, 'small', ['office-staff'], {
      givenName: 'Olive',
      familyName: 'Office',
    });
  });
  after(() => pages.close());

  const get = (url: string, as = office) => pages.get(url, as.headers);
  const post = async (url: string, fields: Readonly<Record<string, string>> = {}, as = office) => {
    const answer = await pages.app.inject({
      method: 'POST',
      url,
      headers: { ...as.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(new URLSearchParams(fields)),
    });
    return { status: answer.statusCode, to: answer.headers.location ?? '', markup: answer.body };
  };
  const enter = async (givenName: string, familyName: string, more: Record<string, string> = {}) => {
    const { to } = await post(HERE, { givenName, familyName, ...day('since', TODAY), ...more });
    const id = /people\/([\w-]{22})\?done=added$/.exec(to)?.[1];
    assert.ok(id, to);
    return id;
  };

  describe('the list', () => {
    it('is in the order of family names and leads to each person', async () => {
      const id = await enter('Zed', 'Aardvark');
      const page = await get(HERE);
      assert.equal(page.h1, 'People');
      assert.match(page.markup, new RegExp(`href="${HERE}/${id}">Aardvark, Zed</a>`));
      assert.ok(page.text.indexOf('Aardvark') < page.text.indexOf('Office, Olive'));
    });

    it('searches by part of a name, which stands in no address', async () => {
      await enter('Quibble', 'Findme');
      const { status, to } = await post(`${HERE}/search`, { words: 'findm' });
      assert.equal(status, 303);
      assert.doesNotMatch(to, /findm/i);
      const page = await get(to);
      assert.match(page.text, /1 person\. .*Findme, Quibble/);
      assert.match(page.markup, /value="findm"/);
    });

    it('does not tell one person what another searched for', async () => {
      const { to } = await post(`${HERE}/search`, { words: 'findm' });
      const other = await signIn(pages.site, 'small', ['office-staff'], { familyName: 'Other' });
      const page = await get(to, other);
      assert.match(page.text, /That search is over\. Search again/);
      assert.doesNotMatch(page.markup, /findm"/);
    });

    it('takes a wildcard as a letter', async () => {
      const { to } = await post(`${HERE}/search`, { words: '%' });
      assert.match((await get(to)).text, /Nobody fits/);
    });

    it('leaves out who has left, until they are asked for', async () => {
      const id = await enter('Gone', 'Wanderer');
      await post(`${HERE}/${id}/closure`, { ...day('until', TODAY), sure: 'yes' });
      assert.doesNotMatch((await get(HERE)).text, /Wanderer/);
      assert.match((await get(`${HERE}?gone=yes`)).text, /Wanderer, Gone Left/);
    });

    it('is a sheet in which nothing begins a formula', async () => {
      for (const name of ['=1+1', '+1', '-1', '@sum']) await enter(name, 'Formula');
      const sheet = await pages.app.inject({ url: `${HERE}/list.csv`, headers: office.headers });
      assert.equal(sheet.statusCode, 200);
      assert.match(String(sheet.headers['content-disposition']), /attachment; filename="people\.csv"/);
      const cells = sheet.body.split('\r\n').flatMap((line) => line.split(','));
      assert.deepEqual(
        cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell)),
        [],
      );
      assert.ok(sheet.body.includes("Formula,'=1+1"));
    });

    it('shows fifty on a page and the rest on the next', async () => {
      for (let count = 0; count < 50; count += 1) await enter(`Number${count}`, 'Manyson');
      const page = await get(HERE);
      assert.match(page.text, /1 to 50 shown/);
      assert.match(page.markup, /rel="next"/);
      assert.match((await get(`${HERE}?page=2`)).text, /51 to \d+ shown/);
    });
  });

  describe('entering somebody', () => {
    it('keeps the person, the first role and the list of what there is to do', async () => {
      const id = await enter('New', 'Comer', { role: 'teacher', joins: 'yes', email: 'New@School.Example' });
      const { db } = pages.site.store;
      assert.equal((await findPerson(db, 'small', id))?.email, 'new@school.example');
      assert.deepEqual(await rolesHeld(db, 'small', id, TODAY), ['teacher']);
      assert.equal((await movementsWhere(db, 'small', { personId: id }))[0]?.kind, 'joiner');
    });

    const wrong: readonly (readonly [string, Record<string, string>, string])[] = [
      [
        'nobody without a name',
        { givenName: ' ', familyName: '', email: 'Keptson', ...day('since', TODAY) },
        'Enter a given name',
      ],
      [
        'no address without an @',
        { givenName: 'A', email: 'nowhere', ...day('since', TODAY) },
        'Enter an e-mail address',
      ],
      [
        'no role of no policy',
        { givenName: 'A', role: 'king', ...day('since', TODAY) },
        'Choose a role from the list',
      ],
      [
        'no day that no calendar has',
        { givenName: 'A', ...day('since', '2026-02-30') },
        'Enter the first day',
      ],
      ['no person without a first day', { givenName: 'A' }, 'Enter the first day'],
    ];
    for (const [title, fields, said] of wrong) {
      it(`enters ${title}, and keeps what was typed`, async () => {
        const { status, markup } = await post(HERE, { familyName: 'Keptson', ...fields });
        assert.equal(status, 422);
        assert.ok(markup.includes(said));
        assert.match(markup, /<title>Error: /);
        assert.match(markup, /value="Keptson"/);
      });
    }

    it('shows a name of markup as the letters that it is', async () => {
      const id = await enter(HOSTILE, 'Markup');
      const page = await get(`${HERE}/${id}`);
      assert.ok(page.markup.includes(HARMLESS));
      assert.doesNotMatch(page.markup, /<script>alert/);
    });
  });

  describe('one person', () => {
    it('is changed', async () => {
      const id = await enter('Befor', 'Name');
      assert.match((await get(`${HERE}/${id}/change`)).markup, /value="Befor"/);
      const { to } = await post(`${HERE}/${id}/change`, { givenName: 'After', familyName: 'Name' });
      const page = await get(to);
      assert.equal(page.h1, 'After Name');
      assert.match(page.text, /The change is kept/);
    });

    it('is given a role, and the role ends on its last day', async () => {
      const { db } = pages.site.store;
      const id = await enter('Role', 'Holder');
      await post(`${HERE}/${id}/roles`, { role: 'head', ...day('since', TODAY), deputises: 'yes' });
      const [holding] = await holdingsOf(db, 'small', id);
      assert.equal(holding?.deputises, true);
      const end = `${HERE}/${id}/roles/${holding?.id}/end`;
      assert.equal((await post(end, day('until', '2026-11-01'))).status, 422);
      assert.match((await post(end, day('until', TODAY))).to, /done=role-ended/);
      assert.equal((await holdingsOf(db, 'small', id))[0]?.until, TODAY);
    });

    it('is put into a class and taken out of it', async () => {
      const id = await enter('Class', 'Member');
      const made = await post(`${HERE}/groups`, {
        name: 'Year 4 Oak',
        kind: 'class',
        ...day('since', TODAY),
      });
      assert.match(made.to, /done=group-added/);
      const group = /groups\/([\w-]{22})">Year 4 Oak/.exec((await get(`${HERE}/groups`)).markup)?.[1];
      assert.ok(group);
      await post(`${HERE}/${id}/groups`, { group, part: 'member', ...day('since', TODAY) });
      assert.match((await get(`${HERE}/groups/${group}`)).text, /Member, Class|Class Member/);
      assert.match((await post(`${HERE}/${id}/groups/${group}/end`)).to, /done=left/);
      const again = await post(`${HERE}/groups`, {
        name: 'year 4 OAK',
        kind: 'class',
        ...day('since', TODAY),
      });
      assert.equal(again.status, 422, 'no two groups of one name');
    });

    it('is tied to a child of a household, and the tie is ended', async () => {
      const parent = await enter('Tied', 'Parent', { role: 'parent' });
      const child = await enter('Tied', 'Child', { role: 'pupil' });
      assert.match((await get(`${HERE}/${parent}/family`)).text, /Tie a child/);
      await post(`${HERE}/${parent}/family`, { tie: 'child', other: child, household: '2' });
      assert.match((await get(`${HERE}/${child}`)).text, /Parents and carers Tied Parent, second household/);
      await post(`${HERE}/${child}/family/${parent}/end`);
      assert.match((await get(`${HERE}/${child}`)).text, /Nobody is tied to this person/);
    });

    it('has a list that is ticked off, with who did it', async () => {
      const id = await enter('Busy', 'Joiner', { joins: 'yes' });
      const list = /movements\/[\w-]{22}/.exec((await get(`${HERE}/${id}`)).markup)?.[0];
      assert.ok(list);
      await post(`${HERE}/${list}/steps`, { step: 'invited', note: 'By letter' });
      const page = await get(`${HERE}/${list}`);
      assert.match(page.text, /1 of 7 done/);
      assert.match(
        page.text,
        /Done Send the invitation to sign in Olive Office, 22 November 2026 at 9:00\. By letter/,
      );
    });
  });

  describe('shutting', () => {
    it('asks for a tick and a day, and then ends the session that is open', async () => {
      const somebody = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Leaver' });
      const token = somebody.headers.cookie.split('=')[1] as string;
      const closure = `${HERE}/${somebody.personId}/closure`;
      assert.equal((await post(closure, day('until', TODAY))).status, 422);
      assert.equal((await post(closure, { sure: 'yes' })).status, 422);
      assert.ok(await viewerOf(pages.site.store, pages.site.clock, token));
      const { to } = await post(closure, { ...day('until', TODAY), sure: 'yes' });
      assert.equal(await viewerOf(pages.site.store, pages.site.clock, token), undefined);
      assert.match(
        (await get(to)).text,
        /Shut\. From now on nothing opens.*Leaving on 22 November 2026: 2 of/,
      );
    });

    it('is not done to oneself', async () => {
      const { status, markup } = await post(`${HERE}/${office.personId}/closure`, {
        ...day('until', TODAY),
        sure: 'yes',
      });
      assert.equal(status, 422);
      assert.match(markup, /You cannot shut yourself/);
    });

    it('is taken back, and roles are given anew', async () => {
      const id = await enter('Back', 'Again', { role: 'teacher' });
      await post(`${HERE}/${id}/closure`, { ...day('until', TODAY), sure: 'yes' });
      assert.equal((await post(`${HERE}/${id}/roles`, { role: 'head', ...day('since', TODAY) })).status, 422);
      await post(`${HERE}/${id}/reopening`);
      assert.match((await get(`${HERE}/${id}`)).text, /Give a role/);
    });
  });

  describe('the roles of the policy', () => {
    it('shows first who is missing, and gives the role from there', async () => {
      const id = await enter('Next', 'Manager', { role: 'teacher' });
      assert.match((await get(`${HERE}/roles`)).text, /Nobody holds these \d+ .*Network manager .*Nobody/);
      const form = await get(`${HERE}/roles/manager`);
      assert.match(form.markup, new RegExp(`<option value="${id}">Next Manager</option>`));
      assert.equal((await post(`${HERE}/roles/manager`, { person: '', ...day('since', TODAY) })).status, 422);
      await post(`${HERE}/roles/manager`, { person: id, ...day('since', TODAY) });
      assert.match(
        (await get(`${HERE}/roles`)).text,
        /Somebody holds these .*Network manager .*Next Manager/,
      );
    });

    it('has no page for a role that the policy does not name', async () => {
      assert.equal((await get(`${HERE}/roles/king`)).status, 404);
    });
  });

  describe('who may see', () => {
    it('a class: the office and whoever leads it', async () => {
      const act = { school: 'small', at: pages.site.clock.now() };
      const elm = await pages.site.store.transaction((tx) =>
        addGroup(tx, act, { kind: 'class', name: 'Elm', since: '2026-09-01' }),
      );
      const leader = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Leads', leads: [elm] });
      const other = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Other' });
      assert.equal((await get(`${HERE}/groups/${elm}`, leader)).status, 200);
      assert.equal((await get(`${HERE}/groups/${elm}`, other)).status, 404);
      assert.equal((await get(`${HERE}/groups/${elm}`)).status, 200);
    });

    const places = ['', '/new', '/movements', '/roles', '/groups', '/list.csv'];
    for (const place of places) {
      it(`people${place}: nobody but the office`, async () => {
        const teacher = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Curious' });
        assert.equal(
          (await pages.app.inject({ url: `${HERE}${place}`, headers: teacher.headers })).statusCode,
          404,
        );
        const stranger = await pages.app.inject({ url: `${HERE}${place}` });
        assert.equal(stranger.statusCode, 303);
        assert.match(String(stranger.headers.location), /^\/schools\/small\/sign-in/);
      });
    }

    it('nobody of another school', async () => {
      const elsewhere = await signIn(pages.site, 'other', ['office-staff'], { familyName: 'Elsewhere' });
      assert.equal(
        (await pages.get(`/schools/other/people/${office.personId}`, elsewhere.headers)).status,
        404,
      );
    });

    for (const id of ['x', '%00', 'a'.repeat(22), encodeURIComponent(HOSTILE)]) {
      it(`nobody under ${id}`, async () => {
        assert.equal((await get(`${HERE}/${id}`)).status, 404);
      });
    }
  });
});
