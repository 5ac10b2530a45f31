import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, checkPage } from '../support/browser.ts';
import { type JourneySite, startJourneys, type Screen } from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';
import { inTurn } from '../support/thorough.ts';

describe('telling the school', { skip: browserMissing() }, () => {
  let journey: JourneySite;
  before(async () => {
    journey = await startJourneys();
  });
  after(() => journey?.close());

  for (const screen of inTurn(['phone', 'handset'] satisfies Screen[], 2))
    it(`a pupil tells of a nasty message without an account, and comes back with the receipt (${screen})`, async () => {
      const pupil = await journey.open(screen);
      const { page } = pupil;
      await page.goto('/schools/london-primary');
      await page.getByRole('link', { name: 'I am a pupil' }).click();
      await arriveAt(pupil, 'What do you want to tell us?');
      await checkPage(pupil);
      await page.getByText('Somebody sent me something nasty').click();
      await arriveAt(pupil, 'Somebody sent me something nasty');
      await page.getByRole('button', { name: 'Tell' }).click();
      await checkPage(pupil);
      assert.match((await page.textContent('main')) ?? '', /Say what happened/);
      await page.getByLabel('What happened?').fill('They wrote that nobody likes me.');
      await page.getByRole('button', { name: 'Tell' }).click();
      await arriveAt(pupil, 'Thank you for telling us');
      await checkPage(pupil);
      const receipt = (await page.textContent('#receipt')) ?? '';
      await page.getByRole('link', { name: 'See what came of it' }).click();
      await page.getByLabel('Your receipt').fill(receipt);
      await page.getByRole('button', { name: 'Show it' }).click();
      await checkPage(pupil);
      assert.match((await page.textContent('main')) ?? '', /nobody likes me/);
      assert.ok(!page.url().includes(receipt.slice(0, 4)));
      await pupil.close();
    });

  for (const school of inTurn(['st-michaels', 'london-primary'], 2, 1))
    it(`a teacher of ${school} tells of a list sent to the wrong parent, and follows it`, async () => {
      const teacher = await journey.enter(school, ['teacher'], 'desk');
      const { page } = teacher;
      await page.goto(`/schools/${school}/tell?event=email-mis-sent`);
      await checkPage(teacher);
      assert.match((await page.textContent('main')) ?? '', /the headteacher/);
      await page.getByLabel('What happened, in your own words').fill('The class list went to a parent.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForURL(/my\/reports\/[\w-]{22}/);
      await checkPage(teacher);
      assert.match(
        (await page.textContent('main')) ?? '',
        /Thank you[\s\S]*What to do now[\s\S]*The class list went/,
      );
      await teacher.close();
    });
});
