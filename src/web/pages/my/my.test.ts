import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestPages, type TestPages } from '../../../../test/support/fetched-pages.ts';
import { signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { addGroup } from '../../../people/index.ts';

describe('one’s own page', () => {
  let pages: TestPages;
  before(async () => {
    pages = await openTestPages({ packs: [smallSchool(), otherSchool()] });
  });
  after(() => pages.close());

  it('has what is to do first, and the roles of today', async () => {
    const who = await signIn(pages.site, 'small', ['teacher'], { givenName: 'Wilma', familyName: 'Ownpage' });
    const page = await pages.get('/schools/small/my', who.headers);
    assert.equal(page.h1, 'Wilma Ownpage');
    assert.match(
      page.text,
      /To do What I promise Not signed What you have signed Nothing yet\. .*Your roles Teacher, since 1 September 2026/,
    );
    assert.match(page.markup, /href="\/schools\/small\/my\/agreements\/form"/);
  });

  it('says so where there is nothing to do and no role', async () => {
    const who = await signIn(pages.site, 'small', [], { familyName: 'Nothing' });
    const { text } = await pages.get('/schools/small/my', who.headers);
    assert.match(text, /Nothing waits for you\. .*You hold no role today/);
  });

  it('leads a teacher to the class, and the office to visitors', async () => {
    const act = { school: 'small', at: pages.site.clock.now() };
    const elm = await pages.site.store.transaction((tx) =>
      addGroup(tx, act, { kind: 'class', name: 'Elm', since: '2026-09-01' }),
    );
    const teacher = await signIn(pages.site, 'small', ['teacher'], { familyName: 'Leads', leads: [elm] });
    const page = await pages.get('/schools/small/my', teacher.headers);
    assert.match(page.markup, new RegExp(`/people/groups/${elm}">Elm<`));
    assert.doesNotMatch(page.text, /Visitors/);
    const office = await signIn(pages.site, 'small', ['office-staff'], { familyName: 'Desk' });
    assert.match((await pages.get('/schools/small/my', office.headers)).text, /Visitors What was declined/);
  });

  it('is nobody else’s: whoever is signed in at another school signs in first', async () => {
    const elsewhere = await signIn(pages.site, 'other', ['teacher']);
    const answer = await pages.app.inject({ url: '/schools/small/my', headers: elsewhere.headers });
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/schools/small/sign-in?next=%2Fschools%2Fsmall%2Fmy');
  });
});
