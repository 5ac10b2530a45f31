import type { Visitor } from './browser.ts';
import { fill, follow, press } from './journey-site.ts';
import { fillDay } from './journey-permissions.ts';
import { arriveAt } from './visiting.ts';

/** Writes an assessment with every question answered, from the list of them; gives its path. */
export async function writeAssessment(
  visitor: Visitor,
  school: string,
  form: string,
  title: string,
): Promise<string> {
  const { page } = visitor;
  await page.goto(`/schools/${school}/assessments`);
  await arriveAt(visitor, 'Assessments');
  await follow(visitor, form);
  await arriveAt(visitor, form);
  await fill(visitor, { 'What is it about?': title });
  for (const box of await page.getByRole('main').locator('textarea').all())
    await box.fill('As it should be.');
  for (const first of await page
    .getByRole('main')
    .getByRole('radio', { name: /^(Low|Yes)$/ })
    .all())
    await first.check();
  await press(visitor, 'Keep as a draft');
  await arriveAt(visitor, title);
  return new URL(page.url()).pathname;
}

/** Approves an assessment until a day, as somebody to whom it falls. */
export async function approveAssessment(visitor: Visitor, school: string, title: string, until: string) {
  await visitor.page.goto(`/schools/${school}/assessments`);
  await arriveAt(visitor, 'Assessments');
  await follow(visitor, title);
  await arriveAt(visitor, title);
  await fillDay(visitor, 'Look at it again by', until);
  await press(visitor, 'Approve');
  await visitor.page.getByText('Approved.', { exact: true }).waitFor();
  await arriveAt(visitor, title);
}
