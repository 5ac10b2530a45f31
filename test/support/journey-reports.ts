import assert from 'node:assert/strict';
import type { Visitor } from './browser.ts';
import { fillDay, isNotThere } from './journey-permissions.ts';
import { type Entered, fill, follow, press, says } from './journey-site.ts';
import { arriveAt } from './visiting.ts';

/* From telling something to what comes of it, as people walk it. */

/** What somebody puts into the form that tells something. */
export interface Telling {
  readonly words: string;
  /** What the form asks besides, by its question. */
  readonly said?: Readonly<Record<string, string>>;
  /** Boxes that are ticked. */
  readonly ticked?: readonly string[];
  /** Further fields by their labels. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Days (YYYY-MM-DD) by what they are of. */
  readonly days?: Readonly<Record<string, string>>;
  /** A picture sent although the form asks for none, by whoever builds the field themself. */
  readonly smuggled?: string;
}

/** The label of the field for one's own words. */
const WORDS = 'What happened, in your own words';

/** Fills in the form that is shown, and sends it; first without words, so that what is said already must not be lost. */
export async function sendTelling(visitor: Visitor, telling: Telling): Promise<void> {
  const { page } = visitor;
  for (const [question, answer] of Object.entries(telling.said ?? {}))
    await choose(visitor, question, answer);
  for (const box of telling.ticked ?? [])
    await page.getByRole('checkbox', { name: box, exact: true }).check();
  await fill(visitor, telling.typed ?? {});
  for (const [legend, day] of Object.entries(telling.days ?? {})) await fillDay(visitor, legend, day);
  await press(visitor, 'Send');
  await page.getByText('There is a problem').waitFor();
  await arriveAt(visitor, await headingOf(visitor));
  await says(visitor, 'Say what happened, in a few words');
  for (const box of telling.ticked ?? [])
    assert.ok(await page.getByRole('checkbox', { name: box, exact: true }).isChecked(), box);
  await fill(visitor, { [WORDS]: telling.words });
  if (telling.smuggled !== undefined) await smuggle(visitor, telling.smuggled);
  await press(visitor, 'Send');
}

/** Puts a field for files into the form that is shown, with a picture in it. */
async function smuggle({ page }: Visitor, name: string): Promise<void> {
  const form = page.getByRole('main').locator('form');
  assert.equal(await form.locator('input[type=file]').count(), 0, 'no picture is asked for');
  const field = '<label>Picture <input type="file" name="files"></label>';
  await form.evaluate((at, html) => {
    (at as unknown as { insertAdjacentHTML(where: string, html: string): void }).insertAdjacentHTML(
      'beforeend',
      html,
    );
  }, field);
  const buffer = Buffer.from('iVBORw0KGgo=', 'base64');
  await form.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer });
}

/** Chooses an answer by its question. */
export const choose = ({ page }: Visitor, question: string, answer: string): Promise<void> =>
  page
    .getByRole('main')
    .getByRole('group', { name: question, exact: true })
    .getByRole('radio', { name: answer, exact: true })
    .check();

export const headingOf = ({ page }: Visitor): Promise<string> =>
  page.getByRole('heading', { level: 1 }).innerText();

/** Somebody signed in tells under their name; ends on their page of it, and gives its number. */
export async function tellByName(visitor: Entered, telling: Telling): Promise<string> {
  await sendTelling(visitor, telling);
  await visitor.page.waitForURL(
    new RegExp(`/my/reports/[\\w-]{22}\\?done=${telling.smuggled ? 'without' : 'told'}$`),
  );
  await arriveAt(visitor, await headingOf(visitor));
  await says(visitor, telling.words);
  return numberShown(visitor);
}

/** What somebody without a name holds after telling. */
export interface Kept {
  readonly reference: string;
  readonly receipt: string;
}

/** Arrives where somebody without a name is thanked; gives the number and the receipt, which stands in no address. */
export async function thanked(visitor: Visitor): Promise<Kept> {
  await arriveAt(visitor, 'Thank you for telling us');
  const receipt = await visitor.page.locator('#receipt').innerText();
  assert.ok(!visitor.page.url().includes(receipt.slice(0, 4)));
  return { reference: await visitor.page.locator('.govuk-panel strong').innerText(), receipt };
}

/** The number of a report on its teller's page of it. */
export const numberShown = ({ page }: Visitor): Promise<string> =>
  page.locator('.govuk-summary-list__row', { hasText: 'Number' }).locator('dd').first().innerText();

/** Comes back with the receipt to what came of it. */
export async function comeBackWith(visitor: Visitor, school: string, receipt: string): Promise<void> {
  const { page } = visitor;
  await page.goto(`/schools/${school}/told`);
  await arriveAt(visitor, 'See what came of what you told');
  await fill(visitor, { 'Your receipt': receipt.toLowerCase() });
  await press(visitor, 'Show it');
  await page.getByRole('heading', { name: 'What was said' }).waitFor();
  await arriveAt(visitor, await headingOf(visitor));
  assert.ok(!page.url().includes(receipt.slice(0, 4)));
}

/** Finds a report on Your page among what is to be heard, and opens it; gives its path. */
export async function openHeard(visitor: Entered, school: string, reference: string): Promise<string> {
  const { page } = visitor;
  await page.goto(`/schools/${school}/my`);
  await follow(visitor, /^\d+ reports? for you to hear$/);
  await arriveAt(visitor, 'Reports for you to hear');
  await follow(visitor, reference);
  await atCase(visitor, reference);
  return new URL(page.url()).pathname;
}

/** Waits for the page of a report. */
export async function atCase(visitor: Visitor, reference: string): Promise<void> {
  await visitor.page.getByRole('heading', { level: 1, name: new RegExp(`^${reference}: `) }).waitFor();
  await arriveAt(visitor, await headingOf(visitor));
}

/** Says that it is heard. */
export async function hear(visitor: Entered, reference: string): Promise<void> {
  await press(visitor, 'I have heard it');
  await visitor.page.getByText('It is noted that you have heard it.').waitFor();
  await atCase(visitor, reference);
}

/** One thing that is done about a report: the link to its form, the form's button, and what the report says then. */
export interface Done {
  readonly way: string;
  readonly button: string;
  readonly says: string;
}

export const doings = {
  note: { way: 'Write a note', button: 'Keep the note', says: 'Your note is kept.' },
  ask: {
    way: 'Ask whoever told it',
    button: 'Send',
    says: 'Your question is on its way to whoever told this.',
  },
  find: { way: 'Say what was found', button: 'Keep what was found', says: 'What was found is kept.' },
  close: { way: 'Close it', button: 'Close it', says: 'It is closed.' },
} as const satisfies Record<string, Done>;

/** Does something about the report that is shown. `fillIn` fills in the form. */
export async function doing(
  visitor: Entered,
  reference: string,
  { way, button, says: said }: Done,
  fillIn: () => Promise<void>,
): Promise<void> {
  await follow(visitor, way);
  await arriveAt(visitor, `${way}: ${reference}`);
  await fillIn();
  await press(visitor, button);
  await visitor.page.getByText(said, { exact: true }).waitFor();
  await atCase(visitor, reference);
}

/** Fills in when something was: the day (YYYY-MM-DD) and the time. */
export async function fillMoment(visitor: Visitor, what: string, day: string, time: string): Promise<void> {
  const legend = await visitor.page
    .getByRole('group', { name: new RegExp(`^${what}`) })
    .locator('legend')
    .innerText();
  await fillDay(visitor, legend, day);
  await fill(visitor, { [`${what}: time`]: time });
}

/** Ticks a step of what to do now, where it is to be ticked. */
export async function tick(visitor: Entered, reference: string, step: string): Promise<void> {
  await press(visitor, `Done: ${step}`);
  await visitor.page.getByText('The step is ticked.').waitFor();
  await atCase(visitor, reference);
}

/** Holds it that a report is nowhere for somebody who hears no other: not counted, not listed, not at its address. */
export async function hearsNothing(visitor: Entered, school: string, path: string): Promise<void> {
  const { page } = visitor;
  await page.goto(`/schools/${school}/my`);
  assert.equal(await page.getByText('for you to hear').count(), 0, 'nothing is counted on Your page');
  await page.goto(`/schools/${school}/reports`);
  await arriveAt(visitor, 'Reports for you to hear');
  await says(visitor, 'Nothing that was told waits for you.');
  await isNotThere(visitor, path);
}
