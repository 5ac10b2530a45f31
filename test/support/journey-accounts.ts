import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { Visitor } from './browser.ts';
import { type Entered, fill, follow, type JourneySite, press, says, type Screen } from './journey-site.ts';
import { arriveAt } from './visiting.ts';

/** Somebody invented who is invited by the office. */
export interface Invited {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly role: string;
}

export const nameOf = ({ givenName, familyName }: Pick<Invited, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName}`;

export const goodPassword = 'gravel otter lantern';

/** The office enters somebody, gives the role and sends the invitation; gives the person's address. */
export async function enterAndInvite(office: Visitor, school: string, who: Invited): Promise<string> {
  const { page } = office;
  const person = await enterPerson(office, school, who);
  await follow(office, 'Give a role');
  await arriveAt(office, 'Give a role');
  await press(office, 'Give the role');
  await says(office, 'Choose a role from the list');
  await page.getByLabel('Role', { exact: true }).selectOption(who.role);
  await press(office, 'Give the role');
  await arriveAt(office, nameOf(who));
  await says(office, 'The role is given.');
  await press(office, 'Send an invitation');
  await arriveAt(office, nameOf(who));
  await says(office, 'The invitation is sent.');
  return person;
}

/** The office enters somebody without a role; gives the person's address. */
export async function enterPerson(
  office: Visitor,
  school: string,
  who: Omit<Invited, 'role' | 'email'> & { readonly email?: string; readonly role?: string },
): Promise<string> {
  const { page } = office;
  await page.goto(`/schools/${school}/people`);
  await arriveAt(office, 'People');
  await follow(office, 'Enter somebody new');
  await arriveAt(office, 'Enter somebody new');
  await fill(office, {
    'Given name': who.givenName,
    'Family name': who.familyName,
    'E-mail address': who.email ?? '',
  });
  await press(office, 'Enter');
  await arriveAt(office, nameOf(who));
  await says(office, 'The person is entered.');
  return new URL(page.url()).pathname;
}

/** Reads the link out of the newest kept letter to an address. */
export async function linkInLetter(office: Visitor, school: string, email: string): Promise<string> {
  const { page } = office;
  await page.goto(`/schools/${school}/mail`);
  await arriveAt(office, 'Mail that was kept');
  await page.getByRole('row').filter({ hasText: email }).first().getByRole('link').click();
  await page.getByRole('link', { name: /\/invitations\// }).waitFor();
  const link = await page.getByRole('link', { name: /\/invitations\// }).getAttribute('href');
  assert.ok(link);
  return link;
}

/** Opens the account: a bad password is refused in words and nothing else is lost, a good one lets in. */
export async function openAccount(visitor: Visitor, link: string, userName: string): Promise<void> {
  const { page } = visitor;
  await page.goto(link);
  await arriveAt(visitor, 'Open your account');
  await fill(visitor, { 'User name': userName, 'New password': 'qwerty' });
  await press(visitor, 'Open the account');
  await page.getByText('There is a problem').waitFor();
  await arriveAt(visitor, 'Open your account');
  await says(visitor, /Enter a password of \d+ characters or more/);
  assert.equal(await page.getByLabel('User name', { exact: true }).inputValue(), userName);
  assert.equal(await page.getByLabel('New password', { exact: true }).inputValue(), '');
  await fill(visitor, { 'New password': goodPassword });
  await press(visitor, 'Open the account');
  await page.waitForURL((url) => !url.pathname.includes('/invitations/'));
}

/** Signs out, and gets the password wrong once on the way in again. */
export async function signOutAndIn(visitor: Visitor, userName: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Sign out' }).click();
  await arriveAt(visitor, 'You are signed out');
  await follow(visitor, 'Sign in again');
  await arriveAt(visitor, 'Sign in');
  await fill(visitor, { 'User name': userName, Password: 'lantern otter gravel' });
  await press(visitor, 'Sign in');
  await page.getByText('There is a problem').waitFor();
  await arriveAt(visitor, 'Sign in');
  await says(visitor, 'The user name or the password is not right');
  assert.equal(await page.getByLabel('User name', { exact: true }).inputValue(), userName);
  await typePassword(visitor, userName);
}

/** Gives user name and password on the page that asks for them. */
export async function typePassword(visitor: Visitor, userName: string): Promise<void> {
  await fill(visitor, { 'User name': userName, Password: goodPassword });
  await press(visitor, 'Sign in');
  await visitor.page.waitForURL((url) => !url.pathname.endsWith('/session'));
}

/** Every code is good for half a minute and once, and the clock stands still: the next one needs the next half minute. */
const HALF_MINUTE_MS = 30_000;

/** Sets an authenticator app up where the policy wants a second factor; gives what makes its codes. */
export async function setUpApp(visitor: Visitor, { site }: JourneySite): Promise<() => string> {
  const { page } = visitor;
  await arriveAt(visitor, 'Ways to sign in');
  await says(visitor, 'The policy wants a second factor of you. Set up an app or a passkey now');
  await follow(visitor, 'Set up an app');
  await arriveAt(visitor, 'Set up an authenticator app');
  const key = (await page.locator('main code').innerText()).replaceAll(/\s/g, '');
  const app = new TOTP({ secret: Secret.fromBase32(key) });
  const code = () => app.generate({ timestamp: site.clock.now().getTime() });
  await fill(visitor, { 'Code that the app shows': code() === '000000' ? '111111' : '000000' });
  await press(visitor, 'Set up this app');
  await arriveAt(visitor, 'Set up an authenticator app');
  await says(visitor, 'Enter the code that the app shows now');
  await fill(visitor, { 'Code that the app shows': code() });
  await press(visitor, 'Set up this app');
  await keepCodes(visitor);
  return () => {
    site.clock.advance(HALF_MINUTE_MS);
    return code();
  };
}

/** Gives a code of the app after the password. */
export async function typeCode(visitor: Visitor, code: string): Promise<void> {
  await arriveAt(visitor, 'Show that it is you');
  await fill(visitor, { 'Code from your authenticator app, or a recovery code': code });
  await press(visitor, 'Continue');
  await visitor.page.waitForURL('**/my');
}

/** Adds a passkey with a device that opens with a finger, where the policy wants a second factor. */
export async function setUpPasskey(visitor: Visitor): Promise<void> {
  await addDevice(visitor);
  await arriveAt(visitor, 'Ways to sign in');
  await follow(visitor, 'Add a passkey');
  await arriveAt(visitor, 'Add a passkey');
  await fill(visitor, { 'What to call it': 'The laptop in the staff room' });
  await press(visitor, 'Add a passkey');
  await keepCodes(visitor);
  await says(visitor, 'The laptop in the staff room');
}

/** Signs out, and in with the passkey alone. */
export async function signInByPasskey(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('button', { name: 'Sign out' }).click();
  await arriveAt(visitor, 'You are signed out');
  await follow(visitor, 'Sign in again');
  await arriveAt(visitor, 'Sign in');
  await follow(visitor, 'With a passkey');
  await press(visitor, 'Use a passkey');
  await visitor.page.waitForURL('**/my');
}

async function keepCodes(visitor: Visitor): Promise<void> {
  await arriveAt(visitor, 'Your recovery codes');
  assert.equal(await visitor.page.locator('main code').count(), 10);
  await visitor.page
    .getByRole('link', { name: 'I have them' })
    .or(visitor.page.getByRole('button', { name: 'I have them' }))
    .click();
  await arriveAt(visitor, 'Ways to sign in');
}

async function addDevice({ page, context }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** The office of a school, signed in. */
export const officeOf = (journeys: JourneySite, school: string, screen: Screen): Promise<Entered> =>
  journeys.enter(school, ['office-staff'], screen, { givenName: 'Olive', familyName: 'Deskworth' });
