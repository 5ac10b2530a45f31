import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { invitedBy } from '../../../accounts/index.ts';
import { keptMessage, keptMessages } from '../../../mail/index.ts';
import { closePerson } from '../../../people/index.ts';

const here = (id: string) => `/schools/small/people/${id}`;

describe('inviting', () => {
  let pages: TestPages;
  let office: SignedIn;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
    office = await signIn(pages.site, 'small', ['office-staff'], { familyName: 'Office' });
  });
  after(() => pages.close());

  const invite = async (id: string, as = office) => {
    const answer = await pages.app.inject({
      method: 'POST',
      url: `/schools/small/people/${id}/invitation`,
      headers: { ...as.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    return { status: answer.statusCode, to: answer.headers.location ?? '' };
  };
  const show = (url: string) => pages.get(url, office.headers);
  const letters = async (address: string) =>
    (await keptMessages(pages.site.store, 'small')).filter((letter) => letter.address === address);
  const openAccount = (id: string) =>
    pages.site.store.db
      .insertInto('account')
      .values({ school_id: 'small', person_id: id, user_name: id, opened_at: pages.site.clock.now() })
      .execute();

  it('sends a letter whose link opens the account of just this person', async () => {
    const { personId } = await signIn(pages.site, 'small', ['teacher'], { email: 'new@school.example' });
    assert.match((await show(here(personId))).text, /Send an invitation/);
    const { to } = await invite(personId);
    assert.match((await show(to)).text, /The invitation is sent/);
    const [letter] = await letters('new@school.example');
    assert.ok(letter);
    const { text } = await keptMessage(pages.site.store, 'small', letter.id);
    const token = /\/invitations\/(\S+)/.exec(text)?.[1] ?? '';
    assert.equal((await invitedBy(pages.site, 'small', token))?.person.id, personId);
  });

  it('says so, and sends nothing, where there is no address, or an account already', async () => {
    const { personId: without } = await signIn(pages.site, 'small', ['teacher']);
    assert.doesNotMatch((await show(here(without))).text, /Send an invitation/);
    assert.match((await show((await invite(without)).to)).text, /there is no e-mail address/);
    const { personId: open } = await signIn(pages.site, 'small', ['teacher'], {
      email: 'old@school.example',
    });
    await openAccount(open);
    assert.doesNotMatch((await show(here(open))).text, /Send an invitation|No account yet/);
    assert.match((await show((await invite(open)).to)).text, /there is an account already/);
    assert.deepEqual(await letters('old@school.example'), []);
  });

  it('sends nothing to whoever is shut', async () => {
    const { site } = pages;
    const { personId } = await signIn(site, 'small', ['teacher'], { email: 'gone@school.example' });
    await site.store.transaction((tx) =>
      closePerson(tx, { school: 'small', at: site.clock.now() }, personId),
    );
    assert.doesNotMatch((await show(here(personId))).text, /Send an invitation/);
    assert.match((await show((await invite(personId)).to)).text, /Nothing is sent/);
    assert.deepEqual(await letters('gone@school.example'), []);
  });

  it('is for the office alone', async () => {
    const teacher = await signIn(pages.site, 'small', ['teacher'], { email: 't@school.example' });
    assert.equal((await invite(teacher.personId, teacher)).status, 404);
    assert.deepEqual(await letters('t@school.example'), []);
  });
});
