import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { checkPage, type Visitor } from './browser.ts';

/* Pages as a visitor meets them. Each function waits for its page and holds it to its heading and title. */

/** Waits for the page with this heading of the first level. */
export async function arriveAt(visitor: Visitor, heading: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  await page.waitForLoadState('load');
  await checkPage(visitor);
}

export const homeHeading = 'Your school’s ICT policy, answered';
export const askHeading = 'May I…?';

/** The product's home: chooses a school. */
export async function chooseSchool(visitor: Visitor, school: string): Promise<void> {
  await visitor.page.goto('/');
  await arriveAt(visitor, homeHeading);
  await visitor.page.getByRole('link', { name: school, exact: true }).click();
  await arriveAt(visitor, askHeading);
}

export const questionBoxOf = (page: Page): Locator =>
  page.getByLabel('What do you want to do, or what has happened?');

/** Types a question and chooses from what is offered while typing. */
export async function chooseWhileTyping({ page }: Visitor, words: string, choice: string): Promise<void> {
  await questionBoxOf(page).pressSequentially(words);
  await page.getByRole('option', { name: choice, exact: true }).click();
}

/** Asks as a form does, and chooses on the page that answers. */
export async function chooseFromPage(visitor: Visitor, words: string, choice: string): Promise<void> {
  await askOnPage(visitor, words);
  await visitor.page
    .locator('.gatehouse-choice')
    .filter({ hasText: beginningWith(choice) })
    .click();
}

/** What is offered, with or without the note that the policy does not mention it. */
const beginningWith = (choice: string) =>
  new RegExp(`^${choice.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?: the policy|$)`);

/** Asks as a form does; what may be meant is then on a page of its own. */
export async function askOnPage(visitor: Visitor, words: string): Promise<void> {
  const { page, hasScripts } = visitor;
  await questionBoxOf(page).fill(words);
  // With scripts a list opens above the button in its own time, and moves it.
  if (hasScripts) await questionBoxOf(page).press('Enter');
  else await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.waitForURL('**/questions?q=*');
  await arriveAt(visitor, askHeading);
}

/** One question of the interview: its heading and the label of the answer to give. */
export type Said = readonly [question: string, answer: string];

/** Answers a question of the interview. */
export async function answer(visitor: Visitor, [question, label]: Said): Promise<void> {
  await arriveAt(visitor, question);
  await visitor.page.getByRole('radio', { name: label, exact: true }).check();
  await visitor.page.getByRole('button', { name: 'Continue' }).click();
}

/** What an answer's page must say. */
export interface Expected {
  /** The heading of the page. */
  readonly asked: string;
  /** What the panel begins with, such as "Ask the headteacher". */
  readonly headline: string;
  /** Clauses quoted as deciding: number and words. */
  readonly deciding: readonly Quoted[];
  /** Clauses that pull the other way. */
  readonly against: readonly Quoted[];
  /** Further sentences that must stand on the page. */
  readonly says: readonly (string | RegExp)[];
  /** The policy's name, of whose first edition the answer is. */
  readonly policy: string;
}

export interface Quoted {
  readonly number: string;
  readonly text: string;
}

/** Holds an answer's page to what it must say; gives its address and its words. */
export async function readAnswer(
  visitor: Visitor,
  expected: Expected,
): Promise<{ url: string; words: string }> {
  const { page } = visitor;
  await page.waitForURL('**/answers/*');
  await arriveAt(visitor, expected.asked);
  const main = page.getByRole('main');
  await page.locator('.gatehouse-verdict').getByRole('heading', { name: expected.headline }).waitFor();
  const words = await wordsOf(main);
  for (const { number, text } of [...expected.deciding, ...expected.against]) {
    assert.ok(words.includes(text), `the answer lacks “${text}”`);
    assert.ok(words.includes(`Clause ${number}`), `the answer lacks the number ${number}`);
  }
  for (const { text } of expected.deciding) await main.locator('blockquote', { hasText: text }).waitFor();
  assert.equal(words.includes('What pulls the other way'), expected.against.length > 0);
  for (const said of expected.says)
    assert.ok(typeof said === 'string' ? words.includes(said) : said.test(words), `“${said}” in: ${words}`);
  assert.ok(words.includes(`edition 1 of ${expected.policy}`), 'the answer names its edition');
  return { url: page.url(), words };
}

/** The words that a reader sees, with single spaces. */
export const wordsOf = async (place: Locator): Promise<string> =>
  (await place.innerText()).replace(/\s+/g, ' ').trim();
