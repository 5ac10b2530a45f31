import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing } from '../support/browser.ts';
import { enterAt, tabTo, typeInto } from '../support/journey-keys.ts';
import {
  agree,
  askMay,
  type Asking,
  chooseFrom,
  fillRequest,
  openOwn,
  openWaiting,
  ownStands,
  sendRequest,
} from '../support/journey-permissions.ts';
import { enterItem, noteCheck } from '../support/journey-registers.ts';
import {
  type Entered,
  fill,
  follow,
  type JourneySite,
  press,
  says,
  startJourneys,
} from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';
import { seldom } from '../support/thorough.ts';

const HUNWICK = 'hunwick';
const MICHAEL = 'st-michaels';
const trolley = { id: 'equipment', heading: 'Equipment', item: 'piece of equipment' };

const mains: Asking = {
  school: HUNWICK,
  act: 'use-personal-mains-device',
  asked: 'May I use my own mains-powered item in school?',
};
const MAINS = 'Ask the site staff (site maintenance staff)';
const laptop: Asking = {
  school: HUNWICK,
  act: 'take-equipment-off-site',
  asked: 'May I take school equipment off site?',
  given: { 'stores-data': 'true' },
};
const LAPTOP = 'Ask the IT Manager or the headteacher';
const encrypted = { shows: ['the device is encrypted'] };
const filter: Asking = { school: MICHAEL, act: 'bypass-filter', asked: 'May I get round the web filter?' };
const EXEMPTION = 'Ask for an exemption';
const wifi: Asking = {
  school: MICHAEL,
  act: 'use-wifi',
  asked: 'May I use the school wifi?',
  given: { 'official-capacity': 'true' },
};

describe('at the width of a phone', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  const opened: Entered[] = [];
  before(async () => {
    journeys = await startJourneys([HUNWICK, MICHAEL]);
  });
  after(async () => {
    for (const each of opened) await each.close();
    await journeys?.close();
  });

  const somebody = async (school: string, role: string, givenName: string) => {
    const entered = await journeys.enter(school, [role], 'handset', { givenName, familyName: 'Pocketful' });
    opened.push(entered);
    return entered;
  };

  seldom('a teacher asks, is asked back, and replies', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Tuva');
    const head = await somebody(HUNWICK, 'headteacher', 'Hella');
    await askMay(teacher, laptop, LAPTOP);
    const number = await sendRequest(teacher, LAPTOP, { purpose: 'Marking', ...encrypted });
    await openWaiting(head, HUNWICK, number);
    await press(head, 'Ask');
    await says(head, 'Say what you need to know');
    await fill(head, { 'What do you need to know?': 'Which laptop is it?' });
    await press(head, 'Ask');
    await says(head, 'Your question is on its way to the asker.');
    journeys.site.clock.advance(60_000);
    await ownStands(teacher, HUNWICK, number, 'Asked for more', 'Which laptop is it?');
    await fill(teacher, { 'Your reply': 'Number 12' });
    await press(teacher, 'Send');
    await says(teacher, 'Your words are kept.', 'Waits for an answer');
  });

  it('a teacher asks and takes it back, by keyboard alone', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Turid');
    await askMay(teacher, mains, MAINS);
    await enterAt(teacher.page, MAINS);
    await arriveAt(teacher, MAINS);
    await typeInto(teacher.page, 'What is it for?', 'A lamp for the reading corner');
    await enterAt(teacher.page, 'Send the request');
    const heading = await teacher.page.getByRole('heading', { level: 1, name: /^Request \d+$/ }).innerText();
    await arriveAt(teacher, heading);
    await enterAt(teacher.page, 'Take the request back');
    await teacher.page.getByText('The request is taken back.').waitFor();
    await arriveAt(teacher, heading);
  });

  it('the head agrees on conditions and withdraws it later', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Tyra');
    const head = await somebody(HUNWICK, 'headteacher', 'Helka');
    await askMay(teacher, laptop, LAPTOP);
    const number = await sendRequest(teacher, LAPTOP, { purpose: 'Reports', ...encrypted });
    await agree(head, HUNWICK, number, 'Not on the bus');
    await follow(head, /^Permission \d+$/);
    await press(head, 'Withdraw');
    await says(head, 'Say why: the holder reads it');
    await fill(head, { 'Why?': 'It was left on a train' });
    await press(head, 'Withdraw');
    await says(head, 'Withdrawn. It opens nothing from now on.', 'It was left on a train');
    await askMay(teacher, laptop, LAPTOP);
  });

  seldom('the head refuses with a reason, by keyboard alone', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Tekla');
    const head = await somebody(HUNWICK, 'headteacher', 'Hedda');
    const { page } = head;
    await askMay(teacher, laptop, LAPTOP);
    const number = await sendRequest(teacher, LAPTOP, { purpose: 'A quiz at home', ...encrypted });
    await page.goto(`/schools/${HUNWICK}/requests`);
    await arriveAt(head, 'What waits for your answer');
    await enterAt(page, 'Tekla Pocketful: take school equipment off site');
    await arriveAt(head, `Request ${number}`);
    await enterAt(page, 'Refuse');
    await page.getByText('There is a problem').waitFor();
    await arriveAt(head, `Request ${number}`);
    await enterAt(page, 'Say why: the asker reads it');
    await page.keyboard.type('All of them are lent');
    await enterAt(page, 'Refuse');
    await page.getByText('Refused. The asker is told, with your reason.').waitFor();
    await arriveAt(head, `Request ${number}`);
    await ownStands(teacher, HUNWICK, number, 'Refused', 'All of them are lent');
  });

  seldom('the office writes a request down for somebody who telephoned', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Tindra');
    const office = await somebody(HUNWICK, 'office-staff', 'Ottilie');
    await askMay(office, { ...mains, as: 'teacher' }, MAINS);
    await press(office, MAINS);
    await arriveAt(office, MAINS);
    await office.page.getByText('I write this down for somebody who telephoned').click();
    await chooseFrom(office, 'Who wants to do it?', 'Tindra Pocketful');
    await press(office, 'Go on');
    await office.page.getByText('You write this down for Tindra Pocketful.').waitFor();
    const number = await fillRequest(office, { purpose: 'A fan for hot days' });
    await ownStands(teacher, HUNWICK, number, 'Waits for an answer', 'Ottilie Pocketful');
  });

  it('the office enters something in a register and finds it again, by keyboard alone', async () => {
    const office = await somebody(HUNWICK, 'office-staff', 'Orsolya');
    const { page } = office;
    await page.goto(`/schools/${HUNWICK}/registers`);
    await arriveAt(office, 'Registers');
    await enterAt(page, 'Equipment');
    await arriveAt(office, 'Equipment');
    await enterAt(page, 'Enter a new piece of equipment');
    await arriveAt(office, 'Enter a new piece of equipment');
    await typeInto(page, 'Name', 'Camera of the older class');
    await tabTo(page, 'Kind of device');
    await page.keyboard.type('Something');
    await enterAt(page, 'Enter');
    await arriveAt(office, 'Camera of the older class');
    await page.goto(`/schools/${HUNWICK}/registers`);
    await typeInto(page, 'Search', 'older class');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Camera of the older class' }).waitFor();
    await arriveAt(office, 'Registers');
    assert.doesNotMatch(page.url(), /older/);
  });

  it('the IT manager lends a laptop and finds it among what is lent', async () => {
    const manager = await somebody(HUNWICK, 'it-manager', 'Ilse');
    await enterItem(manager, HUNWICK, {
      kind: trolley,
      name: 'Laptop 7',
      chosen: { 'Kind of device': 'Laptop' },
    });
    await follow(manager, 'Lend');
    await arriveAt(manager, 'Lend Laptop 7');
    await fill(manager, {
      'Who takes it': 'Ilse Pocketful',
      'Signature: the full name of the person who takes it': 'Ilse Pocketful',
    });
    await press(manager, 'Lend');
    await arriveAt(manager, 'Laptop 7');
    await manager.page.goto(`/schools/${HUNWICK}/my/things`);
    await arriveAt(manager, 'Your things');
    await says(manager, 'Laptop 7');
  });

  seldom('the IT manager chooses when a laptop is checked and ticks it off, by keyboard alone', async () => {
    const manager = await somebody(HUNWICK, 'it-manager', 'Inka');
    const { page } = manager;
    const path = await enterItem(manager, HUNWICK, {
      kind: trolley,
      name: 'Laptop 8',
      typed: { Label: 'HW-8' },
      chosen: { 'Kind of device': 'Laptop' },
    });
    await enterAt(page, 'Choose when a check is due');
    await arriveAt(manager, 'When Laptop 8 is checked');
    await tabTo(page, 'Is it still here?');
    await page.keyboard.press('Space');
    for (const [label, text] of Object.entries({ Day: '30', Month: '11', Year: '2026' }))
      await typeInto(page, label, text);
    await enterAt(page, 'Keep the day');
    await arriveAt(manager, 'Laptop 8');
    await page.goto(`/schools/${HUNWICK}/registers/checks`);
    await arriveAt(manager, 'What falls due');
    await tabTo(page, 'Laptop 8 (HW-8), 30 November 2026: Is it still here?');
    await page.keyboard.press('Space');
    await tabTo(page, 'Passed');
    await page.keyboard.press('Space');
    await enterAt(page, 'Note these checks');
    await page.getByText('What you found is kept.').waitFor();
    await arriveAt(manager, 'What falls due');
    await noteCheck(manager, path, 'Laptop 8', 'Security of the device', 'Failed');
  });

  it('a pupil asks for an exemption, and the head grants it', async () => {
    const pupil = await somebody(MICHAEL, 'pupil', 'Pelle');
    const head = await somebody(MICHAEL, 'headteacher', 'Hjalmar');
    await askMay(pupil, filter, 'No');
    const number = await sendRequest(pupil, EXEMPTION, {
      purpose: 'A talk on safe surfing',
      until: '2026-11-30',
    });
    await agree(head, MICHAEL, number);
    await pupil.page.goto(`/schools/${MICHAEL}/my/permissions`);
    await arriveAt(pupil, 'Your permissions');
    await says(pupil, 'Holds', 'to 30 November 2026');
    await askMay(pupil, filter, 'Yes');
  });

  seldom('a pupil asks for an exemption, by keyboard alone', async () => {
    await asksByKeyboard(await somebody(MICHAEL, 'pupil', 'Pia'), filter, 'No', EXEMPTION);
  });

  seldom('a parent who is there for the school asks for the wifi, and reads what was answered', async () => {
    const parent = await somebody(MICHAEL, 'parent', 'Pernille');
    const head = await somebody(MICHAEL, 'headteacher', 'Halvard');
    await askMay(parent, wifi, 'Ask the headteacher');
    const number = await sendRequest(parent, 'Ask the headteacher', { purpose: 'Card reader at the fair' });
    await agree(head, MICHAEL, number, 'On the day of the fair');
    await ownStands(parent, MICHAEL, number, 'Granted', 'On the day of the fair');
    await askMay(parent, wifi, 'Yes');
  });

  it('a parent asks for the wifi, by keyboard alone', async () => {
    await asksByKeyboard(
      await somebody(MICHAEL, 'parent', 'Pauli'),
      wifi,
      'Ask the headteacher',
      'Ask the headteacher',
    );
  });
});

/** From the answer to the request and back to it from the list, by keyboard alone. */
async function asksByKeyboard(
  asker: Entered,
  asking: Asking,
  headline: string,
  button: string,
): Promise<void> {
  const { page } = asker;
  await askMay(asker, asking, headline);
  await enterAt(page, button);
  await arriveAt(asker, button);
  await enterAt(page, 'Send the request');
  await page.getByText('There is a problem').waitFor();
  await arriveAt(asker, button);
  await enterAt(page, 'Say what it is for');
  await page.keyboard.type('The summer fair');
  await enterAt(page, 'Send the request');
  const heading = await page.getByRole('heading', { level: 1, name: /^Request \d+$/ }).innerText();
  await arriveAt(asker, heading);
  await openOwn(asker, asking.school, Number(/\d+/.exec(heading)?.[0]));
  await says(asker, 'Waits for an answer', 'The summer fair');
}
