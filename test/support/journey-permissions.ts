import assert from 'node:assert/strict';
import { beginSession } from '../../src/accounts/index.ts';
import type { Visitor } from './browser.ts';
import { type Entered, fill, follow, type JourneySite, press, says } from './journey-site.ts';
import { answer, arriveAt, type Said } from './visiting.ts';

/* From the question to the permission, as people walk it. */

/** What somebody asks a school. */
export interface Asking {
  readonly school: string;
  readonly act: string;
  /** What is asked, as the answer's heading says it. */
  readonly asked: string;
  /** As whom it is asked, where that is not whoever asks. */
  readonly as?: string;
  /** Facts that the address says already. */
  readonly given?: Readonly<Record<string, string>>;
  readonly said?: readonly Said[];
}

/** Asks by the act, answers what is asked back, and holds the answer to how it begins. */
export async function askMay(
  visitor: Visitor,
  { school, act, asked, as, given = {}, said = [] }: Asking,
  headline: string,
): Promise<void> {
  const told = new URLSearchParams({ act, ...(as !== undefined && { as }) });
  for (const [fact, value] of Object.entries(given)) told.set(`fact.${fact}`, value);
  await visitor.page.goto(`/schools/${school}/questions/new?${String(told)}`);
  for (const each of said) await answer(visitor, each);
  if (said.length === 0) {
    await arriveAt(visitor, 'Ready to answer');
    await press(visitor, 'See the answer');
  }
  await visitor.page.waitForURL('**/answers/*');
  await arriveAt(visitor, asked);
  const words = await visitor.page.locator('.gatehouse-verdict').getByRole('heading').first().innerText();
  assert.equal(words.split(/\s*:\s/)[0], headline);
}

/** What goes into a request. */
export interface Wanting {
  readonly purpose: string;
  /** The last day, YYYY-MM-DD. */
  readonly until?: string;
  /** What can be shown, by the words behind its box. */
  readonly shows?: readonly string[];
}

/** Presses the button on the answer and sends the request; gives its number. */
export async function sendRequest(visitor: Visitor, button: string, wanting: Wanting): Promise<number> {
  await press(visitor, button);
  await arriveAt(visitor, button);
  return fillRequest(visitor, wanting);
}

/** Fills a request in and sends it; gives its number. */
export async function fillRequest(visitor: Visitor, wanting: Wanting): Promise<number> {
  const { page } = visitor;
  for (const each of wanting.shows ?? [])
    await page.getByRole('checkbox', { name: `I can show this: ${each}` }).check();
  await fill(visitor, { 'What is it for?': wanting.purpose });
  if (wanting.until !== undefined) await fillDay(visitor, 'Last day', wanting.until);
  await press(visitor, 'Send the request');
  await page.getByText(/request is on its way\./).waitFor();
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await arriveAt(visitor, heading);
  return Number(/\d+/.exec(heading)?.[0]);
}

/** Fills in the three boxes of a day. */
export async function fillDay({ page }: Visitor, legend: string, day: string): Promise<void> {
  const group = page.getByRole('group', { name: legend, exact: true });
  const [year = '', month = '', date = ''] = day.split('-').map((each) => each.replace(/^0/, ''));
  for (const [label, text] of Object.entries({ Day: date, Month: month, Year: year }))
    await group.getByLabel(label, { exact: true }).fill(text);
}

/** Finds a request in the list of what waits, by its number, and opens it. */
export async function openWaiting(visitor: Visitor, school: string, number: number): Promise<void> {
  const { page } = visitor;
  await page.goto(`/schools/${school}/my`);
  await follow(visitor, /^Answer \d+ requests?$/);
  await arriveAt(visitor, 'What waits for your answer');
  await page
    .getByRole('listitem')
    .filter({ has: page.getByText(new RegExp(`number ${number}$`)) })
    .getByRole('link')
    .click();
  await arriveAt(visitor, `Request ${number}`);
}

/** Holds it that a request does not wait for somebody. */
export async function waitsNot(visitor: Visitor, school: string, number: number): Promise<void> {
  await visitor.page.goto(`/schools/${school}/requests`);
  await arriveAt(visitor, 'What waits for your answer');
  assert.equal(await visitor.page.getByText(new RegExp(`number ${number}$`)).count(), 0);
}

/** Opens a request that waits and agrees to it, role by role. */
export async function agree(
  visitor: Visitor,
  school: string,
  number: number,
  conditions?: string,
): Promise<void> {
  await openWaiting(visitor, school, number);
  if (conditions !== undefined) await fill(visitor, { 'Conditions, where there are any': conditions });
  const buttons = visitor.page.getByRole('button', { name: 'Agree', exact: true });
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await press(visitor, 'Agree');
    await visitor.page
      .getByText(left > 1 ? 'Your agreement is kept.' : /agreement is kept|Granted\./)
      .waitFor();
    await arriveAt(visitor, `Request ${number}`);
    assert.equal(await buttons.count(), left - 1);
  }
}

/** Opens a request that somebody made, by its number. */
export async function openOwn(visitor: Visitor, school: string, number: number): Promise<void> {
  await visitor.page.goto(`/schools/${school}/my/requests`);
  await arriveAt(visitor, 'Your requests');
  await follow(visitor, new RegExp(`^${number}: `));
  await arriveAt(visitor, `Request ${number}`);
}

/** Holds a request of one's own to how it stands. */
export async function ownStands(
  visitor: Visitor,
  school: string,
  number: number,
  ...words: readonly (string | RegExp)[]
): Promise<void> {
  await openOwn(visitor, school, number);
  await says(visitor, ...words);
}

/** Opens the page where something falls to nobody but those who may; to others it is not there. */
export async function isNotThere({ page }: Visitor, path: string): Promise<void> {
  const response = await page.goto(path);
  assert.equal(response?.status(), 404, path);
}

/** Begins another session of somebody, as on a later day. */
export async function comeBack(
  { site, origin }: JourneySite,
  visitor: Entered,
  school: string,
): Promise<void> {
  const { token } = await beginSession(site.store, site.clock, {
    school,
    personId: visitor.personId,
    strength: 2,
    agent: 'test',
    address: '127.0.0.1',
  });
  await visitor.context.addCookies([
    {
      name: '__Host-gatehouse',
      value: token,
      url: origin.replace('http:', 'https:'),
      httpOnly: true,
      sameSite: 'Lax',
    },
  ]);
}

/** Some days pass; those who are there sign in again. */
export async function laterDay(
  journeys: JourneySite,
  school: string,
  days: number,
  ...people: readonly Entered[]
): Promise<void> {
  journeys.site.clock.advance(days * 86_400_000);
  await journeys.site.answerer.refresh();
  for (const person of people) await comeBack(journeys, person, school);
}

/** Chooses from a long list, by typing where scripts run. */
export async function chooseFrom(
  { page, hasScripts }: Visitor,
  label: string,
  choice: string,
): Promise<void> {
  const field = page.getByRole('main').getByLabel(label, { exact: true });
  if (!hasScripts) return void (await field.selectOption({ label: choice }));
  // The list that stands in the page is there until the script has put the box in its place.
  await field.and(page.locator('input')).fill(choice);
  await page.getByRole('option', { name: choice, exact: true }).click();
}
