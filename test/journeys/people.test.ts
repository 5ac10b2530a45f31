import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inventSchool, oneRoster12, zipped } from '../rosters/making.ts';
import { browserMissing, type Visitor } from '../support/browser.ts';
import { nameOf, officeOf } from '../support/journey-accounts.ts';
import {
  download,
  type Entered,
  follow,
  journeySchools,
  type JourneySite,
  press,
  says,
  type Screen,
  startJourneys,
} from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';
import { inTurn } from '../support/thorough.ts';

const late = { givenName: 'Lars', familyName: 'Latecomer', email: 'lars@latecomer.example' };
const ROSTER_SIZE = 40;

/* The office of every other school sits at a desk with scripts, the others’ have a phone without. */
const screenOf = (index: number): Screen => (index % 4 < 2 ? 'desk' : 'phone');

describe('the office', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  before(async () => {
    journeys = await startJourneys();
  });
  after(() => journeys?.close());

  for (const [index, { key }] of inTurn([...journeySchools.entries()], 2)) {
    const screen = screenOf(index);
    it(`${key}: sees who has not signed, takes the list along, and asks until they have, on a ${screen}`, async () => {
      await journeys.enter(key, ['teacher'], 'phone', late).then((visitor) => visitor.close());
      const office = await officeOf(journeys, key, screen);
      await chase(office, key);
      await office.close();
    });

    it(`${key}: brings in a roster after seeing what would change, on a ${screen}`, async () => {
      const office = await officeOf(journeys, key, screen);
      await bringIn(office, key);
      await office.close();
    });

    it(`${key}: shuts somebody, whose open page is gone at the next click, on a ${screen}`, async () => {
      const who = { givenName: 'Lina', familyName: 'Leaverton' };
      const leaver = await journeys.enter(key, ['teacher'], screenOf(index + 1), who);
      const office = await officeOf(journeys, key, screen);
      await shutWhileOpen(office, leaver, key, who);
      await office.close();
      await leaver.close();
    });
  }
});

async function chase(office: Visitor, key: string): Promise<void> {
  const { page } = office;
  await page.goto(`/schools/${key}/signing`);
  await arriveAt(office, 'Who has signed');
  const line = page.getByRole('row').filter({ hasText: nameOf(late) });
  const isSigned = key === 'cambridge-steiner';
  assert.equal(await line.count(), isSigned ? 0 : 1, 'who has signed is not in the list of what is missing');
  if (isSigned) await show(office, 'All');
  await says(office, new RegExp(`${nameOf(late)}.*${isSigned ? 'Signed' : 'Not signed'}`));
  const sheet = (await download(office, 'Download as a spreadsheet (CSV)')).toString();
  assert.match(sheet, new RegExp(`${nameOf(late)}.*,${isSigned ? 'Signed' : 'Not signed'},`));
  await page.goto(`/schools/${key}/signing`);
  await follow(office, 'Rounds of asking');
  await arriveAt(office, 'Rounds of asking');
  await press(office, 'Open the round');
  await says(office, 'Choose why people are asked');
  await page.getByRole('radio', { name: 'The first time' }).check();
  await press(office, 'Open the round');
  await arriveAt(office, 'Who has signed');
  await says(office, 'The round of asking is open.', 'to be signed by');
  await press(office, 'Send what is due today');
  await says(office, 'Nobody is due a reminder today.');
}

/** Narrows the list to one state. */
async function show(office: Visitor, state: string): Promise<void> {
  await office.page.getByLabel('State').selectOption({ label: state });
  await press(office, 'Show');
  await arriveAt(office, 'Who has signed');
}

async function bringIn(office: Visitor, key: string): Promise<void> {
  const { page } = office;
  const school = inventSchool(ROSTER_SIZE);
  const { name, bytes } = zipped(oneRoster12(school));
  await page.goto(`/schools/${key}/people`);
  await follow(office, 'Bring in a roster');
  await arriveAt(office, 'Rosters');
  await press(office, 'Bring a roster in');
  await arriveAt(office, 'Bring a roster in');
  await press(office, 'Read it');
  await says(office, 'Select a file');
  await page
    .getByLabel('Files')
    .setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  await press(office, 'Read it');
  await arriveAt(office, 'What would change');
  await says(office, 'Nothing has changed yet.', `Arrivals ${ROSTER_SIZE}`, 'Leavers 0');
  await press(office, 'Apply it');
  await arriveAt(office, 'The roster was applied');
  await says(office, `Arrivals ${ROSTER_SIZE}`);
  await page.goto(`/schools/${key}/people`);
  await arriveAt(office, 'People');
  await says(office, school.pupils[0]?.family ?? '');
}

/** Whoever is shut has a page open elsewhere, and does nothing more with it. */
async function shutWhileOpen(
  office: Visitor,
  leaver: Entered,
  key: string,
  who: { readonly givenName: string; readonly familyName: string },
): Promise<void> {
  await leaver.page.goto(`/schools/${key}/my`);
  await arriveAt(leaver, nameOf(who));
  await office.page.goto(`/schools/${key}/people/${leaver.personId}`);
  await arriveAt(office, nameOf(who));
  await press(office, 'Shut at once');
  await arriveAt(office, 'Shut at once');
  await press(office, 'Shut');
  await says(office, 'Tick that this person is to be shut at once');
  await office.page.getByRole('checkbox', { name: `Shut ${nameOf(who)} at once` }).check();
  await press(office, 'Shut');
  await arriveAt(office, nameOf(who));
  await says(office, 'Shut. From now on nothing opens for this person.', 'Nothing opens for this person.');
  await follow(leaver, 'Password, second factor and where you are signed in');
  await arriveAt(leaver, 'Sign in');
  await leaver.page.goBack();
  await leaver.page.goto(`/schools/${key}/my`);
  await arriveAt(leaver, 'Sign in');
}
