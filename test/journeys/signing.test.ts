import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, type Visitor } from '../support/browser.ts';
import {
  enterAndInvite,
  goodPassword,
  type Invited,
  linkInLetter,
  nameOf,
  officeOf,
  openAccount,
  setUpApp,
  setUpPasskey,
  signInByPasskey,
  signOutAndIn,
  typeCode,
  typePassword,
} from '../support/journey-accounts.ts';
import { formIn, publishChange, readAndSign, seeChange, sign } from '../support/journey-agreements.ts';
import {
  download,
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
import { arriveAt } from '../support/visiting.ts';
import { inTurn } from '../support/thorough.ts';

/* Who signs, and where the office sits meanwhile: whichever of them has scripts, the other has none. */
const walks: readonly {
  readonly screen: Screen;
  readonly desk: Screen;
  readonly who: Omit<Invited, 'email'>;
}[] = [
  { screen: 'desk', desk: 'phone', who: { givenName: 'Wilma', familyName: 'Chalkington', role: 'teacher' } },
  { screen: 'phone', desk: 'desk', who: { givenName: 'Bertil', familyName: 'Inkwell', role: 'teacher' } },
];

const DAY_MS = 86_400_000;

describe('signing', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  before(async () => {
    journeys = await startJourneys();
  });
  after(() => journeys?.close());

  for (const [turn, school] of journeySchools.entries())
    for (const { screen, desk, who } of inTurn(walks, 2, turn))
      it(`${school.key}: invited, signed in, read and signed, and what changed signed again, on a ${screen}`, async () => {
        const invited = { ...who, email: `${who.givenName}@${school.key}.example`.toLowerCase() };
        const link = await invite(journeys, school, desk, invited);
        const visitor = await journeys.open(screen);
        await signInFirst(journeys, visitor, school, invited, link);
        await signFirst(journeys, visitor, school, invited);
        if (school.key === 'cpps') await countersign(journeys, visitor, invited, desk);
        await signAgain(journeys, visitor, school, invited, screen);
        await visitor.close();
      });
});

/** The office enters and invites somebody, who finds the link in a letter. */
async function invite(journeys: JourneySite, { key }: JourneySchool, desk: Screen, who: Invited) {
  const office = await officeOf(journeys, key, desk);
  await enterAndInvite(office, key, who);
  const link = await linkInLetter(office, key, who.email);
  await office.close();
  return link;
}

/** Opens the account by the link, sets a second factor where the policy wants one, and signs in once more. */
async function signInFirst(
  journeys: JourneySite,
  visitor: Visitor,
  { key, owesFactor }: JourneySchool,
  { email }: Invited,
  link: string,
): Promise<void> {
  await openAccount(visitor, link, email);
  if (!owesFactor) await signOutAndIn(visitor, email);
  else if (visitor.hasScripts) {
    await setUpPasskey(visitor);
    await signInByPasskey(visitor);
  } else {
    const nextCode = await setUpApp(visitor, journeys);
    await signOutAndIn(visitor, email);
    await typeCode(visitor, nextCode());
  }
  assert.equal(new URL(visitor.page.url()).pathname, `/schools/${key}/my`);
}

async function signFirst(
  { site }: JourneySite,
  visitor: Visitor,
  { key, form }: JourneySchool,
  who: Invited,
): Promise<void> {
  const { title, clauses } = formIn(site.answerer.school(key).policy.pack, form);
  const todo = visitor.page.getByRole('link', { name: title, exact: true });
  assert.equal(await todo.count(), 1, 'one form is to be signed');
  await arriveAt(visitor, nameOf(who));
  if (key === 'cambridge-steiner') await signsBeforeAll(visitor, key, who);
  await readAndSign(visitor, { todo: title, title, name: nameOf(who) });
  await visitor.page.getByText('The words that were signed').click();
  assert.equal(await visitor.page.locator('.gatehouse-form-text > li').count(), clauses.length);
  const receipt = await download(visitor, 'Receipt to keep (PDF)');
  assert.equal(receipt.subarray(0, 5).toString(), '%PDF-');
  await follow(visitor, 'Back to your page');
  await arriveAt(visitor, nameOf(who));
  await says(visitor, 'Nothing waits for you.', title, 'Signed on 2');
}

/** Where the policy lets nobody in before they sign, every page leads to what there is to sign. */
async function signsBeforeAll(visitor: Visitor, key: string, who: Invited): Promise<void> {
  await visitor.page.goto(`/schools/${key}/countersigning`);
  await arriveAt(visitor, nameOf(who));
  assert.equal(new URL(visitor.page.url()).pathname, `/schools/${key}/my`);
}

/** The head signs beside it on the next day; both dates then stand on the signer's own page. */
async function countersign(
  journeys: JourneySite,
  visitor: Visitor,
  who: Invited,
  desk: Screen,
): Promise<void> {
  await follow(visitor, /^Receipt of/);
  await says(visitor, 'Headteacher countersigns Not yet');
  const signedOn = wordDay(journeys.site.clock.now());
  journeys.site.clock.advance(DAY_MS);
  const head = await journeys.enter('cpps', ['headteacher'], desk, {
    givenName: 'Hedda',
    familyName: 'Mastersdottir',
  });
  await head.page.goto('/schools/cpps/my');
  await arriveAt(head, 'Hedda Mastersdottir');
  await follow(head, /^Countersign \d+ agreements?$/);
  await arriveAt(head, 'Countersigning');
  await press(head, 'Countersign');
  await says(head, 'Tick what you countersign', 'Write your full name');
  await head.page.getByRole('checkbox', { name: new RegExp(`^${nameOf(who)}`) }).check();
  await head.page.getByLabel('Your full name').fill('Hedda Mastersdottir');
  await press(head, 'Countersign');
  await arriveAt(head, 'Countersigning');
  await says(head, 'Countersigned.');
  assert.equal(await head.page.getByRole('checkbox', { name: new RegExp(`^${nameOf(who)}`) }).count(), 0);
  await head.close();
  // Nobody stays signed in over night; whoever signs in goes on where they were.
  const url = visitor.page.url();
  await visitor.page.goto(url);
  await arriveAt(visitor, 'Sign in');
  await typePassword(visitor, who.email);
  assert.equal(visitor.page.url(), url);
  await says(
    visitor,
    `Date ${signedOn}`,
    `Headteacher countersigns Hedda Mastersdottir, on ${wordDay(journeys.site.clock.now())}`,
  );
}

const MINUTE_MS = 60_000;

/** A material edition is published; just what changed is read and signed, after showing again who is there. */
async function signAgain(
  journeys: JourneySite,
  visitor: Visitor,
  { key, form }: JourneySchool,
  who: Invited,
  screen: Screen,
): Promise<void> {
  const { title } = formIn(journeys.site.answerer.school(key).policy.pack, form);
  const change = await publishChange(journeys, key, form);
  journeys.site.clock.advance(20 * MINUTE_MS);
  await visitor.page.goto(`/schools/${key}/my`);
  await arriveAt(visitor, nameOf(who));
  await follow(visitor, title);
  await arriveAt(visitor, 'Show that it is still you');
  await fill(visitor, { Password: goodPassword });
  await press(visitor, 'Continue');
  await arriveAt(visitor, title);
  await says(visitor, 'The policy has changed since you signed.');
  await seeChange(visitor, change, screen === 'desk');
  await sign(visitor, nameOf(who));
  await says(visitor, `Edition ${change.edition}`);
  await follow(visitor, 'Back to your page');
  await says(visitor, 'Nothing waits for you.');
}

const wordDay = (day: Date): string =>
  day.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
