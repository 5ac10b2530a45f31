import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { acceptInvitation, invite } from '../../src/accounts/index.ts';
import { addPerson, giveRole } from '../../src/people/index.ts';
import { browserMissing, focused } from '../support/browser.ts';
import { goodPassword, nameOf } from '../support/journey-accounts.ts';
import { formIn } from '../support/journey-agreements.ts';
import { enterAt, typeInto } from '../support/journey-keys.ts';
import { type JourneySite, says, startJourneys } from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';

const SCHOOL = 'st-michaels';
const who = { givenName: 'Keyra', familyName: 'Tabber', email: 'keyra@tabber.example' };

describe('signing in, reading and signing by keyboard alone', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  before(async () => {
    journeys = await startJourneys([SCHOOL]);
    await openAccount(journeys);
  });
  after(() => journeys?.close());

  it('a mistake leads to its field, and what is asked gets signed', async () => {
    const visitor = await journeys.open('desk');
    const { page } = visitor;
    const { title } = formIn(journeys.site.answerer.school(SCHOOL).policy.pack, 'staff-agreement');
    await page.goto(`/schools/${SCHOOL}/my`);
    await arriveAt(visitor, 'Sign in');
    await typeInto(page, 'User name', who.email);
    await typeInto(page, 'Password', goodPassword);
    await page.keyboard.press('Enter');
    await arriveAt(visitor, nameOf(who));
    await enterAt(page, title);
    await arriveAt(visitor, title);
    await typeInto(page, 'Your full name', nameOf(who));
    await enterAt(page, 'Sign');
    await page.getByText('There is a problem').waitFor();
    await arriveAt(visitor, title);
    await enterAt(page, 'Tick that you have read it and agree');
    assert.equal((await focused(page)).text, 'I have read this and agree to it');
    await page.keyboard.press('Space');
    await enterAt(page, 'Sign');
    await arriveAt(visitor, 'Thank you, it is signed');
    await enterAt(page, 'Back to your page');
    await arriveAt(visitor, nameOf(who));
    await says(visitor, 'Nothing waits for you.');
    await enterAt(page, 'Sign out');
    await arriveAt(visitor, 'You are signed out');
    await visitor.close();
  });
});

/** A teacher with an account, who has signed nothing yet. */
async function openAccount({ site }: JourneySite): Promise<void> {
  const act = { school: SCHOOL, at: site.clock.now() };
  const token = await site.store.transaction(async (tx) => {
    const personId = await addPerson(tx, act, who);
    await giveRole(tx, act, { personId, role: 'teacher', since: '2026-09-01' });
    return invite(tx, site.clock, act, personId);
  });
  const { pack } = site.answerer.school(SCHOOL).policy;
  await acceptInvitation(site, SCHOOL, token, { userName: who.email, password: goodPassword }, pack);
}
