import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { localDay } from '../../src/kernel/index.ts';
import { closePerson } from '../../src/people/index.ts';
import { type Snapshot, snapshotOf } from '../../src/permissions/index.ts';
import { escalateUnheard } from '../../src/reports/index.ts';
import { browserMissing } from '../support/browser.ts';
import { agree, askMay, comeBack, isNotThere, sendRequest } from '../support/journey-permissions.ts';
import {
  atCase,
  choose,
  doing,
  doings,
  fillMoment,
  headingOf,
  hear,
  hearsNothing,
  openHeard,
  sendTelling,
  tellByName,
  tick,
} from '../support/journey-reports.ts';
import {
  type Entered,
  fill,
  follow,
  type JourneySite,
  press,
  says,
  startJourneys,
  wordsOn,
} from '../support/journey-site.ts';
import { arriveAt } from '../support/visiting.ts';
import { inTurn, seldom } from '../support/thorough.ts';

const MICHAEL = 'st-michaels';
const LONDON = 'london-primary';
const HUNWICK = 'hunwick';
const CPPS = 'cpps';
const STEINER = 'cambridge-steiner';

const HOUR_MS = 3_600_000;

describe('reports and what comes of them', { skip: browserMissing() }, () => {
  let journeys: JourneySite;
  let opened: { readonly school: string; readonly entered: Entered }[] = [];
  before(async () => {
    journeys = await startJourneys();
  });
  after(() => journeys?.close());

  const somebody = async (school: string, role: string, givenName: string, familyName = 'Tellwell') => {
    const entered = await journeys.enter(school, [role], 'desk', { givenName, familyName });
    opened.push({ school, entered });
    return entered;
  };
  /** Whoever was there has left the school, so that they hear nothing of what comes after. */
  afterEach(async () => {
    const { site } = journeys;
    for (const { school, entered } of opened) {
      await entered.close();
      const act = { school, at: site.clock.now() };
      await site.store.transaction((tx) => closePerson(tx, act, entered.personId));
    }
    opened = [];
  });
  /** How many of somebody's permissions a gate is told of. */
  const carried = async (school: string, { personId }: Entered) => {
    const { store, clock, keys } = journeys.site;
    const { text } = await snapshotOf(store, clock, school, keys.ledger);
    const { permissions } = JSON.parse(text) as Snapshot;
    return permissions.filter(({ person }) => person === personId).length;
  };

  const misSent = [
    { school: MICHAEL, fact: 'personal-data-involved=true', technician: 'network-manager' },
    { school: LONDON, fact: 'data=pupil-personal', technician: 'it-provider' },
  ];
  for (const { school, fact, technician } of inTurn(misSent, 2))
    it(`${school}: a class list sent to the wrong parent is told from the answer, both hear it, and the regulator is told in time`, async () => {
      const teacher = await somebody(school, 'teacher', 'Tove');
      const head = await somebody(school, 'headteacher', 'Hulda');
      const other = await somebody(school, technician, 'Nils');
      const bystander = await somebody(school, 'teacher', 'Bo');
      await teacher.page.goto(`/schools/${school}/questions/new?event=email-mis-sent&fact.${fact}`);
      await arriveAt(teacher, 'Ready to answer');
      await press(teacher, 'See the answer');
      await teacher.page.waitForURL('**/answers/*');
      await press(teacher, /^Tell .* now$/);
      await arriveAt(teacher, 'An email went to the wrong person');
      await says(teacher, 'This goes to:', 'at once');
      const reference = await tellByName(teacher, { words: 'The list of Heron class went to one parent.' });
      await says(teacher, 'Ask whoever received it to delete it');

      const path = await openHeard(head, school, reference);
      await says(head, 'Nobody heard it yet', '72 hours', '3 days left', 'Tove Tellwell');
      await hear(head, reference);
      await openHeard(other, school, reference);
      await says(other, 'Heard by some');
      await hear(other, reference);
      await hearsNothing(bystander, school, path);

      journeys.site.clock.advance(20 * HOUR_MS);
      await comeBack(journeys, head, school);
      await openHeard(head, school, reference);
      await says(head, 'Heard', '2 days left', '28% of the time is over');
      await follow(head, 'Close it');
      await arriveAt(head, `Close it: ${reference}`);
      await says(head, 'This has to be said before it is closed', 'How many people it is about');
      await head.page.goto(path);
      await doing(head, reference, doings.find, async () => {
        await fill(head, {
          'What data it is': 'Names of thirty pupils',
          'How many people it is about': '30',
          'What was done to contain it': 'The parent deleted it and said so in writing',
          Why: 'One family, and it is deleted',
        });
        await choose(head, "How likely it is to put somebody's rights at risk", 'Likely');
      });
      const today = localDay(journeys.site.clock.now());
      await doing(head, reference, doings.find, () =>
        fillMoment(head, 'When the regulator was told', today, '0:30'),
      );
      await says(head, 'in time');
      await doing(head, reference, doings.close, () =>
        fill(head, {
          'What came of it': 'Addresses are chosen from the list from now on',
          'What whoever told it reads': 'Thank you. It is put right.',
        }),
      );
      await comeBack(journeys, teacher, school);
      await teacher.page.goto(`/schools/${school}/my/reports`);
      await arriveAt(teacher, 'What you have told');
      await follow(teacher, /An email went to the wrong person/);
      await says(teacher, 'Closed', 'Thank you. It is put right.');
    });

  it('st-michaels: what is about the head reaches the chair of governors, and is nowhere for the head', async () => {
    const teacher = await somebody(MICHAEL, 'teacher', 'Tilda');
    const head = await somebody(MICHAEL, 'headteacher', 'Hertha', 'Leadersby');
    const chair = await somebody(MICHAEL, 'chair-of-governors', 'Clemens');
    await openForm(teacher, MICHAEL, 'policy-breached');
    const usual = await tellByName(teacher, { words: 'Somebody plays games on the library computer.' });
    await openHeard(head, MICHAEL, usual);
    const figures = async () => {
      await head.page.goto(`/schools/${MICHAEL}/reports/figures`);
      await arriveAt(head, 'Figures of what was told');
      return wordsOn(head);
    };
    const before = await figures();

    await openForm(teacher, MICHAEL, 'policy-breached');
    const reference = await tellByName(teacher, {
      words: 'The zebra game was on during lessons.',
      typed: { 'Whom it is about, if anybody': 'Mrs Leadersby' },
    });
    const path = await openHeard(chair, MICHAEL, reference);
    await says(chair, 'Clemens Tellwell, next in line', 'The zebra game');

    await head.page.goto(`/schools/${MICHAEL}/my`);
    await says(head, '1 report for you to hear');
    await follow(head, '1 report for you to hear');
    await arriveAt(head, 'Reports for you to hear');
    assert.ok(!(await wordsOn(head)).includes(reference), 'it is in no list');
    for (const words of ['zebra', reference]) {
      await fill(head, { 'Look for a reference or words': words });
      await press(head, 'Look');
      await says(head, 'Nothing of what you hear has these words.');
    }
    await isNotThere(head, path);
    await isNotThere(head, `${path}/notes`);
    assert.equal(await figures(), before, 'it is in no number');
  });

  it('st-michaels: a searched phone with a suspected unlawful picture is told in words alone', async () => {
    const teacher = await somebody(MICHAEL, 'teacher', 'Tamsin');
    const dsl = await somebody(MICHAEL, 'dsl', 'Dagny');
    await openForm(teacher, MICHAEL, 'pupil-device-searched');
    await says(
      teacher,
      'Do not send a picture with this',
      'Tell the designated safeguarding lead at once, in person or by telephone, in words alone.',
    );
    const reference = await tellByName(teacher, {
      words: 'The phone of a pupil was searched in room 4.',
      said: { 'Could it be an indecent image of a child?': 'I am not sure' },
      smuggled: 'a.png',
    });
    await says(teacher, 'The file was not kept');
    const kept = await journeys.site.store.db.selectFrom('report_file').select('id').execute();
    assert.deepEqual(kept, [], 'no file is kept');
    await openHeard(dsl, MICHAEL, reference);
    await says(dsl, 'If you suspect an indecent image of a child, stop.', 'in room 4');
  });

  it('hunwick: a virus is told at once to those whom the policy names, and goes up when nobody hears it', async () => {
    const teacher = await somebody(HUNWICK, 'teacher', 'Thyra');
    const network = await somebody(HUNWICK, 'it-network-staff', 'Njal');
    const head = await somebody(HUNWICK, 'headteacher', 'Hakon');
    await openForm(teacher, HUNWICK, 'malware-suspected');
    await says(teacher, 'This goes to:', 'at once');
    const reference = await tellByName(teacher, { words: 'Odd windows open by themselves.' });
    await says(teacher, 'Take it off the network', 'Telephone IT from another device');
    const path = await openHeard(network, HUNWICK, reference);
    await says(network, 'Nobody heard it yet', 'at once');
    await hearsNothing(head, HUNWICK, path);
    const { site } = journeys;
    site.clock.advance(3 * HOUR_MS);
    const school = site.answerer.school(HUNWICK);
    const went = await escalateUnheard(
      site.store,
      site.clock,
      school,
      site.reporting.calendar,
      site.origin(),
    );
    assert.equal(went, 1);
    await comeBack(journeys, head, HUNWICK);
    await openHeard(head, HUNWICK, reference);
    await says(head, 'it went up to them', 'overdue');
    await hear(head, reference);
    await says(head, 'Heard by some');
  });

  seldom(
    'cambridge-steiner: a parent complains by telephone, and the office that wrote it down does not see it again',
    async () => {
      const office = await somebody(STEINER, 'office-staff', 'Ottar');
      const dpo = await somebody(STEINER, 'dpo', 'Dorte');
      const { page } = office;
      await page.goto(`/schools/${STEINER}/tell`);
      await arriveAt(office, 'What do you want to tell us?');
      await follow(office, 'Write it down for them');
      await arriveAt(office, 'Who is telling you?');
      await page.getByRole('radio', { name: 'A parent or carer', exact: true }).check();
      await press(office, 'Continue');
      await arriveAt(office, 'What do you want to tell us?');
      await follow(office, 'A complaint about personal data');
      await arriveAt(office, await headingOf(office));
      await sendTelling(office, {
        words: 'Her photographs are on the school’s page although she said no.',
        typed: { 'Who told you': 'Petra Plainly, at 01632 960001', 'At what time': '16:30' },
        days: { 'When the school first knew': '2026-11-20' },
      });
      await arriveAt(office, 'Thank you for telling us');
      const reference = await page.locator('.govuk-panel strong').innerText();
      assert.equal(await page.locator('#receipt').count(), 0, 'no receipt is shown to whoever wrote it down');
      const path = await openHeard(dpo, STEINER, reference);
      await says(
        dpo,
        'By telephone',
        'Written down by',
        'Ottar Tellwell',
        'Petra Plainly',
        '20 December 2026',
      );
      await hearsNothing(office, STEINER, path);
      await page.goto(`/schools/${STEINER}/my/reports`);
      assert.ok(!(await wordsOn(office)).includes(reference));
    },
  );

  seldom('cpps: staff harassed online are led step by step, and each step is ticked and kept', async () => {
    const teacher = await somebody(CPPS, 'teacher', 'Torvald');
    const senior = await somebody(CPPS, 'senior-leadership', 'Sunniva');
    await openForm(teacher, CPPS, 'staff-harassed-online');
    const reference = await tellByName(teacher, { words: 'A page makes fun of how I teach.' });
    await says(teacher, 'Do not answer.', 'You also have to tell');
    await openHeard(senior, CPPS, reference);
    await says(senior, 'What to do now');
    await tick(senior, reference, 'Keep screenshots, with the day and the time.');
    await says(senior, 'Done by Sunniva Tellwell');
    await tick(senior, reference, 'Ask the social network to take the abuse down.');
    await openHeard(senior, CPPS, reference);
    assert.equal((await wordsOn(senior)).split('Done by Sunniva Tellwell').length - 1, 2, 'both are kept');
  });

  it('st-michaels: whoever is suspended is out at once with all their permissions, and back when it ends', async () => {
    const teacher = await somebody(MICHAEL, 'teacher', 'Tjorven', 'Restwell');
    const head = await somebody(MICHAEL, 'headteacher', 'Hallgerd');
    const filter = { school: MICHAEL, act: 'bypass-filter', asked: 'May I get round the web filter?' };
    await askMay(teacher, filter, 'No');
    const number = await sendRequest(teacher, 'Ask for an exemption', {
      purpose: 'A talk on safe surfing',
      until: '2026-12-20',
    });
    await agree(head, MICHAEL, number);
    await askMay(teacher, filter, 'Yes');
    assert.equal(await carried(MICHAEL, teacher), 1);
    const colleague = await somebody(MICHAEL, 'teacher', 'Trygve');
    await openForm(colleague, MICHAEL, 'policy-breached');
    const reference = await tellByName(colleague, {
      words: 'Somebody reads the mail of others.',
      typed: { 'Whom it is about, if anybody': 'Tjorven Restwell' },
    });
    const path = await openHeard(head, MICHAEL, reference);
    await says(head, 'Tjorven Restwell');
    await follow(head, 'Suspend somebody while it is looked into, or end that');
    await arriveAt(head, 'Suspend while it is looked into');
    await press(head, 'Suspend');
    await says(head, 'Say why');
    await fill(head, { 'Why?': 'Until the logs are read' });
    await head.page.getByRole('checkbox', { name: 'Suspend Tjorven Restwell at once' }).check();
    await press(head, 'Suspend');
    await says(head, 'Nothing opens for this person any more');

    // The clock stands still: not a second goes by.
    await teacher.page.goto(`/schools/${MICHAEL}/my`);
    await arriveAt(teacher, 'Sign in');
    assert.equal(await carried(MICHAEL, teacher), 0, 'no gate is told of the permission');

    await head.page.goto(`${path}/suspension`);
    await fill(head, { 'Why does it end?': 'It was somebody else' });
    await press(head, /^End the suspension/);
    await says(head, 'Not suspended under this report.');
    await teacher.page.goto(`/schools/${MICHAEL}/my`);
    await arriveAt(teacher, 'Sign in');
    await comeBack(journeys, teacher, MICHAEL);
    await askMay(teacher, filter, 'Yes');
    assert.equal(await carried(MICHAEL, teacher), 1);
    await head.page.goto(path);
    await atCase(head, reference);
    await says(head, 'Until the logs are read', 'It was somebody else');
  });
});

/** Opens the form of an event. */
async function openForm(visitor: Entered, school: string, event: string): Promise<void> {
  await visitor.page.goto(`/schools/${school}/tell?event=${event}`);
  await arriveAt(visitor, await headingOf(visitor));
}
