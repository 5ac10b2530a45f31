import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { focused } from './browser.ts';

/** More presses than any page of a journey has stops. */
const MOST_STOPS = 80;

/** Presses Tab until the thing of this name has the focus; each stop on the way can be seen. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const { text, isVisible } = await focused(page);
    if (text !== '') assert.ok(isVisible, `the focus on “${text}” can be seen`);
    if (text === name) return;
    passed.push(text);
  }
  assert.fail(`“${name}” is not reached by Tab: ${passed.join(' | ')}`);
}

/** Goes to a field by its label and types over what is in it. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Goes to a link or a button by its name and presses it. */
export async function enterAt(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
