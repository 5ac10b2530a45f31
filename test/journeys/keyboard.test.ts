import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { browserMissing, focused, openVisitor, type Visitor, widths } from '../support/browser.ts';
import {
  arriveAt,
  askHeading,
  homeHeading,
  questionBoxOf,
  readAnswer,
  type Said,
} from '../support/visiting.ts';
import { startWebServer, type WebServer } from '../support/server.ts';
import { expectedOf, schoolName, walks } from '../support/walks.ts';
import { inTurn } from '../support/thorough.ts';

/** More presses than any page of a journey has stops. */
const mostStops = 60;

describe('asking by keyboard alone', { skip: browserMissing() }, () => {
  let server: WebServer;
  before(async () => {
    server = await startWebServer();
  });
  after(() => server?.close());

  for (const walk of inTurn(walks, 2, 1)) {
    it(`${walk.school}: “${walk.words}”`, async () => {
      const visitor = await openVisitor(server.address);
      const { page } = visitor;
      await page.goto('/');
      await arriveAt(visitor, homeHeading);
      await tabTo(page, schoolName(walk.school));
      await page.keyboard.press('Enter');
      await arriveAt(visitor, askHeading);
      await skipToContent(page);
      await chooseByKeys(page, walk.words, walk.choice);
      for (const said of walk.said) await answerByKeys(visitor, said);
      await readAnswer(visitor, expectedOf(walk));
      await visitor.close();
    });
  }

  it('Enter sends the words as they are, while the list is open too', async () => {
    const visitor = await openVisitor(server.address);
    const { page } = visitor;
    await page.goto('/schools/hunwick');
    await questionBoxOf(page).focus();
    await page.keyboard.type('can I take my laptop home');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/questions?q=can+I+take+my+laptop+home');
    await visitor.close();
  });

  it('a phone’s width has the same stops, its menu opened by keys', async () => {
    const visitor = await openVisitor(server.address, { width: widths.phone });
    const { page } = visitor;
    await page.goto('/schools/hunwick');
    await arriveAt(visitor, askHeading);
    await tabTo(page, 'Menu');
    await page.keyboard.press('Enter');
    await tabTo(page, 'The policy');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/schools/hunwick/policy');
    await visitor.close();
  });
});

/** Presses Tab until the thing of this name has the focus; each stop on the way can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < mostStops; presses += 1) {
    await page.keyboard.press('Tab');
    const { text, isVisible } = await focused(page);
    if (text !== '') assert.ok(isVisible, `the focus on “${text}” can be seen`);
    if (text === name) return;
    passed.push(text);
  }
  assert.fail(`“${name}” is not reached by Tab: ${passed.join(' | ')}`);
}

/** The first stop of a page leads past its head, into its main part. */
async function skipToContent(page: Page): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  await page.keyboard.press('Tab');
  const { text, isVisible } = await focused(page);
  assert.equal(text, 'Skip to main content');
  assert.ok(isVisible, 'the skip link can be seen when it has the focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.activeElement?.id'), 'main-content');
}

async function chooseByKeys(page: Page, words: string, choice: string): Promise<void> {
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate('document.activeElement?.id'),
    await questionBoxOf(page).getAttribute('id'),
  );
  await page.keyboard.type(words);
  await page.getByRole('option', { name: choice, exact: true }).waitFor();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await focused(page)).text === choice) return page.keyboard.press('Enter');
  }
  assert.fail(`“${choice}” is not reached by arrow`);
}

/** Tab goes to the group and to the button, arrows go from radio to radio. */
async function answerByKeys(visitor: Visitor, [question, label]: Said): Promise<void> {
  const { page } = visitor;
  await arriveAt(visitor, question);
  const radios = page.getByRole('radio');
  await tabTo(page, (await page.locator('.govuk-radios__label').first().innerText()).trim());
  await page.keyboard.press('Space');
  for (
    let presses = await radios.count();
    presses > 0 && (await focused(page)).text !== label;
    presses -= 1
  ) {
    await page.keyboard.press('ArrowDown');
    assert.ok((await focused(page)).isVisible, 'the focus on a radio can be seen');
  }
  assert.ok(await page.getByRole('radio', { name: label, exact: true }).isChecked(), `“${label}” is chosen`);
  await tabTo(page, 'Continue');
  await page.keyboard.press('Enter');
}
