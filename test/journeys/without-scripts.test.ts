import { after, before, describe, it } from 'node:test';
import { browserMissing, openVisitor, widths } from '../support/browser.ts';
import { answer, chooseFromPage, chooseSchool, readAnswer } from '../support/visiting.ts';
import { startWebServer, type WebServer } from '../support/server.ts';
import { expectedOf, schoolName, walks } from '../support/walks.ts';
import { inTurn } from '../support/thorough.ts';

describe('asking without scripts', { skip: browserMissing() }, () => {
  let server: WebServer;
  before(async () => {
    server = await startWebServer();
  });
  after(() => server?.close());

  for (const [place, width] of Object.entries(widths)) {
    // What differs by width alone is looked at once a school.
    for (const walk of place === 'phone' ? inTurn(walks, 2) : inTurn(walks, 4, 1)) {
      it(`${walk.school} answers “${walk.words}” all the same at the width of a ${place}`, async () => {
        const visitor = await openVisitor(server.address, { width, scripts: false });
        await chooseSchool(visitor, schoolName(walk.school));
        await chooseFromPage(visitor, walk.words, walk.choice);
        for (const said of walk.said) await answer(visitor, said);
        await readAnswer(visitor, expectedOf(walk));
        await visitor.close();
      });
    }
  }
});
