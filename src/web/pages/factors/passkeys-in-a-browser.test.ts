import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { browserMissing, checkPage, openVisitor, type Visitor } from '../../../../test/support/browser.ts';
import { signIn } from '../../../../test/support/signed-in.ts';
import { openTestSite, testPack, type TestSite } from '../../../../test/support/site.ts';
import { serveAssets } from '../../assets/serving.ts';
import { handleFailures } from '../../failing.ts';
import { guardRequests } from '../../guarding.ts';
import { requirePowers } from '../../powers.ts';
import { admitViewers, setSession } from '../../viewing.ts';
import { factorPages } from './factors.ts';

const school = 'london-primary';
const at = (path: string) => `/schools/${school}${path}`;

async function openPages(site: TestSite, origin: () => string): Promise<FastifyInstance> {
  const app = Fastify();
  requirePowers(app);
  handleFailures(app);
  guardRequests(app);
  await admitViewers(app, site);
  await app.register(formbody);
  await app.register(serveAssets);
  app.get(
    '/schools/:school/my',
    { config: { power: 'signed-in' } },
    (request) => `in ${request.viewer?.strength}`,
  );
  app.get('/favicon.ico', { config: { power: 'public' } }, (_, reply) => reply.code(204).send());
  app.get('/enter/:token', { config: { power: 'public' } }, (request, reply) =>
    setSession(reply, (request.params as { token: string }).token).send('welcome'),
  );
  factorPages(app, Object.assign(site, { origin }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

/** A device that opens with a finger, which is always the right one. */
async function addDevice({ page, context }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('passkeys in a browser', { skip: browserMissing() }, () => {
  let site: TestSite;
  let app: FastifyInstance;
  let origin = '';
  before(async () => {
    site = await openTestSite({ packs: [testPack(school)] });
    app = await openPages(site, () => origin);
    // Passkeys are for names, never for addresses of numbers.
    origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await app?.close();
    await site?.close();
  });

  const enter = async (options: Parameters<typeof openVisitor>[1] = {}) => {
    const { personId, headers } = await signIn(site, school, ['teacher'], { strength: 1 });
    await site.store.db
      .insertInto('account')
      .values({ school_id: school, person_id: personId, user_name: personId, opened_at: site.clock.now() })
      .execute();
    const visitor = await openVisitor(origin, options);
    await visitor.page.goto(`/enter/${headers.cookie.split('=')[1]}`);
    return visitor;
  };

  it('one is added, and is then the whole sign-in', async () => {
    const visitor = await enter();
    const { page, context } = visitor;
    await addDevice(visitor);
    await page.goto(at('/account/factors'));
    await checkPage(visitor);
    await page.getByRole('link', { name: 'Add a passkey' }).click();
    await checkPage(visitor);
    assert.equal(await page.getByText('That did not work').isVisible(), false);
    await page.getByLabel('What to call it').fill('My laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await checkPage(visitor);
    await page
      .getByRole('link', { name: 'I have them' })
      .or(page.getByRole('button', { name: 'I have them' }))
      .click();
    await page.getByText('My laptop').first().waitFor();
    await checkPage(visitor);

    await context.clearCookies();
    await page.goto(at('/sign-in/passkey'));
    await checkPage(visitor);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL(`**${at('/my')}`);
    assert.equal(await page.locator('body').innerText(), 'in 2');
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });

  it('somebody who has no passkey, or says no, is told to choose another way', async () => {
    const visitor = await enter();
    const { page, context } = visitor;
    await context.clearCookies();
    await addDevice(visitor);
    await page.goto(at('/sign-in/passkey'));
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('That did not work').waitFor();
    await checkPage(visitor);
    await visitor.close();
  });

  it('without a script an app is set up as well as ever, and the page says what passkeys need', async () => {
    const visitor = await enter({ scripts: false });
    const { page } = visitor;
    await page.goto(at('/account/factors/authenticator'));
    await checkPage(visitor);
    await page.getByRole('img', { name: /^QR code/ }).waitFor();
    await page.goto(at('/account/factors/passkeys'));
    await page.getByText('Passkeys need scripts').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).isVisible(), false);
    await visitor.close();
  });

  it('the page that sets up an app is good to use', async () => {
    const visitor = await enter();
    await visitor.page.goto(at('/account/factors/authenticator'));
    await checkPage(visitor);
    await visitor.page.getByLabel('Code that the app shows').fill('1');
    await visitor.page.getByRole('button', { name: 'Set up this app' }).click();
    await visitor.page.getByText('There is a problem').waitFor();
    visitor.troubles.length = 0;
    await visitor.close();
  });
});
