import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, focused, openVisitor, type Visitor, widths } from '../support/browser.ts';
import { startWebServer, type WebServer } from '../support/server.ts';
import { answer, arriveAt, askHeading, askOnPage, chooseFromPage, wordsOf } from '../support/visiting.ts';
import { isThorough } from '../support/thorough.ts';

const phoneAtLunch = '/schools/london-primary/questions/new?act=use-personal-device&as=staff';
const ways = [
  ['with scripts', true],
  ['without scripts', false],
] as const;

const mainOf = ({ page }: Visitor) => wordsOf(page.getByRole('main'));
const goOn = ({ page }: Visitor) => page.getByRole('button', { name: 'Continue' }).click();

describe('the interview', { skip: browserMissing() }, () => {
  let server: WebServer;
  before(async () => {
    server = await startWebServer();
  });
  after(() => server?.close());

  // Without scripts the same pages are walked in without-scripts.test.ts.
  for (const [way, scripts] of isThorough ? ways : ways.filter(([, hasScripts]) => hasScripts)) {
    const visit = () => openVisitor(server.address, { scripts, width: scripts ? widths.desk : widths.phone });

    it(`a question left open is said at the top, and leads to its first choice; nothing is lost, ${way}`, async () => {
      const visitor = await visit();
      const { page } = visitor;
      await page.goto(phoneAtLunch);
      await answer(visitor, ['Where is it?', 'In the staffroom']);
      await arriveAt(visitor, 'When is it?');
      await goOn(visitor);
      await page.getByRole('alert').waitFor();
      await arriveAt(visitor, 'When is it?');
      assert.match(await page.title(), /^Error: When is it\?/);
      assert.match(await mainOf(visitor), /Where is it\? In the staffroom/);
      await page.getByRole('alert').getByRole('link').click();
      if (scripts) assert.equal((await focused(page)).text, 'In lesson time');
      else assert.match(page.url(), /#fact-moment$/);
      await answer(visitor, ['When is it?', 'At lunch']);
      await arriveAt(visitor, 'May I use my own phone or device in school?');
      assert.match(await mainOf(visitor), /Where is it\? In the staffroom When is it\? At lunch/);
      await visitor.close();
    });

    it(`nobody may leave open who asks, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto('/schools/hunwick/questions/new?act=take-equipment-off-site');
      await arriveAt(visitor, 'Who is asking?');
      await goOn(visitor);
      await visitor.page.getByRole('alert').waitFor();
      assert.match(await mainOf(visitor), /There is a problem Select who is asking/);
      await visitor.close();
    });

    it(`“I do not know” is an answer: it depends, and by what, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto('/schools/hunwick/questions/new?act=take-equipment-off-site');
      await answer(visitor, ['Who is asking?', 'Member of staff']);
      await answer(visitor, ['Can it store data?', 'I do not know']);
      await arriveAt(visitor, 'May I take school equipment off site?');
      assert.match(await mainOf(visitor), /It depends.*Can it store data\?/);
      await visitor.close();
    });

    it(`an earlier answer is changed and the later ones stay, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto(`${phoneAtLunch}&fact.place=staffroom&fact.moment=unknown`);
      await visitor.page.getByRole('link', { name: 'Change place' }).click();
      await answer(visitor, ['Where is it?', 'In a classroom']);
      await visitor.page.locator('h1').waitFor();
      const words = await mainOf(visitor);
      assert.match(words, /In a classroom/);
      assert.match(words, /When is it\? I do not know/);
      await visitor.close();
    });

    it(`the way back leads to the question before, with what was said till then, ${way}`, async () => {
      const visitor = await visit();
      const { page } = visitor;
      await page.goto(phoneAtLunch);
      await answer(visitor, ['Where is it?', 'In the staffroom']);
      await arriveAt(visitor, 'When is it?');
      await page.getByRole('link', { name: 'Back', exact: true }).click();
      await arriveAt(visitor, 'Where is it?');
      assert.match(await mainOf(visitor), /Who is asking Member of staff/);
      await page.getByRole('link', { name: 'Back', exact: true }).click();
      await arriveAt(visitor, 'Who is asking?');
      await page.getByRole('link', { name: 'Back', exact: true }).click();
      await arriveAt(visitor, askHeading);
      await visitor.close();
    });

    it(`the browser's own way back leads to the question too, ${way}`, async () => {
      const visitor = await visit();
      const { page } = visitor;
      await page.goto(phoneAtLunch);
      await answer(visitor, ['Where is it?', 'In the staffroom']);
      await answer(visitor, ['When is it?', 'At lunch']);
      await arriveAt(visitor, 'May I use my own phone or device in school?');
      await page.goBack();
      await arriveAt(visitor, 'When is it?');
      await answer(visitor, ['When is it?', 'In lesson time']);
      await arriveAt(visitor, 'May I use my own phone or device in school?');
      assert.match(await mainOf(visitor), /When is it\? In lesson time/);
      await visitor.close();
    });

    it(`what was taken for granted can be said to be otherwise, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto(
        '/schools/cambridge-steiner/questions/new?act=use-internet-personally&as=staff',
      );
      await arriveAt(visitor, 'Ready to answer');
      await visitor.page.getByRole('button', { name: 'See the answer' }).click();
      await arriveAt(visitor, "May I use the school's internet for private matters?");
      await visitor.page.getByRole('link', { name: 'that is not so' }).first().click();
      await arriveAt(visitor, 'Ready to answer');
      await visitor.page.getByRole('button', { name: 'See the answer' }).click();
      await arriveAt(visitor, "May I use the school's internet for private matters?");
      assert.match(await mainOf(visitor), /^May I use .*\? No/);
      await visitor.close();
    });

    it(`what has happened is told to those whom the policy names, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto('/schools/st-michaels');
      await chooseFromPage(
        visitor,
        'I emailed a report to the wrong parent',
        'It happened: an email went to the wrong person',
      );
      await answer(visitor, ['Who is asking?', 'Member of staff']);
      await answer(visitor, ['Does it involve personal data about anybody else?', 'Yes']);
      await arriveAt(visitor, 'It happened: an email went to the wrong person');
      assert.match(
        await mainOf(visitor),
        /Tell the network manager \(Oakford Technology\) and the headteacher/,
      );
      await visitor.close();
    });

    it(`where the policy is silent, it says whom to ask when in doubt, ${way}`, async () => {
      const visitor = await visit();
      await visitor.page.goto('/schools/hunwick');
      await chooseFromPage(
        visitor,
        'I emailed a report to the wrong parent',
        'It happened: an email went to the wrong person',
      );
      await answer(visitor, ['Who is asking?', 'Member of staff']);
      await arriveAt(visitor, 'It happened: an email went to the wrong person');
      assert.match(await mainOf(visitor), /The policy does not say.*When in doubt, ask the IT Manager/);
      await visitor.page.goto('/schools/hunwick/keeping/gaps');
      await arriveAt(visitor, 'Gaps');
      assert.match(await mainOf(visitor), /An email went to the wrong person/);
      await visitor.close();
    });

    it(`“none of these” is kept for those who keep the policy, ${way}`, async () => {
      const words = `may I ride a <unicorn> ${way}`;
      const visitor = await visit();
      await visitor.page.goto('/schools/cpps');
      await askOnPage(visitor, words);
      await visitor.page.getByRole('button', { name: /^None of these/ }).click();
      await visitor.page.getByText('Those who keep the policy will see').waitFor();
      await arriveAt(visitor, askHeading);
      await visitor.page.goto('/schools/cpps/keeping/gaps');
      await arriveAt(visitor, 'Gaps');
      assert.match(await mainOf(visitor), /questions? that nothing fits (was|were) told/);
      assert.ok(!(await mainOf(visitor)).includes(words), 'what was typed is shown to nobody');
      await visitor.close();
    });
  }
});
