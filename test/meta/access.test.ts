import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '../../src/kernel/index.ts';
import { addGroup } from '../../src/people/index.ts';
import { mayUse, type Power } from '../../src/web/powers.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { type SignedIn, signIn } from '../support/signed-in.ts';
import { otherSchool, smallSchool } from '../support/small-school.ts';

/*
 * Every route with every kind of person, and with ids of every relation: their own, somebody else's, another school's, of
 * somebody who is gone, random, and hostile. Nobody gets through a route that they have no power for, what they may not
 * see is not found, and every refusal leaves one line in the log.
 * SOURCE: OWASP ASVS 5.0, 8.2.1, 8.2.2, 8.3.1, 8.4.1, 16.3.2
 */

const LEAST_CHECKS = 5000;

interface Viewer {
  readonly name: string;
  readonly roles: readonly string[];
  readonly signedIn?: SignedIn;
  readonly headers: Readonly<Record<string, string>>;
  /** Signed in here, as opposed to elsewhere, no more, or not at all. */
  readonly isHere: boolean;
}

interface Walked {
  readonly method: string;
  readonly url: string;
  readonly power: Power;
  /** What it takes in, where that is not a plain form. */
  readonly body: 'files' | 'json' | undefined;
}

describe('who gets through', () => {
  let app: TestApp;
  let viewers: Viewer[] = [];
  let ids: readonly string[] = [];
  let walked: Walked[] = [];
  let canaries: ReadonlyMap<string, string>;

  before(async () => {
    app = await openTestApp({ packs: [smallSchool(), otherSchool()] });
    const { site } = app;
    const groupId = await site.store.transaction((tx) =>
      addGroup(
        tx,
        { school: 'small', at: site.clock.now() },
        { kind: 'class', name: 'Heron class', since: '2026-09-01' },
      ),
    );
    const here = async (name: string, roles: readonly string[], who = {}): Promise<Viewer> => {
      const signedIn = await signIn(site, 'small', roles, { familyName: `Canary-${name}`, ...who });
      return { name, roles, signedIn, headers: signedIn.headers, isHere: true };
    };
    const parent = await here('parent', ['parent']);
    viewers = [
      parent,
      await here('pupil', ['pupil'], { groups: [groupId], childOf: parent.signedIn?.personId }),
      await here('other-pupil', ['pupil']),
      await here('other-parent', ['parent']),
      await here('teacher', ['teacher'], { leads: [groupId] }),
      await here('other-teacher', ['teacher']),
      await here('assistant', ['teaching-assistant']),
      await here('governor', ['governor']),
      await here('volunteer', ['volunteer']),
      await here('technician', ['contractor']),
      await here('dsl', ['dsl']),
      await here('dpo', ['dpo']),
      await here('office', ['office-staff']),
      await here('business-manager', ['business-manager']),
      await here('head', ['headteacher']),
      await here('nobody-yet', []),
      { ...(await here('gone', ['office-staff'], { isGone: true })), isHere: false },
      {
        name: 'the other school’s office',
        roles: ['office-staff'],
        ...(await elsewhere(app)),
        isHere: false,
      },
      {
        name: 'a made-up session',
        roles: [],
        headers: { cookie: `__Host-gatehouse=${newId()}${newId()}` },
        isHere: false,
      },
      { name: 'nobody', roles: [], headers: {}, isHere: false },
    ];
    canaries = new Map(
      viewers.flatMap(({ name, signedIn }) =>
        signedIn ? [[signedIn.personId, `Canary-${name}`] as const] : [],
      ),
    );
    ids = [
      ...viewers.slice(0, 3).flatMap(({ signedIn }) => signedIn?.personId ?? []),
      ...viewers.filter(({ isHere }) => !isHere).flatMap(({ signedIn }) => signedIn?.personId ?? []),
      groupId,
      newId(),
      '%2e%2e%2fetc',
    ];
    walked = app.routes.flatMap(({ method, url, config }) =>
      [method]
        .flat()
        .map((each) => ({ method: each, url, power: config?.power as Power, body: config?.body })),
    );
  });
  after(() => app?.close());

  it('every route names a power that is in a table', () => {
    for (const { method, url, power } of walked) assert.ok(power !== undefined, `${method} ${url}`);
  });

  it(`in at least ${LEAST_CHECKS} checks nobody gets further than they may`, async (test) => {
    let checks = 0;
    const wrong: string[] = [];
    for (const route of walked.filter(({ power }) => power !== 'public'))
      for (const viewer of viewers)
        for (const url of addressesOf(route.url, idsFor(route, viewer))) {
          const fault = await check(route, viewer, url);
          checks += 1;
          if (fault) wrong.push(`${viewer.name}: ${route.method} ${url}: ${fault}`);
        }
    test.diagnostic(`${checks} checks on ${walked.length} routes`);
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.ok(checks >= LEAST_CHECKS, `${checks} checks`);
  });

  /** Whoever has no power for a route is refused before any id is looked at: one that exists and one that does not will do. */
  const idsFor = ({ power }: Walked, viewer: Viewer): readonly string[] =>
    viewer.isHere && mayUse(power, wide(viewer.roles)) ? ids : [ids[1] as string, newId()];

  async function check(
    { method, power, body }: Walked,
    viewer: Viewer,
    url: string,
  ): Promise<string | undefined> {
    const isAllowed = viewer.isHere && mayUse(power, wide(viewer.roles));
    const isReading = method === 'GET' || method === 'HEAD';
    // What changes something is only tried by those who may not.
    if (isAllowed && !isReading) return undefined;
    const logged = app.log.length;
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...viewer.headers, ...(!isReading && { 'content-type': typeOf(url, body) }) },
      ...(!isReading && { payload: payloadOf(url, body) }),
    });
    if (answer.statusCode >= 500) return `${answer.statusCode}`;
    const leak = leaked(answer.body, viewer);
    if (leak) return `shows ${leak}`;
    if (isAllowed) return undefined;
    const refusals = app.log.slice(logged).filter((line) => line.includes('"msg":"refused"')).length;
    if (refusals !== 1) return `${refusals} lines of refusal`;
    if (viewer.isHere) return answer.statusCode === 404 ? undefined : `${answer.statusCode}`;
    return answer.statusCode === 401 || /\/sign-in(\?|$)/.test(answer.headers.location ?? '')
      ? undefined
      : `${answer.statusCode} ${answer.headers.location}`;
  }

  /** The name of somebody whom this viewer may not see. */
  function leaked(body: string, viewer: Viewer): string | undefined {
    if (viewer.isHere && mayUse('people.see', wide(viewer.roles))) return undefined;
    const own = [viewer.name, ...(known[viewer.name] ?? [])].map((name) => `Canary-${name}`);
    return [...canaries.values()].find(
      (canary) => !own.includes(canary) && new RegExp(`${canary}(?![\\w-])`).test(body),
    );
  }

  const wide = (roles: readonly string[]): string[] => {
    const { roles: lexicon } = app.site.answerer.school('small').policy.vocabulary;
    return [...new Set(roles.flatMap((role) => lexicon.wider(role)))];
  };
});

/** Whom somebody knows of beside themself: a parent their child, a child its parent, a teacher the class. */
const known: Readonly<Record<string, readonly string[]>> = {
  parent: ['pupil'],
  pupil: ['parent'],
  teacher: ['pupil'],
};

const BOUNDARY = 'boundary';

const typeOf = (url: string, body: Walked['body']): string => {
  if (url.startsWith('/api/') || body === 'json') return 'application/json';
  return body === 'files' ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/x-www-form-urlencoded';
};

const payloadOf = (url: string, body: Walked['body']): string => {
  if (url.startsWith('/api/') || body === 'json') return '{}';
  return body === 'files' ? `--${BOUNDARY}--\r\n` : '';
};

async function elsewhere(app: TestApp): Promise<Pick<Viewer, 'signedIn' | 'headers'>> {
  const signedIn = await signIn(app.site, 'other', ['office-staff'], { familyName: 'Canary-elsewhere' });
  return { signedIn, headers: signedIn.headers };
}

/** The address with this school and every id that it may carry; one id stands in all its places at once. */
function addressesOf(url: string, ids: readonly string[]): string[] {
  const here = url.replace(':school', 'small').replace(/\*$/, 'x');
  return /:[a-z]/i.test(here) ? ids.map((id) => here.replaceAll(/:[a-zA-Z]+(?:\([^)]*\))?/g, id)) : [here];
}
