import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addPerson, giveRole } from '../../src/people/index.ts';
import { browserMissing } from '../support/browser.ts';
import { approveAssessment, writeAssessment } from '../support/journey-assessments.ts';
import {
  agree,
  askMay,
  chooseFrom,
  fillRequest,
  isNotThere,
  laterDay,
  openOwn,
  openWaiting,
  ownStands,
  sendRequest,
  waitsNot,
} from '../support/journey-permissions.ts';
import { enterItem, openRegister } from '../support/journey-registers.ts';
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
const LONDON = 'london-primary';
const STEINER = 'cambridge-steiner';

describe('from the answer to the permission', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  const opened: Entered[] = [];
  before(async () => {
    journeys = await startJourneys();
  });
  after(async () => {
    for (const each of opened) await each.close();
    await journeys?.close();
  });

  const somebody = async (
    school: string,
    role: string,
    givenName: string,
    screen: 'desk' | 'phone' = 'desk',
  ) => {
    const entered = await journeys.enter(school, [role], screen, { givenName, familyName: 'Walkwell' });
    opened.push(entered);
    return entered;
  };

  it('hunwick: a new cloud service waits for its risk assessment, then for all three, and is then on the list', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Tilda');
    const head = await somebody(HUNWICK, 'headteacher', 'Hildur', 'phone');
    const dpo = await somebody(HUNWICK, 'dpo', 'Doris');
    const manager = await somebody(HUNWICK, 'it-manager', 'Igor', 'phone');
    const three = 'Ask the headteacher, the data protection officer (DPO) and the IT Manager';
    const contract = {
      school: HUNWICK,
      act: 'sign-cloud-contract',
      asked: 'May I agree to a contract with a cloud provider?',
    };
    await askMay(teacher, contract, three);
    const number = await sendRequest(teacher, three, { purpose: 'Reading practice at home' });
    await says(teacher, 'Something is missing');
    await openWaiting(head, HUNWICK, number);
    await says(head, 'nobody can agree yet');
    await attachAssessment(teacher, dpo, number);
    for (const each of [head, dpo, manager]) {
      await ownStands(teacher, HUNWICK, number, 'Waits for an answer');
      await agree(each, HUNWICK, number);
      await waitsNot(each, HUNWICK, number);
    }
    await ownStands(teacher, HUNWICK, number, 'Granted');
    await listService(dpo, teacher);
  });

  it('st-michaels: an exemption in writing is the head’s alone, holds on its last day, and lapses by itself', async () => {
    const teacher = await somebody(MICHAEL, 'teacher', 'Tamsin');
    const deputy = await somebody(MICHAEL, 'deputy-headteacher', 'Dagny', 'phone');
    const head = await somebody(MICHAEL, 'headteacher', 'Hector', 'phone');
    const filter = { school: MICHAEL, act: 'bypass-filter', asked: 'May I get round the web filter?' };
    await askMay(teacher, filter, 'No');
    const number = await sendRequest(teacher, 'Ask for an exemption', {
      purpose: 'Testing what the filter lets through',
      until: '2026-12-04',
    });
    await waitsNot(deputy, MICHAEL, number);
    await agree(head, MICHAEL, number, 'Only in the office after school');
    await ownStands(teacher, MICHAEL, number, 'Granted');
    await follow(teacher, /^Exemption \d+$/);
    await says(teacher, 'Holds', 'Only in the office after school', '4 December 2026, that day included');
    await askMay(teacher, filter, 'Yes');
    await laterDay(journeys, MICHAEL, 12, teacher);
    await askMay(teacher, filter, 'Yes');
    await laterDay(journeys, MICHAEL, 1, teacher);
    await askMay(teacher, filter, 'No');
    await teacher.page.goto(`/schools/${MICHAEL}/my/permissions`);
    await arriveAt(teacher, 'Your permissions');
    await says(teacher, 'Lapsed');
  });

  seldom(
    'st-michaels: the head lets a visitor on the wifi who needs it for the visit, and nobody for another reason',
    async () => {
      const office = await somebody(MICHAEL, 'office-staff', 'Otto');
      const parent = await somebody(MICHAEL, 'parent', 'Pippa', 'phone');
      const deputy = await somebody(MICHAEL, 'deputy-headteacher', 'Delia', 'phone');
      const head = await somebody(MICHAEL, 'headteacher', 'Hanno');
      await enterVisitor(journeys, 'Vera');
      const wifi = { school: MICHAEL, act: 'use-wifi', asked: 'May I use the school wifi?' };
      const visiting = { ...wifi, as: 'visitor' };
      await askMay(office, { ...visiting, given: { 'needed-for-visit': 'false' } }, 'No');
      await askMay(parent, { ...wifi, given: { 'official-capacity': 'false' } }, 'No');
      for (const each of [office, parent])
        assert.equal(await each.page.getByRole('button', { name: /^Ask / }).count(), 0);
      await askMay(office, { ...visiting, given: { 'needed-for-visit': 'true' } }, 'Ask the headteacher');
      await press(office, 'Ask the headteacher');
      await arriveAt(office, 'Ask for permission');
      await office.page.getByText('I write this down for somebody who telephoned').click();
      await chooseFrom(office, 'Who wants to do it?', 'Vera Walkwell');
      await press(office, 'Go on');
      await office.page.getByText('You write this down for Vera Walkwell.').waitFor();
      const number = await fillRequest(office, { purpose: 'Slides for a talk' });
      await waitsNot(deputy, MICHAEL, number);
      await agree(head, MICHAEL, number);
      await ownStands(office, MICHAEL, number, 'Granted', 'Vera Walkwell');
    },
  );

  seldom('st-michaels: personal use is taken by each of the three who may, and by nobody else', async () => {
    const teacher = await somebody(MICHAEL, 'teacher', 'Titus');
    const use = {
      school: MICHAEL,
      act: 'use-ict-personally',
      asked: 'May I use school ICT for private matters?',
      given: { 'contact-time': 'false', place: 'on-premises', 'pupils-present': 'false' },
    };
    await askMay(teacher, use, 'Yes');
    for (const [role, name] of [
      ['headteacher', 'Herta'],
      ['network-manager', 'Nils'],
      ['computing-subject-leader', 'Corin'],
    ] as const) {
      const taker = await somebody(MICHAEL, role, name);
      await take(taker, 'Titus Walkwell');
      await askMay(teacher, use, 'No');
      await teacher.page.goto(`/schools/${MICHAEL}/my/permissions`);
      await arriveAt(teacher, 'Your permissions');
      await says(teacher, 'Taken from you', 'Why: Films during lessons');
      await taker.page.goto(`/schools/${MICHAEL}/restrictions`);
      await press(taker, 'Give it back to Titus Walkwell');
      await arriveAt(taker, 'Taken or limited');
      await says(taker, 'Given back.', 'Nothing is taken from anybody today.');
      await askMay(teacher, use, 'Yes');
    }
    const office = await somebody(MICHAEL, 'office-staff', 'Odo');
    await office.page.goto(`/schools/${MICHAEL}/restrictions`);
    await arriveAt(office, 'Taken or limited');
    assert.equal(await office.page.getByRole('button', { name: 'Take or limit' }).count(), 0);
    for (const role of ['deputy-headteacher', 'teacher', 'parent'])
      await isNotThere(await somebody(MICHAEL, role, 'Nemo'), `/schools/${MICHAEL}/restrictions`);
  });

  it('cpps: authorised personnel agree to software; not the head, and nobody for themselves', async () => {
    const teacher = await somebody('cpps', 'teacher', 'Thora');
    const head = await somebody('cpps', 'headteacher', 'Helga', 'phone');
    const authorised = await somebody('cpps', 'authorised-personnel', 'Arvid');
    const install = { school: 'cpps', act: 'install-software', asked: 'May I install software?' };
    const button = 'Ask the authorised personnel';
    await askMay(teacher, install, button);
    const number = await sendRequest(teacher, button, { purpose: 'A timetable for my class' });
    await waitsNot(head, 'cpps', number);
    await agree(authorised, 'cpps', number);
    await ownStands(teacher, 'cpps', number, 'Granted', 'Arvid Walkwell');
    await askMay(teacher, install, 'Yes');
    await askMay(authorised, install, button);
    const own = await sendRequest(authorised, button, { purpose: 'To look at it' });
    await waitsNot(authorised, 'cpps', own);
    await agree(head, 'cpps', own);
    await ownStands(authorised, 'cpps', own, 'Granted');
  });

  it('london-primary: the head agrees to AI, its risks are assessed, and the policy is due for a look', async () => {
    const teacher = await somebody(LONDON, 'teacher', 'Tessa');
    const head = await somebody(LONDON, 'headteacher', 'Hugo', 'phone');
    const office = await somebody(LONDON, 'office-staff', 'Oona');
    const ai = { school: LONDON, act: 'use-ai', asked: 'May I use an AI tool?' };
    const teaching = { ...ai, said: [['What is it for?', 'Teaching and learning']] as const };
    await askMay(teacher, teaching, 'Ask the headteacher');
    const number = await sendRequest(teacher, 'Ask the headteacher', {
      purpose: 'Rhymes to sort in phonics',
    });
    await agree(head, LONDON, number, 'No names of pupils');
    await askMay(teacher, teaching, 'Yes');
    await writeAssessment(teacher, LONDON, 'AI tool risk assessment', 'Rhyme machine');
    await approveAssessment(head, LONDON, 'Rhyme machine', '2027-09-01');
    await office.page.goto(`/schools/${LONDON}/reviews`);
    await arriveAt(office, 'Reviews out of turn');
    await says(office, 'A new AI tool: Rhyme machine');
    const outcome = office.page.getByLabel('How did it end?').first();
    await outcome.fill('The governors add a sentence on checking what it writes.');
    await press(office, 'Settled');
    await says(office, 'It is noted how this ended.', 'Settled by Oona Walkwell');
  });

  seldom(
    'cambridge-steiner: the SBM permits software, and the SBM or ICT support equipment of one’s own',
    async () => {
      const teacher = await somebody(STEINER, 'teacher', 'Tove');
      const manager = await somebody(STEINER, 'business-manager', 'Brita', 'phone');
      const support = await somebody(STEINER, 'ict-support', 'Ingmar');
      const install = { school: STEINER, act: 'install-software', asked: 'May I install software?' };
      const sbm = 'Ask the school business manager (SBM)';
      await askMay(teacher, install, sbm);
      const software = await sendRequest(teacher, sbm, { purpose: 'Drawing forms' });
      await waitsNot(support, STEINER, software);
      await agree(manager, STEINER, software);
      await askMay(teacher, install, 'Yes');
      const connect = {
        school: STEINER,
        act: 'connect-personal-device',
        asked: 'May I connect my own device to school ICT?',
      };
      const either = 'Ask the school business manager (SBM) or the ICT support';
      await askMay(teacher, connect, either);
      const device = await sendRequest(teacher, either, { purpose: 'My own tablet for the orchestra' });
      await agree(support, STEINER, device);
      await waitsNot(manager, STEINER, device);
      await askMay(teacher, connect, 'Yes');
    },
  );
});

/** The asker writes the assessment, the protection officer approves it, and the asker attaches it. */
async function attachAssessment(teacher: Entered, dpo: Entered, number: number): Promise<void> {
  const { page } = teacher;
  await writeAssessment(teacher, HUNWICK, 'Cloud service risk assessment', 'Cloudy Readers');
  await approveAssessment(dpo, HUNWICK, 'Cloudy Readers', '2027-09-01');
  await openOwn(teacher, HUNWICK, number);
  await page.getByLabel('Risk assessment completed').selectOption({ label: 'Cloudy Readers' });
  await press(teacher, 'Keep what I can show');
  await page.getByText('What was missing is kept.').waitFor();
  await arriveAt(teacher, `Request ${number}`);
}

/** What was agreed to is entered where all staff find it, and may then be used. */
async function listService(dpo: Entered, teacher: Entered): Promise<void> {
  const kind = {
    id: 'cloud-services',
    heading: 'Cloud services and approved websites',
    item: 'cloud service or website',
  };
  await enterItem(dpo, HUNWICK, {
    kind,
    name: 'Cloudy Readers',
    typed: { 'Data it holds': 'First names and what was read' },
    answered: { 'Is it approved?': 'Yes', 'Does it hold personal data?': 'Yes' },
  });
  await openRegister(teacher, HUNWICK, kind);
  await says(teacher, 'Cloudy Readers');
  const use = { school: HUNWICK, act: 'use-cloud-service', asked: 'May I use a cloud service?' };
  await askMay(teacher, { ...use, said: [["Is it on the school's approved list?", 'Yes']] }, 'Yes');
}

/** Takes personal use from somebody, after saying too little first. */
async function take(taker: Entered, from: string): Promise<void> {
  const { page } = taker;
  await page.goto(`/schools/${MICHAEL}/restrictions`);
  await arriveAt(taker, 'Taken or limited');
  await press(taker, 'Take or limit');
  await says(taker, 'There is a problem');
  await chooseFrom(taker, 'From whom?', from);
  await page.getByLabel('What, and under which clause?').selectOption({ index: 1 });
  await page.getByRole('radio', { name: 'All of it is taken' }).check();
  await fill(taker, { 'Why?': 'Films during lessons' });
  await press(taker, 'Take or limit');
  await page.getByText('It holds from now on.').waitFor();
  await arriveAt(taker, 'Taken or limited');
}

/** Visitors do not sign in: the office writes down what they ask for. */
async function enterVisitor({ site }: JourneySite, givenName: string): Promise<void> {
  const act = { school: MICHAEL, at: site.clock.now() };
  await site.store.transaction(async (tx) => {
    const personId = await addPerson(tx, act, { givenName, familyName: 'Walkwell' });
    await giveRole(tx, act, { personId, role: 'visitor', since: '2026-11-01' });
  });
}
