import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing } from '../support/browser.ts';
import { enterAt, tabTo, typeInto } from '../support/journey-keys.ts';
import {
  atCase,
  comeBackWith,
  doing,
  doings,
  headingOf,
  hear,
  numberShown,
  openHeard,
  tellByName,
  thanked,
} from '../support/journey-reports.ts';
import {
  type Entered,
  fill,
  follow,
  type JourneySite,
  press,
  says,
  type Screen,
  startJourneys,
} from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';

const LONDON = 'london-primary';
const STEINER = 'cambridge-steiner';

describe('reports at the width of a phone', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  const opened: Entered[] = [];
  before(async () => {
    journeys = await startJourneys([LONDON, STEINER]);
  });
  after(async () => {
    for (const each of opened) await each.close();
    await journeys?.close();
  });

  const somebody = async (school: string, role: string, givenName: string, screen: Screen = 'handset') => {
    const entered = await journeys.enter(school, [role], screen, { givenName, familyName: 'Pocketful' });
    opened.push(entered);
    return entered;
  };

  it('a pupil tells of a nasty message, is asked back, and answers with the receipt', async () => {
    const lead = await somebody(LONDON, 'dsl', 'Hjordis');
    const pupil = await journeys.open('phone');
    const { page } = pupil;
    await page.goto(`/schools/${LONDON}`);
    await follow(pupil, 'I am a pupil');
    await arriveAt(pupil, 'What do you want to tell us?');
    await says(pupil, 'You are not in trouble for telling.', '0800 1111');
    await page.getByRole('button', { name: 'Somebody sent me something nasty' }).click();
    await arriveAt(pupil, 'Somebody sent me something nasty');
    assert.equal(await page.locator('input[type=file]').count(), 0);
    await fill(pupil, { 'What happened?': 'In the chat they wrote that nobady likes me.' });
    await press(pupil, 'Tell');
    const { reference, receipt } = await thanked(pupil);
    await says(pupil, 'Write it down, or print this page.', 'Do not answer it, and do not delete it.');
    await pupil.close();

    await openHeard(lead, LONDON, reference);
    await says(lead, 'nobady likes me', 'Without a name');
    await hear(lead, reference);
    await doing(lead, reference, doings.ask, () => fill(lead, { 'Your question': 'Which chat was it?' }));
    await doing(lead, reference, doings.note, () => fill(lead, { 'Your note': 'It may be class five.' }));

    const again = await journeys.open('phone');
    await comeBackWith(again, LONDON, receipt);
    await says(again, 'Heard by the designated safeguarding lead', 'Which chat was it?');
    assert.equal(await again.page.getByText('class five').count(), 0, 'notes are for those who hear it');
    assert.equal(await again.page.getByText('Hjordis').count(), 0, 'nobody of the school is named');
    await fill(again, { 'Answer, or say more': 'The one of the football club.' });
    await press(again, 'Send');
    await again.page.getByText('Your answer is kept').waitFor();
    await arriveAt(again, await headingOf(again));
    await again.close();
    await openHeard(lead, LONDON, reference);
    await says(lead, 'The one of the football club.');
  });

  it('a teacher tells of material that may harm, and follows what comes of it', async () => {
    const teacher = await somebody(STEINER, 'teacher', 'Terje');
    const { page } = teacher;
    await page.goto(`/schools/${STEINER}/tell`);
    await arriveAt(teacher, 'What do you want to tell us?');
    await follow(teacher, 'Unsuitable or harmful content');
    await arriveAt(teacher, 'What happened?');
    await follow(teacher, 'Somebody met material that might upset or harm');
    await arriveAt(teacher, await headingOf(teacher));
    await says(teacher, 'Do not send a picture with this');
    const reference = await tellByName(teacher, {
      words: 'A film that ran by itself showed a knife fight.',
      said: { 'Could it be an indecent image of a child?': 'No' },
    });
    await page.goto(`/schools/${STEINER}/my`);
    await follow(teacher, 'What you have told');
    await arriveAt(teacher, 'What you have told');
    await follow(teacher, /material/);
    await says(teacher, reference, 'Sent, and waiting to be heard', 'knife fight');
  });

  it('a teacher tells, by keyboard alone', async () => {
    const teacher = await somebody(STEINER, 'teacher', 'Torunn');
    const { page } = teacher;
    await page.goto(`/schools/${STEINER}/tell?event=data-complaint`);
    const heading = await headingOf(teacher);
    await arriveAt(teacher, heading);
    await enterAt(page, 'Send');
    await page.getByText('There is a problem').waitFor();
    await arriveAt(teacher, heading);
    await enterAt(page, 'Say what happened, in a few words');
    await page.keyboard.type('My old address is still in three lists.');
    await typeInto(page, 'Whom it is about, if anybody', 'nobody');
    await tabTo(page, 'It is about the data protection officer (DPO)');
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await enterAt(page, 'Send');
    await page.waitForURL(/\/my\/reports\/[\w-]{22}\?done=told/);
    await arriveAt(teacher, await headingOf(teacher));
    await says(teacher, 'My old address is still in three lists.');
    await typeInto(page, 'Answer, or say more', 'It is four lists.');
    await enterAt(page, 'Send');
    await page.getByText('It is four lists.').waitFor();
    await arriveAt(teacher, await headingOf(teacher));
  });

  it('whoever looks after safeguarding hears it, and is led to what is still to be said before it is closed', async () => {
    const teacher = await somebody(LONDON, 'teacher', 'Tarjei');
    const dsl = await somebody(LONDON, 'dsl', 'Disa');
    const reference = await searched(teacher, 'A pupil’s bag was searched for a phone.');
    await openHeard(dsl, LONDON, reference);
    await hear(dsl, reference);
    await doing(dsl, reference, doings.note, () => fill(dsl, { 'Your note': 'The parents were rung.' }));
    await follow(dsl, 'Close it');
    await arriveAt(dsl, `Close it: ${reference}`);
    await says(dsl, 'This has to be said before it is closed');
    await follow(dsl, 'Where');
    await arriveAt(dsl, `Say what was found: ${reference}`);
    await fill(dsl, { Where: 'In room 4' });
    await press(dsl, 'Keep what was found');
    await dsl.page.getByText('What was found is kept.').waitFor();
    await atCase(dsl, reference);
    await says(dsl, 'In room 4');
  });

  it('whoever looks after safeguarding hears it and asks back, by keyboard alone', async () => {
    const teacher = await somebody(LONDON, 'teacher', 'Tordis');
    const dsl = await somebody(LONDON, 'dsl', 'Dagfinn');
    const reference = await searched(teacher, 'Another bag was searched.');
    const { page } = dsl;
    await page.goto(`/schools/${LONDON}/reports`);
    await arriveAt(dsl, 'Reports for you to hear');
    await typeInto(page, 'Look for a reference or words', 'another bag');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search=/);
    assert.doesNotMatch(page.url(), /another/);
    await enterAt(page, reference);
    await atCase(dsl, reference);
    await enterAt(page, 'I have heard it');
    await page.getByText('It is noted that you have heard it.').waitFor();
    await enterAt(page, 'Ask whoever told it');
    await arriveAt(dsl, `Ask whoever told it: ${reference}`);
    await enterAt(page, 'Send');
    await page.getByText('There is a problem').waitFor();
    await arriveAt(dsl, `Ask whoever told it: ${reference}`);
    await enterAt(page, 'Write something first');
    await page.keyboard.type('Who was there?');
    await enterAt(page, 'Send');
    await page.getByText('Your question is on its way to whoever told this.').waitFor();
    await atCase(dsl, reference);
    await teacher.page.reload();
    await says(teacher, 'Who was there?');
    assert.equal(await numberShown(teacher), reference);
  });
});

/** A member of staff tells that a pupil was searched; gives the number. */
async function searched(teacher: Entered, words: string): Promise<string> {
  await teacher.page.goto(`/schools/${LONDON}/tell?event=pupil-device-searched`);
  await arriveAt(teacher, await headingOf(teacher));
  return tellByName(teacher, { words, said: { 'Could it be an indecent image of a child?': 'No' } });
}
