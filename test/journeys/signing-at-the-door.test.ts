import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, type Visitor } from '../support/browser.ts';
import { officeOf } from '../support/journey-accounts.ts';
import { formIn } from '../support/journey-agreements.ts';
import {
  fill,
  follow,
  type JourneySchool,
  journeySchools,
  type JourneySite,
  press,
  says,
  type Screen,
  startJourneys,
} from '../support/journey-site.ts';
import { readCode } from '../support/journey-qr.ts';
import { arriveAt, wordsOf } from '../support/visiting.ts';

const schools = journeySchools.filter(({ key }) =>
  ['cambridge-steiner', 'st-michaels', 'london-primary'].includes(key),
);
const HOUR_MS = 3_600_000;
const visitor = { name: 'Vera Passerby', from: 'Invented Boilers Ltd' };

describe('signing at the door', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  before(async () => {
    journeys = await startJourneys(schools.map(({ key }) => key));
  });
  after(() => journeys?.close());

  for (const school of schools) {
    it(`${school.key}: a visitor reads the code, signs on a phone without an account, and has left when reception says so`, async () => {
      const office = await officeOf(journeys, school.key, 'desk');
      const link = await openVisit(office, school.key);
      const phone = await signOnPhone(journeys, school, link, 'handset');
      await office.page.goto(`/schools/${school.key}/visits`);
      await arriveAt(office, 'Visitors');
      await says(office, `${visitor.name} Signed`, `From ${visitor.from}.`);
      await press(office, new RegExp(`^Has left ?: ${visitor.name}$`));
      await arriveAt(office, 'Visitors');
      await says(office, 'The visit is ended.', 'No visitor is in.');
      await isOver(phone, link);
      await phone.close();
      await office.close();
    });

    it(`${school.key}: what a visitor signed, on a phone without scripts too, ends with the hours of the visit`, async () => {
      const office = await officeOf(journeys, school.key, 'phone');
      const link = await openVisit(office, school.key);
      await office.close();
      const phone = await signOnPhone(journeys, school, link, 'phone');
      journeys.site.clock.advance(2 * HOUR_MS);
      await isOver(phone, link);
      await phone.close();
    });
  }
});

/** Reception opens a visit of two hours; gives what a camera reads off the screen. */
async function openVisit(office: Visitor, school: string): Promise<string> {
  const { page } = office;
  await page.goto(`/schools/${school}/signing`);
  await arriveAt(office, 'Who has signed');
  await follow(office, 'Visitors');
  await arriveAt(office, 'Visitors');
  await page.getByRole('radio', { name: '2 hours' }).check();
  await press(office, 'Make a link');
  await arriveAt(office, 'A link for the visitor');
  const link = await readCode(
    page.getByRole('img', { name: 'A code that opens the visitor’s page on a phone' }),
  );
  assert.ok((await wordsOf(page.getByRole('main'))).includes(link), 'the link stands beside its code');
  return link;
}

async function signOnPhone(
  { open, site }: JourneySite,
  { key, form }: JourneySchool,
  link: string,
  screen: Screen,
): Promise<Visitor> {
  const { school: name } = site.answerer.school(key).policy.pack;
  const { title, clauses } = formIn(site.answerer.school(key).policy.pack, form);
  const phone = await open(screen);
  await phone.page.goto(link);
  await arriveAt(phone, `Welcome to ${name}`);
  await says(phone, title);
  assert.equal(await phone.page.locator('.gatehouse-form-text > li').count(), clauses.length);
  await press(phone, 'Sign');
  await phone.page.getByText('There is a problem').waitFor();
  await arriveAt(phone, `Welcome to ${name}`);
  await says(phone, 'Write your full name', 'Tick that you have read it and will keep it');
  await fill(phone, { 'Your full name': visitor.name, 'Where do you come from?': visitor.from });
  await phone.page.getByRole('checkbox', { name: 'I have read this and will keep it' }).check();
  await press(phone, 'Sign');
  await arriveAt(phone, 'Thank you');
  await says(phone, 'You have signed.', 'What you signed ends with it.');
  return phone;
}

/** The link opens nothing more, and says nothing of who had it. */
async function isOver(phone: Visitor, link: string): Promise<void> {
  await phone.page.goto(link);
  await arriveAt(phone, 'This link is not open');
  assert.ok(!(await wordsOf(phone.page.getByRole('main'))).includes(visitor.name));
}
