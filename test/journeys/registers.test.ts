import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing } from '../support/browser.ts';
import {
  agree,
  askMay,
  fillDay,
  openWaiting,
  ownStands,
  sendRequest,
} from '../support/journey-permissions.ts';
import { enterItem, noteCheck, openRegister } from '../support/journey-registers.ts';
import {
  type Entered,
  fill,
  follow,
  type JourneySite,
  press,
  says,
  type Screen,
  startJourneys,
} from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';

const HUNWICK = 'hunwick';
const equipment = { id: 'equipment', heading: 'Equipment', item: 'piece of equipment' };
const electrical = { id: 'electrical-items', heading: 'Electrical items', item: 'electrical item' };

describe('hunwick: things that the school answers for', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  const opened: Entered[] = [];
  before(async () => {
    journeys = await startJourneys([HUNWICK]);
  });
  after(async () => {
    for (const each of opened) await each.close();
    await journeys?.close();
  });

  const somebody = async (role: string, givenName: string, screen: Screen = 'desk') => {
    const entered = await journeys.enter(HUNWICK, [role], screen, { givenName, familyName: 'Carryon' });
    opened.push(entered);
    return entered;
  };

  it('a laptop goes home once it is encrypted and the head or the IT manager agrees, signed for out and in', async () => {
    const teacher = await somebody('teacher', 'Tilly');
    const colleague = await somebody('teacher', 'Coren', 'phone');
    const head = await somebody('headteacher', 'Hedwig', 'phone');
    const manager = await somebody('it-manager', 'Ivo');
    const laptop = {
      school: HUNWICK,
      act: 'take-equipment-off-site',
      asked: 'May I take school equipment off site?',
      said: [['Can it store data?', 'Yes']] as const,
    };
    const either = 'Ask the IT Manager or the headteacher';
    await askMay(colleague, laptop, either);
    const bare = await sendRequest(colleague, either, { purpose: 'Marking', until: '2026-12-18' });
    await openWaiting(manager, HUNWICK, bare);
    await says(manager, 'Something that the clause wants to see is missing, so nobody can agree yet.');
    await askMay(teacher, laptop, either);
    const number = await sendRequest(teacher, either, {
      purpose: 'Reports at home',
      until: '2026-12-18',
      shows: ['the device is encrypted'],
    });
    await agree(head, HUNWICK, number, 'It stays insured while it is out');
    await ownStands(teacher, HUNWICK, number, 'Granted', 'It stays insured while it is out');
    const path = await enterLaptop(manager);
    await lendOut(manager, path);
    await teacher.page.goto(`/schools/${HUNWICK}/my/things`);
    await says(teacher, 'Laptop 12');
    await takeBack(manager, path);
    await says(manager, 'Lent, ', 'signed for by Tilly Carryon', 'In use');
  });

  it('a kettle is not used before it has passed, and waits again when its test has run out', async () => {
    const teacher = await somebody('teacher', 'Thekla');
    const office = await somebody('office-staff', 'Olga');
    const caretaker = await somebody('site-staff', 'Sigurd', 'phone');
    const kettle = {
      school: HUNWICK,
      act: 'use-personal-mains-device',
      asked: 'May I use my own mains-powered item in school?',
    };
    const button = 'Ask the site staff (site maintenance staff)';
    await askMay(teacher, kettle, button);
    const number = await sendRequest(teacher, button, { purpose: 'Tea in the staff room' });
    const path = await enterItem(office, HUNWICK, {
      kind: electrical,
      name: 'Staff room kettle',
      chosen: { 'Whose it is': "A member of staff's", 'How it is built': 'Double insulated (class II)' },
    });
    await says(office, 'Not tested');
    await useIt(office);
    await says(office, 'It is not used before it has passed its checks.', 'Not tested');
    await noteCheck(caretaker, path, 'Staff room kettle', 'Visual check', 'Failed');
    await says(caretaker, 'Faulty');
    journeys.site.clock.advance(60_000);
    await noteCheck(caretaker, path, 'Staff room kettle', 'Visual check', 'Passed');
    await says(caretaker, 'In use');
    await agree(caretaker, HUNWICK, number);
    await ownStands(teacher, HUNWICK, number, 'Granted');
    const inDate = 'Is its electrical test still in date?';
    await askMay(teacher, { ...kettle, said: [[inDate, 'Yes']] }, 'Yes');
    await askMay(teacher, { ...kettle, said: [[inDate, 'No']] }, 'No');
  });
});

async function enterLaptop(manager: Entered): Promise<string> {
  const { page } = manager;
  const path = await enterItem(manager, HUNWICK, {
    kind: equipment,
    name: 'Laptop 12',
    typed: { Label: 'HW-12', Place: 'Cupboard by the hall' },
    chosen: { 'Kind of device': 'Laptop' },
    answered: { 'Is it encrypted? (optional)': 'Yes' },
  });
  await follow(manager, 'Change');
  await arriveAt(manager, 'Change Laptop 12');
  await fillDay(manager, 'Insured off site until (optional)', '2027-08-31');
  await press(manager, 'Keep the change');
  await arriveAt(manager, 'Laptop 12');
  await says(manager, 'The change is kept.', 'Insured off site until 31 August 2027');
  assert.equal(new URL(page.url()).pathname, path);
  return path;
}

/** Whoever lends sees that it is encrypted and insured, and whoever takes it signs. */
async function lendOut(manager: Entered, path: string): Promise<void> {
  await follow(manager, 'Lend');
  await arriveAt(manager, 'Lend Laptop 12');
  await says(manager, 'Is it encrypted? Yes', 'Insured off site until 31 August 2027');
  await press(manager, 'Lend');
  await says(manager, 'Enter who takes it', 'The person who takes it signs with their name');
  await fill(manager, {
    'Who takes it': 'Tilly Carryon',
    'Signature: the full name of the person who takes it': 'Tilly Carryon',
  });
  await fillDay(manager, 'Due back (optional)', '2026-12-18');
  await press(manager, 'Lend');
  await arriveAt(manager, 'Laptop 12');
  await says(manager, 'It is lent.', 'Lent', 'signed for by Tilly Carryon');
  await openRegister(manager, HUNWICK, equipment);
  await says(manager, 'Laptop 12 HW-12');
  await manager.page.goto(path);
}

async function takeBack(manager: Entered, path: string): Promise<void> {
  await manager.page.goto(path);
  await follow(manager, 'Take back');
  await arriveAt(manager, 'Take Laptop 12 back');
  await fill(manager, { 'Signature: the full name of whoever brings it back': 'Tilly Carryon' });
  await manager.page.getByRole('radio', { name: 'As it should be' }).check();
  await press(manager, 'Take back');
  await arriveAt(manager, 'Laptop 12');
  await says(manager, 'It is back.');
}

/** Says of an item that it is in use from now on. */
async function useIt(office: Entered): Promise<void> {
  await office.page.getByText('Change its state').click();
  await office.page.getByRole('radio', { name: 'In use' }).check();
  await press(office, 'Change the state');
  await arriveAt(office, 'Staff room kettle');
}
