import type { Visitor } from './browser.ts';
import { fill, follow, press, says } from './journey-site.ts';
import { arriveAt } from './visiting.ts';

/** An item to enter: what is typed, chosen and answered, by the words that stand at each. */
export interface Entering {
  /** The register: its id and its heading, and what its items are called. */
  readonly kind: { readonly id: string; readonly heading: string; readonly item: string };
  readonly name: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly chosen?: Readonly<Record<string, string>>;
  readonly answered?: Readonly<Record<string, 'Yes' | 'No'>>;
}

/** Opens a register from the list of them. */
export async function openRegister(
  visitor: Visitor,
  school: string,
  { heading }: Entering['kind'],
): Promise<void> {
  await visitor.page.goto(`/schools/${school}/registers`);
  await arriveAt(visitor, 'Registers');
  await follow(visitor, heading);
  await arriveAt(visitor, heading);
}

/** Enters an item; gives its path. */
export async function enterItem(visitor: Visitor, school: string, entering: Entering): Promise<string> {
  const { page } = visitor;
  const { kind, name, typed = {}, chosen = {}, answered = {} } = entering;
  await openRegister(visitor, school, kind);
  await follow(visitor, `Enter a new ${kind.item}`);
  await arriveAt(visitor, `Enter a new ${kind.item}`);
  await fill(visitor, { Name: name, ...typed });
  for (const [label, choice] of Object.entries(chosen))
    await page.getByLabel(label, { exact: true }).selectOption({ label: choice });
  for (const [legend, yesOrNo] of Object.entries(answered))
    await page
      .getByRole('group', { name: legend, exact: true })
      .getByRole('radio', { name: yesOrNo, exact: true })
      .check();
  await press(visitor, 'Enter');
  await arriveAt(visitor, name);
  await says(visitor, 'The item is entered.');
  return new URL(page.url()).pathname;
}

/** Notes one check of an item from its page. */
export async function noteCheck(
  visitor: Visitor,
  path: string,
  name: string,
  check: string,
  result: 'Passed' | 'Failed',
): Promise<void> {
  const { page } = visitor;
  await page.goto(path);
  await arriveAt(visitor, name);
  await follow(visitor, 'Note a check');
  await arriveAt(visitor, `Note a check of ${name}`);
  await page.getByRole('radio', { name: check, exact: true }).check();
  await page.getByRole('radio', { name: result, exact: true }).check();
  await press(visitor, 'Note the check');
  await arriveAt(visitor, name);
  await says(visitor, 'What you found is kept.');
}
