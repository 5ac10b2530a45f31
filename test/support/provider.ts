import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, interactionPolicy, Provider } from 'oidc-provider';

/** Who signs in at the provider. */
export interface ProviderPerson {
  readonly sub: string;
  readonly email: string;
  /** How they proved it there. */
  readonly amr?: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who sits at the browser from now on. */
  person: ProviderPerson;
  /** Answers for the token from now on with these claims, signed by the provider's own key; as it should where undefined. */
  forged: Readonly<Record<string, unknown>> | undefined;
  /** Signs what is forged with a key that nobody knows. */
  forgedByStranger: boolean;
  /** Sends the browser elsewhere when asked for a token. */
  tokenRedirect: string | undefined;
  /** Paths that were asked, in their order. */
  readonly asked: readonly string[];
  /** Follows the provider from its first address, as a browser does, to where it sends the person back. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
}

const clientId = 'gatehouse';
const clientSecret = 'a-secret-of-tests-that-is-long-enough-0123456789';

/** A real provider of OpenID Connect on the loopback, at which whoever is `person` signs in without being asked. */
export async function startProvider(redirectUris: readonly string[]): Promise<TestProvider> {
  const keys = [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked: string[] = [];
  const at: TestProvider = {
    issuer,
    clientId,
    clientSecret,
    person: { sub: 'nobody', email: 'nobody@elmtree.example' },
    forged: undefined,
    forgedByStranger: false,
    tokenRedirect: undefined,
    asked,
    visit: (url) => visit(url, issuer),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  const jwk = { ...keys[0]?.export({ format: 'jwk' }), kid: 'tests', use: 'sig', alg: 'RS256' };
  const provider = providerFor(issuer, redirectUris, jwk, () => at.person);
  const callback = provider.callback();
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const path = String(request.url).split('?')[0] ?? '';
    asked.push(path);
    if (path === '/token' && at.tokenRedirect !== undefined)
      response.writeHead(302, { location: at.tokenRedirect }).end();
    else if (path === '/token' && at.forged !== undefined) {
      const idToken = jwtOf(at.forged, keys[at.forgedByStranger ? 1 : 0]);
      const body = { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: idToken };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else if (path.startsWith('/interaction/')) await signIn(provider, request, response, at.person);
    else await callback(request, response);
  });
  return at;
}

function providerFor(
  issuer: string,
  redirectUris: readonly string[],
  jwk: object,
  person: () => ProviderPerson,
): Provider {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [jwk as never] },
    cookies: { keys: ['tests'] },
    claims: { openid: ['sub', 'amr'], email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...person(), sub }) }),
    async loadExistingGrant(context) {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) throw new errors.InvalidRequest('nobody is signed in');
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
}

const signIn = (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  { sub, amr }: ProviderPerson,
) =>
  provider.interactionFinished(request, response, {
    select_account: {},
    login: { accountId: sub, ...(amr && { amr: [...amr] }) },
  });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed token of these claims. SOURCE: RFC 7515, compact serialization; RFC 7518, RS256 */
function jwtOf(claims: object, key: Parameters<typeof sign>[2] | undefined): string {
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'tests' })}.${part(claims)}`;
  if (key === undefined) throw new Error('there is a key');
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

const MOST_STEPS = 10;

async function visit(from: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(from);
  for (let step = 0; step < MOST_STEPS && at.origin === issuer; step += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { headers: { cookie }, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = String(set.split(';')[0]).split('=');
      cookies.set(String(name), String(value));
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider stays at ${at.pathname}: ${await response.text()}`);
    at = new URL(location, at);
  }
  return at;
}
