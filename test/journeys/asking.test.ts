import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browserMissing, looked, openVisitor, type Visitor, widths } from '../support/browser.ts';
import {
  answer,
  arriveAt,
  chooseSchool,
  chooseWhileTyping,
  questionBoxOf,
  readAnswer,
} from '../support/visiting.ts';
import { startWebServer, type WebServer } from '../support/server.ts';
import { expectedOf, schoolName, type Walk, walks } from '../support/walks.ts';
import { inTurn } from '../support/thorough.ts';

describe('asking “may I…?”', { skip: browserMissing() }, () => {
  let server: WebServer;
  before(async () => {
    server = await startWebServer();
  });
  after(async () => {
    const lesser = JSON.stringify(Object.fromEntries(looked.minor));
    console.log(`axe-core: ${looked.pages} pages by up to ${looked.rules} rules; lesser findings ${lesser}`);
    await server?.close();
  });

  for (const [turn, [place, width]] of Object.entries(widths).entries()) {
    for (const walk of inTurn(walks, 2, turn)) {
      it(`${walk.school} answers “${walk.words}” with “${walk.headline}” at the width of a ${place}`, async () => {
        const visitor = await openVisitor(server.address, { width });
        await chooseSchool(visitor, schoolName(walk.school));
        await chooseWhileTyping(visitor, walk.words, walk.choice);
        for (const said of walk.said) await answer(visitor, said);
        const given = await readAnswer(visitor, expectedOf(walk));

        const again = await visitor.page.reload();
        assert.equal(again?.status(), 200);
        assert.deepEqual(await readAnswer(visitor, expectedOf(walk)), given, 'read again, it is the same');
        if (place === 'desk') await followClause(visitor, walk);
        await visitor.close();
      });
    }
  }

  for (const [place, width] of Object.entries(widths))
    for (const [what, label, address] of [
      ['button', 'Ask', '**/questions?q=*'],
      ['link', 'Read the policy', '**/policy'],
    ] as const) {
      it(`a ${what} is pressed once while the list is open, at the width of a ${place}`, async () => {
        const visitor = await openVisitor(server.address, { width });
        const { page } = visitor;
        await page.goto('/schools/hunwick');
        await questionBoxOf(page).pressSequentially('I emailed a report to the wrong parent');
        await page.getByRole('option').first().waitFor();
        const pressed = page.getByRole(what, { name: label, exact: true });
        await pressed.scrollIntoViewIfNeeded();
        await pressed.hover();
        await page.mouse.down();
        await page.waitForTimeout(200);
        await page.mouse.up();
        await page.waitForURL(address);
        await visitor.close();
      });
    }
});

/** The clause that decides is at the address that the answer gives, in the edition that it was given under. */
async function followClause({ page, ...visitor }: Visitor, walk: Walk): Promise<void> {
  const [quoted] = expectedOf(walk).deciding;
  await page
    .getByRole('link', { name: `Clause ${quoted?.number}`, exact: true })
    .first()
    .click();
  await page.waitForURL(`**/policy?edition=1#${walk.deciding[0]}`);
  const clause = page.locator(`[id="${walk.deciding[0]}"]`);
  await clause.waitFor();
  assert.ok((await clause.innerText()).includes(quoted?.text ?? ''));
  await arriveAt({ page, ...visitor }, await page.locator('h1').innerText());
}
