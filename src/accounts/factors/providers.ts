import * as oidc from 'openid-client';
import { Fault } from '../../kernel/index.ts';
import { factorErrors } from './errors.ts';

/** Somebody who vouches for people by OpenID Connect, as one school has set it up. */
export interface ProviderSettings {
  /** As it stands in addresses: `google`, `microsoft`. */
  readonly id: string;
  /** `https://accounts.google.com`, or `https://login.microsoftonline.com/{tenant}/v2.0` of one's own tenant. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says: `Google`. */
  readonly label: string;
}

/** Google answers at hosts of its own beside its issuer's. */
const FURTHER_ORIGINS: Readonly<Record<string, readonly string[]>> = {
  'https://accounts.google.com': ['https://oauth2.googleapis.com', 'https://www.googleapis.com'],
};

/** Microsoft's issuers for people of any tenant: whoever has a tenant could then say to be anybody. */
const ANY_TENANT = /^\/(common|organizations|consumers)(\/|$)/i;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses settings with which people of elsewhere could come in, or that are none: they come from a file.
 * @throws PROVIDER_UNFIT
 */
export function requireFit(settings: ProviderSettings): URL {
  const { id, issuer, clientId, clientSecret, label } = settings;
  const isWhole = [id, issuer, clientId, clientSecret, label].every(
    (text: unknown) => typeof text === 'string' && text.trim() !== '',
  );
  const url = isWhole && /^[a-z][a-z0-9-]{0,30}$/.test(id) ? URL.parse(issuer) : null;
  if (url === null || !isOneIssuer(url))
    throw new Fault('PROVIDER_UNFIT', 'the settings of a provider cannot be used', {
      help: factorErrors.PROVIDER_UNFIT,
    });
  return url;
}

const isOneIssuer = (url: URL): boolean =>
  (url.protocol === 'https:' || isLoopback(url)) &&
  url.username === '' &&
  url.search === '' &&
  !ANY_TENANT.test(url.pathname);

/** For a provider of tests on the same machine, which needs no certificate. */
const isLoopback = (issuer: URL): boolean => issuer.protocol === 'http:' && LOOPBACK.has(issuer.hostname);

/** What is kept of a request until its answer comes, sealed, in the browser. */
export interface Request {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who the provider says it is. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** What to show the person; nothing is decided by it. */
  readonly shown: string;
  /** Whether the provider asked for two factors itself. SOURCE: RFC 8176, `mfa` */
  readonly byTwoFactors: boolean;
}

/** The answer of a provider: who it is, or a code that says why not. */
export type Vouching =
  | { readonly vouched: Vouched }
  | { readonly vouched?: undefined; readonly because: string };

/** A provider that is spoken to. */
export interface Provider {
  readonly settings: ProviderSettings;
  /** Where to send the browser, and what to keep until it comes back. @throws PROVIDER_SILENT */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly request: Request }>;
  /** Takes the answer from the address that the browser came back to. @throws PROVIDER_SILENT */
  finish(cameBackTo: URL, request: Request): Promise<Vouching>;
}

/** Makes a provider ready; its own description is fetched when it is first needed. @throws PROVIDER_UNFIT */
export function openProvider(settings: ProviderSettings): Provider {
  const issuer = requireFit(settings);
  let discovered: Promise<oidc.Configuration> | undefined;
  const discover = async (): Promise<oidc.Configuration> => {
    try {
      return await (discovered ??= describe(issuer, settings));
    } catch (cause) {
      discovered = undefined;
      throw silent(settings, cause);
    }
  };
  return {
    settings,
    async begin(redirectUri) {
      const config = await discover();
      const request = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: request.state,
        nonce: request.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
        prompt: 'select_account',
      });
      return { url: url.href, request };
    },
    finish: async (cameBackTo, request) => exchange(await discover(), cameBackTo, request),
  };
}

const TIMEOUT_S = 10;

/** Fetches what the provider says of itself. Its signatures are checked, though its answers come from itself. */
function describe(issuer: URL, settings: ProviderSettings): Promise<oidc.Configuration> {
  return oidc.discovery(
    issuer,
    settings.clientId,
    { client_secret: settings.clientSecret },
    oidc.ClientSecretPost(settings.clientSecret),
    {
      [oidc.customFetch]: fetchFrom(issuer),
      timeout: TIMEOUT_S,
      execute: [oidc.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [oidc.allowInsecureRequests] : [])],
    },
  );
}

/** Fetches from the issuer and nobody else, and follows nowhere. */
function fetchFrom(issuer: URL): oidc.CustomFetch {
  const allowed = new Set([issuer.origin, ...(FURTHER_ORIGINS[issuer.origin] ?? [])]);
  return (url, options) => {
    const { origin } = new URL(url);
    if (!allowed.has(origin)) throw new TypeError(`\`${origin}\` is not the issuer's`);
    return fetch(url, { ...options, body: options.body ?? null, redirect: 'manual' });
  };
}

async function exchange(config: oidc.Configuration, cameBackTo: URL, request: Request): Promise<Vouching> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, cameBackTo, {
      expectedState: request.state,
      expectedNonce: request.nonce,
      pkceCodeVerifier: request.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    return claims ? { vouched: vouchedBy(claims) } : { because: 'no-id-token' };
  } catch (error) {
    return { because: codeOf(error) };
  }
}

function vouchedBy(claims: oidc.IDToken): Vouched {
  const ways = claims['amr'];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    shown: typeof claims['email'] === 'string' ? claims['email'] : '',
    byTwoFactors: Array.isArray(ways) && ways.includes('mfa'),
  };
}

/** What the library calls what went wrong: a code, never what the provider wrote. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'UNKNOWN';
}

const silent = (settings: ProviderSettings, cause: unknown) =>
  new Fault('PROVIDER_SILENT', `\`${settings.label}\` does not answer`, {
    status: 503,
    help: factorErrors.PROVIDER_SILENT,
    cause,
  });
