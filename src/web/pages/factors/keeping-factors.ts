import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  addAuthenticator,
  addPasskey,
  askNewPasskey,
  factorsOf,
  factorsRequired,
  factorUserName,
  hasFactor,
  keyAddress,
  makeRecoveryCodes,
  newKey,
  partyAt,
  removeFactor,
  type Slips,
  type Viewer,
} from '../../../accounts/index.ts';
import { Fault } from '../../../kernel/index.ts';
import { webErrors } from '../../errors.ts';
import { type InSchool, sendPage, type Site } from '../../site.ts';
import { viewing } from '../../viewing.ts';
import { authenticatorPage, codesPage, newPasskeyPage } from './adding-pages.ts';
import { factorAddress } from './addresses.ts';
import { field, type Form, type Wrong } from './forms.ts';
import { listPage } from './list-page.ts';
import { strengthen } from './second.ts';
import { keepChallenge, spendChallenge, takeSlip } from './slip-cookies.ts';

/** Whoever owes a second factor gets here, to set one up. */
export const seeing = { config: { power: 'signed-in', beforeFactor: true } } as const;
/** Changing how one signs in is grave: somebody at an unlocked screen could make themselves at home. */
export const changing = { config: { power: 'signed-in', beforeFactor: true, proof: 'recent' } } as const;

/** Whether somebody has a second factor and has not given it in this session. */
export const owesStep = async (site: Site, viewer: Viewer): Promise<boolean> =>
  viewer.strength === 1 && (await hasFactor(site, viewer));

/**
 * The viewer, once they have given the second factor that they have.
 *
 * INVARIANT: every route that changes factors asks this. A password alone must never do away with what guards it.
 */
export async function strongViewer(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Viewer | undefined> {
  const viewer = viewing(request);
  if (!(await owesStep(site, viewer))) return viewer;
  reply.redirect(factorAddress.step(viewer.school), 303);
  return undefined;
}

export const isRequiredOf = (site: Site, viewer: Viewer): boolean =>
  factorsRequired(site.answerer.school(viewer.school).policy.pack, viewer.roles);

const where = (site: Site, viewer: Viewer, wrong?: Wrong) => ({
  school: site.answerer.school(viewer.school),
  viewer,
  wrong,
});

/** Sends the list of what somebody signs in with. */
export async function showList(site: Site, reply: FastifyReply, viewer: Viewer, wrong?: Wrong) {
  return sendPage(
    reply,
    listPage({
      ...where(site, viewer, wrong),
      held: await factorsOf(site, viewer),
      providers: site.providers.get(viewer.school) ?? [],
      isRequired: isRequiredOf(site, viewer),
    }),
  );
}

/** `/schools/:school/account/factors`: what somebody signs in with; adding to it and taking away. */
export function keepingRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  app.get<InSchool>('/schools/:school/account/factors', seeing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    return viewer ? showList(site, reply, viewer) : reply;
  });

  app.post<Form>('/schools/:school/account/factors/removal', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const kind = field(request.body, 'kind');
    const which =
      kind === 'passkey'
        ? ({ kind, credentialId: field(request.body, 'id') } as const)
        : ({ kind: 'authenticator' } as const);
    const outcome = await removeFactor(site, viewer, which, isRequiredOf(site, viewer));
    if (outcome === 'last') return showList(site, reply.code(409), viewer, lastOne);
    return reply.redirect(factorAddress.list(viewer.school), 303);
  });

  app.post<Form>('/schools/:school/account/factors/recovery-codes', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    if (!(await hasFactor(site, viewer))) return reply.redirect(factorAddress.list(viewer.school), 303);
    return sendPage(reply, codesPage(where(site, viewer), await makeRecoveryCodes(site, viewer)));
  });

  authenticatorRoutes(app, site, slips);
  passkeyRoutes(app, site, slips);
}

const lastOne: Wrong = {
  text: 'The policy wants a second factor of you: add another before you remove this one',
};

/** What follows a factor that was added: this session has both now, and the first one brings recovery codes. */
async function added(site: Site, request: FastifyRequest, reply: FastifyReply, viewer: Viewer) {
  await strengthen(site, request, reply);
  const { codesLeft } = await factorsOf(site, viewer);
  if (codesLeft > 0) return reply.redirect(factorAddress.list(viewer.school), 303);
  return sendPage(reply, codesPage(where(site, viewer), await makeRecoveryCodes(site, viewer)));
}

async function userNameOf(site: Site, viewer: Viewer): Promise<string> {
  const userName = await factorUserName(site.store.db, viewer);
  if (userName === undefined)
    throw new Fault('PAGE_NOT_FOUND', 'there is no account to set this up for', {
      status: 404,
      help: webErrors.PAGE_NOT_FOUND,
    });
  return userName;
}

function authenticatorRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  const show = async (reply: FastifyReply, viewer: Viewer, key: string, slip: string, wrong?: Wrong) => {
    const at = where(site, viewer, wrong);
    const keyUri = keyAddress(key, `Gatehouse, ${at.school.name}`, await userNameOf(site, viewer));
    return sendPage(reply, authenticatorPage(at, { key, address: keyUri, slip }));
  };
  const showNew = (reply: FastifyReply, viewer: Viewer, wrong?: Wrong) => {
    const key = newKey();
    return show(reply, viewer, key, slips.write('authenticator', viewer.sessionId, { key }), wrong);
  };

  app.get<InSchool>('/schools/:school/account/factors/authenticator', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    return viewer ? showNew(reply, viewer) : reply;
  });

  app.post<Form>('/schools/:school/account/factors/authenticator', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const text = field(request.body, 'slip');
    const slip = slips.read<{ key: string }>('authenticator', viewer.sessionId, text);
    if (!slip) return showNew(reply.code(422), viewer, tooLate);
    const { key } = slip.content;
    const isAdded = await addAuthenticator(site, viewer, key, field(request.body, 'code'));
    if (!isAdded) return show(reply.code(422), viewer, key, text, wrongAppCode);
    slip.spend();
    return added(site, request, reply, viewer);
  });
}

const tooLate: Wrong = {
  at: 'code',
  text: 'That took longer than five minutes. Remove the entry from your app and scan the new picture',
};
const wrongAppCode: Wrong = {
  at: 'code',
  text: 'Enter the code that the app shows now. If it is refused again, set the clock of the phone by the network',
};

const holderOf = (viewer: Viewer) => JSON.stringify(['add', viewer.sessionId]);

function passkeyRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  const show = async (reply: FastifyReply, viewer: Viewer, name: string, wrong?: Wrong) => {
    const at = where(site, viewer, wrong);
    const names = { school: at.school.name, userName: await userNameOf(site, viewer) };
    const asked = await askNewPasskey(site, partyAt(site.origin()), viewer, names);
    keepChallenge(slips, reply, holderOf(viewer), asked);
    return sendPage(reply, newPasskeyPage(at, asked, name));
  };

  app.get<InSchool>('/schools/:school/account/factors/passkeys', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    return viewer ? show(reply, viewer, '') : reply;
  });

  app.post<Form>('/schools/:school/account/factors/passkeys', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const name = field(request.body, 'name');
    const response = field(request.body, 'response');
    const challenge = spendChallenge(slips, request, holderOf(viewer));
    const outcome =
      challenge === undefined
        ? 'refused'
        : await addPasskey(site, partyAt(site.origin()), viewer, challenge, { response, name });
    if (outcome !== 'added') return show(reply.code(422), viewer, name, { text: passkeyTrouble[outcome] });
    return added(site, request, takeSlip(reply, 'passkey'), viewer);
  });
}

const passkeyTrouble = {
  refused: 'The passkey could not be added. Try again',
  known: 'This passkey is in your list already',
  'too-many': 'You have twenty passkeys; remove one first',
} as const;
