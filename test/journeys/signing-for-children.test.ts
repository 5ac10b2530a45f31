import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formsOf } from '../../src/agreements/index.ts';
import { addGroup, joinGroup } from '../../src/people/index.ts';
import { browserMissing, type Visitor } from '../support/browser.ts';
import { enterAndInvite, linkInLetter, nameOf, officeOf, openAccount } from '../support/journey-accounts.ts';
import { readAndSign } from '../support/journey-agreements.ts';
import {
  follow,
  type JourneySite,
  press,
  says,
  type Screen,
  startJourneys,
} from '../support/journey-site.ts';
import { signIn } from '../support/signed-in.ts';
import { arriveAt, wordsOf } from '../support/visiting.ts';

const SCHOOL = 'st-michaels';
const at = (path: string) => `/schools/${SCHOOL}${path}`;
const since = '2026-09-01';

/** A child of two homes, a child of one of them, and the parents of both homes. */
const family = {
  shared: { givenName: 'Tilly', familyName: 'Twohomes' },
  only: { givenName: 'Rufus', familyName: 'Onehome' },
  first: { givenName: 'Petra', familyName: 'Firsthome', role: 'parent', email: 'petra@firsthome.example' },
  second: {
    givenName: 'Quentin',
    familyName: 'Secondhome',
    role: 'parent',
    email: 'quentin@secondhome.example',
  },
};

describe('signing for children', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  let title = '';
  let receipt = '';
  const ids = new Map<string, string>();
  const links = new Map<string, string>();
  before(async () => {
    journeys = await startJourneys([SCHOOL]);
    const { pack } = journeys.site.answerer.school(SCHOOL).policy;
    title = formsOf(pack).find(({ signs }) => signs.includes('parent'))?.title ?? '';
    assert.notEqual(title, '');
  });
  after(() => journeys?.close());

  it('the office invites both homes, and ties each parent to the children of that home', async () => {
    const office = await officeOf(journeys, SCHOOL, 'phone');
    for (const child of [family.shared, family.only]) {
      const { personId } = await signIn(journeys.site, SCHOOL, ['pupil'], child);
      ids.set(child.givenName, personId);
    }
    for (const parent of [family.first, family.second]) {
      const person = await enterAndInvite(office, SCHOOL, parent);
      links.set(parent.email, await linkInLetter(office, SCHOOL, parent.email));
      const isFirst = parent === family.first;
      await tie(office, person, nameOf(parent), nameOf(family.shared), isFirst ? 'The first' : 'The second');
      if (isFirst) await tie(office, person, nameOf(parent), nameOf(family.only), 'The first');
    }
    await office.close();
  });

  it('a parent signs for each child, and has a receipt for each', async () => {
    const parent = await enterByLink(family.first, 'phone');
    for (const child of [family.shared, family.only]) {
      await readAndSign(parent, {
        todo: `${title}, for ${nameOf(child)}`,
        title,
        name: nameOf(family.first),
      });
      await says(parent, `For ${nameOf(child)}`);
      if (child === family.only) receipt = new URL(parent.page.url()).pathname;
      await follow(parent, 'Back to your page');
      await arriveAt(parent, nameOf(family.first));
    }
    await says(parent, 'Nothing waits for you.');
    await parent.close();
  });

  it('the other home signs for its own child, and sees nothing of the first', async () => {
    const parent = await enterByLink(family.second, 'desk');
    await says(parent, `${title}, for ${nameOf(family.shared)}`);
    const words = await wordsOf(parent.page.getByRole('main'));
    for (const hidden of [nameOf(family.only), nameOf(family.first)])
      assert.ok(!words.includes(hidden), hidden);
    await isNotFound(parent, receipt);
    await isNotFound(parent, at(`/people/${ids.get(family.only.givenName)}`));
    await parent.page.goto(at('/my'));
    await readAndSign(parent, {
      todo: `${title}, for ${nameOf(family.shared)}`,
      title,
      name: nameOf(family.second),
    });
    await parent.close();
  });

  for (const screen of ['desk', 'phone'] as const)
    it(`a pupil finds their name by the link of the class, chooses three pictures, and sees only their own, on a ${screen}`, async () => {
      const teacher = await teacherOf(screen);
      const link = await prepareClass(teacher, ids.get(family.shared.givenName) ?? '');
      await teacher.close();
      const pupil = await journeys.open(screen);
      await signInByPictures(pupil, link, family.shared.givenName);
      await arriveAt(pupil, nameOf(family.shared));
      assert.equal(await pupil.page.getByRole('link', { name: 'People', exact: true }).count(), 0);
      const words = await wordsOf(pupil.page.locator('body'));
      for (const { familyName } of [family.only, family.first, family.second])
        assert.ok(!words.includes(familyName), familyName);
      for (const path of [
        receipt,
        at('/people'),
        at('/signing'),
        at(`/people/${ids.get(family.only.givenName)}`),
      ])
        await isNotFound(pupil, path);
      await pupil.close();
    });

  async function enterByLink(who: typeof family.first, screen: Screen): Promise<Visitor> {
    const parent = await journeys.open(screen);
    await openAccount(parent, links.get(who.email) ?? '', who.email);
    await arriveAt(parent, nameOf(who));
    return parent;
  }

  /** Who leads the class of the shared child and another, who has no secret yet. */
  async function teacherOf(screen: Screen): Promise<Visitor> {
    const { site } = journeys;
    const act = { school: SCHOOL, at: site.clock.now() };
    const groupId = await site.store.transaction(async (tx) => {
      const id = await addGroup(tx, act, { kind: 'class', name: `Class ${screen}`, since });
      for (const { givenName } of [family.shared, family.only])
        await joinGroup(tx, act, { groupId: id, personId: ids.get(givenName) ?? '', part: 'member', since });
      return id;
    });
    return journeys.enter(SCHOOL, ['teacher'], screen, { familyName: 'Chalkington', leads: [groupId] });
  }
});

/** The office ties a parent to a child of one of two homes. */
async function tie(
  office: Visitor,
  person: string,
  parent: string,
  child: string,
  home: string,
): Promise<void> {
  const { page } = office;
  await page.goto(person);
  await arriveAt(office, parent);
  await follow(office, 'Change the family');
  await arriveAt(office, 'Change the family');
  await page.getByLabel('Which child?').selectOption({ label: child });
  await page.getByRole('radio', { name: home }).check();
  await press(office, 'Tie');
  await arriveAt(office, parent);
  await says(office, 'The family is tied.', child);
}

const chosen = ['sun', 'fish', 'sun'];

/** The teacher sets the pictures of a pupil and makes the link of the class. */
async function prepareClass(teacher: Visitor, pupilId: string): Promise<string> {
  const { page } = teacher;
  await page.goto(at('/account'));
  await arriveAt(teacher, 'Your account');
  await page.goto(at('/account/classes'));
  await arriveAt(teacher, 'How pupils sign in');
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Class / })
    .click();
  await page.locator(`a[href$="/pupils/${pupilId}"]`).click();
  await arriveAt(teacher, 'Pictures or a word');
  await press(teacher, 'Set it');
  await says(teacher, 'Choose 3 pictures, or enter a word');
  for (const [place, name] of ['First picture', 'Second picture', 'Third picture'].entries())
    await page.getByLabel(name).selectOption(chosen[place] ?? '');
  await press(teacher, 'Set it');
  await says(teacher, 'pictures');
  await press(teacher, 'Make an address');
  await says(teacher, 'It is shown this once');
  return page.locator('main code').innerText();
}

async function signInByPictures(pupil: Visitor, link: string, name: string): Promise<void> {
  const { page } = pupil;
  await page.goto(link);
  await arriveAt(pupil, 'Find your name');
  await page.getByRole('button', { name }).click();
  for (const wrong of [true, false]) {
    for (const picture of wrong ? chosen.toReversed().with(0, 'moon') : chosen) {
      await arriveAt(pupil, 'Choose your pictures');
      await page.locator(`button[value="${picture}"]`).click();
      await page.waitForLoadState('load');
    }
    if (wrong) await says(pupil, 'Those are not your pictures. Try again, or ask your teacher');
  }
  await page.waitForURL('**/my');
}

/** What is not theirs is not there. */
async function isNotFound({ page, troubles }: Visitor, path: string): Promise<void> {
  const answer = await page.goto(path);
  assert.equal(answer?.status(), 404, path);
  assert.deepEqual(troubles, []);
}
