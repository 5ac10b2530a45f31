import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { addAccountHolder, shutOut } from '../../../test/support/account-holder.ts';
import { startProvider, type TestProvider } from '../../../test/support/provider.ts';
import { testStores } from '../../../test/support/store.ts';
import type { Store } from '../../store/index.ts';
import { linkIdentity, unlinkIdentity, whoseIdentity } from './linking.ts';
import { openProvider, type Provider, type ProviderSettings, requireFit } from './providers.ts';

const redirectUri = 'https://gatehouse.elmtree.example/schools/elmtree/sign-in/with/google/callback';

describe('a provider', () => {
  let real: TestProvider;
  let provider: Provider;
  before(async () => {
    real = await startProvider([redirectUri]);
  });
  after(() => real?.close());
  beforeEach(() => {
    real.person = { sub: 'subject-1', email: 'w.testname@elmtree.example' };
    real.forged = undefined;
    real.forgedByStranger = false;
    real.tokenRedirect = undefined;
    provider = openProvider(settingsOf(real));
  });

  const begun = async () => {
    const { url, request } = await provider.begin(redirectUri);
    return { url: new URL(url), request };
  };
  const claims = (nonce: string, other: Readonly<Record<string, unknown>> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: real.issuer,
      aud: real.clientId,
      sub: 'subject-1',
      nonce,
      iat: now,
      exp: now + 60,
      ...other,
    };
  };

  it('is asked with PKCE, state and nonce, each new every time', async () => {
    const [one, other] = [await begun(), await begun()];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.ok(String(one.url.searchParams.get(name)).length >= 43);
      assert.notEqual(one.url.searchParams.get(name), other.url.searchParams.get(name));
    }
    assert.equal(one.url.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(one.url.searchParams.get('response_type'), 'code');
    assert.ok(!one.url.href.includes(real.clientSecret));
  });

  it('says who it is', async () => {
    const { url, request } = await begun();
    const back = await real.visit(url.href);
    assert.equal(back.origin + back.pathname, redirectUri);
    assert.deepEqual(await provider.finish(back, request), {
      vouched: {
        issuer: real.issuer,
        subject: 'subject-1',
        shown: 'w.testname@elmtree.example',
        byTwoFactors: false,
      },
    });
  });

  it('says so where it asked for two factors', async () => {
    real.person = { ...real.person, amr: ['pwd', 'mfa'] };
    const { url, request } = await begun();
    const { vouched } = await provider.finish(await real.visit(url.href), request);
    assert.equal(vouched?.byTwoFactors, true);
  });

  it('gives a code that works once', async () => {
    const { url, request } = await begun();
    const back = await real.visit(url.href);
    assert.ok((await provider.finish(back, request)).vouched);
    assert.equal((await provider.finish(back, request)).vouched, undefined);
  });

  it('is not believed when the answer is to the request of another browser', async () => {
    const [mine, other] = [await begun(), await begun()];
    const back = await real.visit(other.url.href);
    assert.equal((await provider.finish(back, mine.request)).vouched, undefined);
    back.searchParams.set('state', mine.request.state);
    assert.equal((await provider.finish(back, mine.request)).vouched, undefined, 'the verifier is another');
  });

  it('is not believed when the nonce is another', async () => {
    const { url, request } = await begun();
    url.searchParams.set('nonce', 'x'.repeat(43));
    assert.equal((await provider.finish(await real.visit(url.href), request)).vouched, undefined);
  });

  it('is not believed when somebody says no, or the answer names another issuer', async () => {
    const { url, request } = await begun();
    const denied = new URL(`${redirectUri}?error=access_denied&state=${request.state}&iss=${real.issuer}`);
    assert.equal((await provider.finish(denied, request)).vouched, undefined);
    const back = await real.visit(url.href);
    back.searchParams.set('iss', 'https://elsewhere.example');
    assert.equal((await provider.finish(back, request)).vouched, undefined);
  });

  const forgeries: readonly (readonly [string, Readonly<Record<string, unknown>>, boolean])[] = [
    ['as it should be', {}, true],
    ['for another audience', { aud: 'somebody-else' }, false],
    ['for several audiences and another party', { aud: ['gatehouse', 'other'], azp: 'other' }, false],
    ['of another issuer', { iss: 'https://elsewhere.example' }, false],
    ['with another nonce', { nonce: 'another' }, false],
    ['without a nonce', { nonce: undefined }, false],
    ['that is over', { exp: 1_700_000_000 }, false],
    ['without a subject', { sub: undefined }, false],
  ];
  for (const [what, changed, isBelieved] of forgeries) {
    it(`is ${isBelieved ? '' : 'not '}believed when the token is ${what}`, async () => {
      const { url, request } = await begun();
      const back = await real.visit(url.href);
      real.forged = claims(request.nonce, changed);
      assert.equal((await provider.finish(back, request)).vouched !== undefined, isBelieved);
    });
  }

  it('is not believed when the token is signed by somebody else', async () => {
    const { url, request } = await begun();
    const back = await real.visit(url.href);
    real.forged = claims(request.nonce);
    real.forgedByStranger = true;
    assert.equal((await provider.finish(back, request)).vouched, undefined);
  });

  it('sends us nowhere: what it redirects to is not asked', async () => {
    const elsewhere = createServer();
    let visits = 0;
    elsewhere.on('request', (_, response) => {
      visits += 1;
      response.end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    real.tokenRedirect = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    const { url, request } = await begun();
    assert.equal((await provider.finish(await real.visit(url.href), request)).vouched, undefined);
    assert.equal(visits, 0);
    elsewhere.close();
  });

  it('is asked for its token and its keys at its own address alone', async () => {
    const elsewhere = createServer((_, response) => {
      const { port } = elsewhere.address() as AddressInfo;
      const own = `http://127.0.0.1:${port}`;
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer: own,
          authorization_endpoint: `${own}/auth`,
          token_endpoint: `${real.issuer}/token`,
          jwks_uri: `${real.issuer}/jwks`,
        }),
      );
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const sly = openProvider({ ...settingsOf(real), issuer: `http://127.0.0.1:${port}` });
    const { request } = await sly.begin(redirectUri);
    const before_ = real.asked.length;
    const back = new URL(`${redirectUri}?code=x&state=${request.state}`);
    assert.equal((await sly.finish(back, request)).vouched, undefined);
    assert.equal(real.asked.length, before_, 'the other host was not asked');
    elsewhere.close();
  });

  it('that does not answer is a fault that says what to do, and is asked again the next time', async () => {
    const short = await startProvider([redirectUri]);
    const silent = openProvider(settingsOf(short));
    await short.close();
    await assert.rejects(silent.begin(redirectUri), { code: 'PROVIDER_SILENT', status: 503 });
    await assert.rejects(silent.begin(redirectUri), { code: 'PROVIDER_SILENT' });
  });
});

const settingsOf = (real: TestProvider): ProviderSettings => ({
  id: 'google',
  issuer: real.issuer,
  clientId: real.clientId,
  clientSecret: real.clientSecret,
  label: 'Google',
});

describe('settings of a provider', () => {
  const fit: ProviderSettings = {
    id: 'microsoft',
    issuer: 'https://login.microsoftonline.com/5f3c1c1e-0000-4000-8000-000000000000/v2.0',
    clientId: 'a',
    clientSecret: 'b',
    label: 'Microsoft',
  };
  for (const issuer of [fit.issuer, 'https://accounts.google.com', 'http://127.0.0.1:4000'])
    it(`\`${issuer}\` is one issuer`, () =>
      assert.equal(requireFit({ ...fit, issuer }).href, new URL(issuer).href));

  const unfit: readonly Partial<ProviderSettings>[] = [
    ...['common', 'organizations', 'consumers', 'Common'].map((tenant) => ({
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    })),
    { issuer: 'http://accounts.google.com' },
    { issuer: 'accounts.google.com' },
    { issuer: 'https://user:secret@accounts.google.com' },
    { issuer: 'https://accounts.google.com/?x=1' },
    { issuer: 'file:///etc/passwd' },
    { id: 'Google' },
    { id: '../google' },
    { clientId: '' },
    { clientSecret: ' ' },
    { label: '' },
    { clientSecret: undefined as never },
    { label: 7 as never },
    { issuer: {} as never },
  ];
  for (const part of unfit)
    it(`${JSON.stringify(part)} is refused, and no secret is told`, () => {
      assert.throws(
        () => requireFit({ ...fit, clientSecret: 'hush-hush', ...part }),
        (error: Error & { code?: string }) =>
          error.code === 'PROVIDER_UNFIT' && !error.message.includes('hush-hush'),
      );
    });
});

for (const engine of testStores()) {
  describe(`accounts elsewhere, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());
    const account = { issuer: 'https://accounts.google.com', subject: 'subject-1' };

    it('an account elsewhere is nobody here until its owner links it, and nobody again once it is unlinked', async () => {
      const holder = await addAccountHolder(store);
      const whose = () => whoseIdentity(holder, holder.school, account);
      assert.equal(await whose(), undefined);
      assert.equal(await linkIdentity(holder, holder, account), true);
      assert.equal(await whose(), holder.personId);
      assert.equal(await unlinkIdentity(holder, holder, account), true);
      assert.equal(await unlinkIdentity(holder, holder, account), false);
      assert.equal(await whose(), undefined);
      assert.deepEqual(await holder.kinds(), ['identity.linked', 'identity.unlinked']);
    });

    it('it is linked to one person of a school, and to another at another school', async () => {
      const [holder, elsewhere] = [await addAccountHolder(store), await addAccountHolder(store)];
      assert.equal(await linkIdentity(holder, holder, account), true);
      assert.equal(await linkIdentity(holder, holder, account), false);
      assert.equal(await linkIdentity(elsewhere, elsewhere, account), true);
      assert.equal(await whoseIdentity(holder, holder.school, account), holder.personId);
      assert.equal(await whoseIdentity(holder, elsewhere.school, account), elsewhere.personId);
    });

    it('the same subject of another issuer is somebody else', async () => {
      const holder = await addAccountHolder(store);
      await linkIdentity(holder, holder, account);
      const other = { ...account, issuer: 'https://elsewhere.example' };
      assert.equal(await whoseIdentity(holder, holder.school, other), undefined);
    });

    it('whoever is shut out is nobody', async () => {
      const holder = await addAccountHolder(store);
      await linkIdentity(holder, holder, account);
      await shutOut(holder);
      assert.equal(await whoseIdentity(holder, holder.school, account), undefined);
    });

    it('the ledger names the issuer, and the subject only in what may be erased', async () => {
      const holder = await addAccountHolder(store);
      await linkIdentity(holder, holder, account);
      const { leaf } = await store.db
        .selectFrom('ledger_entry')
        .select('leaf')
        .where('school_id', '=', holder.school)
        .executeTakeFirstOrThrow();
      assert.match(leaf, /accounts\.google\.com/);
      assert.doesNotMatch(leaf, /subject-1/);
    });
  });
}
