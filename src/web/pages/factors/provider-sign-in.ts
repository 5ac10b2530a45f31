import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  hasFactor,
  linkIdentity,
  openProvider,
  type Provider,
  type ProviderRequest,
  type Slips,
  unlinkIdentity,
  type Vouched,
  whoseIdentity,
} from '../../../accounts/index.ts';
import { Fault } from '../../../kernel/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { webErrors } from '../../errors.ts';
import { open } from '../../powers.ts';
import { type InSchool, sendPage, type Site } from '../../site.ts';
import { factorAddress, nextWithin } from './addresses.ts';
import { field, type Form, type Wrong } from './forms.ts';
import { beginHalf, letIn } from './half.ts';
import { changing, showList, strongViewer } from './keeping-factors.ts';
import { linkPage, refusedPage, unlinkedPage } from './provider-pages.ts';
import { keepSlip, slipIn, takeSlip } from './slip-cookies.ts';

interface AtProvider extends InSchool {
  readonly Params: InSchool['Params'] & { readonly provider: string };
  readonly Querystring: { readonly next?: unknown };
}

/** What the browser holds, sealed, while its owner is at the provider. */
interface Journey {
  readonly request: ProviderRequest;
  /** Where to go once signed in; or whose session asked for a link. */
  readonly next: string;
  readonly linksFor?: string;
}

/** An account to be linked, held until its owner says yes. */
type Found = Pick<Vouched, 'issuer' | 'subject'>;

/** The providers of a school that are spoken to, made ready when the program starts. @throws PROVIDER_UNFIT */
function openProviders(site: Site) {
  const opened = new Map(
    [...site.providers].map(([school, settings]) => [
      school,
      new Map(settings.map((each) => [each.id, openProvider(each)])),
    ]),
  );
  return (school: string, id: string): Provider => {
    const provider = opened.get(school)?.get(id);
    if (!provider)
      throw new Fault('PAGE_NOT_FOUND', 'this school has no such provider', {
        status: 404,
        help: webErrors.PAGE_NOT_FOUND,
      });
    return provider;
  };
}

const holderAt = (school: string, provider: string) => JSON.stringify([school, provider]);

/** What every page of this file speaks to providers with. */
interface Desk {
  readonly site: Site;
  readonly slips: Slips;
  readonly providerOf: (school: string, id: string) => Provider;
}

/** Where a provider sends the browser back to. */
const callbackAt = ({ site }: Desk, school: string, provider: string) =>
  new URL(factorAddress.callback(school, provider), site.origin());

/** `/schools/:school/sign-in/with/:provider`: sign-in by Google or Microsoft, and linking an account there. */
export function providerRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  const desk: Desk = { site, slips, providerOf: openProviders(site) };
  departingRoutes(app, desk);
  returningRoutes(app, desk);
  linkingRoutes(app, site, slips);
}

function departingRoutes(app: FastifyInstance, desk: Desk): void {
  const { site, providerOf } = desk;

  app.get<AtProvider>('/schools/:school/sign-in/with/:provider', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const provider = providerOf(school.key, request.params.provider);
    return depart(desk, reply, { school, provider, next: nextWithin(school.key, request.query.next) });
  });

  app.get<AtProvider>(
    '/schools/:school/account/factors/providers/:provider',
    changing,
    async (request, reply) => {
      const school = site.answerer.school(request.params.school);
      const provider = providerOf(school.key, request.params.provider);
      const viewer = await strongViewer(site, request, reply);
      if (!viewer) return reply;
      return depart(desk, reply, {
        school,
        provider,
        next: factorAddress.list(school.key),
        linksFor: viewer.sessionId,
      });
    },
  );
}

interface Departure extends Omit<Journey, 'request'> {
  readonly school: School;
  readonly provider: Provider;
}

/** Sends the browser to the provider; it holds what the answer is checked with. */
async function depart(desk: Desk, reply: FastifyReply, { school, provider, ...journey }: Departure) {
  const { id } = provider.settings;
  const { url, request } = await provider.begin(callbackAt(desk, school.key, id).href);
  const content: Journey = { ...journey, request };
  const slip = desk.slips.write('provider', holderAt(school.key, id), content);
  return keepSlip(reply, 'provider', slip).redirect(url, 303);
}

function returningRoutes(app: FastifyInstance, desk: Desk): void {
  const { site, slips, providerOf } = desk;

  app.get<AtProvider>('/schools/:school/sign-in/with/:provider/callback', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const provider = providerOf(school.key, request.params.provider);
    const slip = slips.read<Journey>(
      'provider',
      holderAt(school.key, provider.settings.id),
      slipIn(request, 'provider'),
    );
    takeSlip(reply, 'provider');
    const journey = slip?.spend() ? slip.content : undefined;
    const vouched = journey && (await vouch(desk, request, { school, provider, journey }));
    if (!journey || !vouched) return sendPage(reply.code(422), refusedPage(school, provider.settings));
    if (journey.linksFor !== undefined) {
      const found: Found = { issuer: vouched.issuer, subject: vouched.subject };
      const held = slips.write('link', journey.linksFor, found);
      return sendPage(reply, linkPage(school, provider.settings, vouched.shown, held));
    }
    return arrive(site, request, reply, { school, provider, vouched, next: journey.next });
  });
}

interface Return {
  readonly school: School;
  readonly provider: Provider;
  readonly journey: Journey;
}

async function vouch(desk: Desk, request: FastifyRequest, { school, provider, journey }: Return) {
  const cameBackTo = callbackAt(desk, school.key, provider.settings.id);
  cameBackTo.search = request.url.split('?')[1] ?? '';
  const vouching = await provider.finish(cameBackTo, journey.request);
  if (!vouching.vouched)
    request.log.warn({ provider: provider.settings.id, because: vouching.because }, 'provider refused');
  return vouching.vouched;
}

interface Arrival {
  readonly school: School;
  readonly provider: Provider;
  readonly vouched: Vouched;
  readonly next: string;
}

/** Somebody whom a provider vouches for: in, to their second factor, or told to link first. */
async function arrive(site: Site, request: FastifyRequest, reply: FastifyReply, arrival: Arrival) {
  const { school, provider, vouched, next } = arrival;
  const personId = await whoseIdentity(site, school.key, vouched);
  if (personId === undefined) {
    request.log.warn({ provider: provider.settings.id }, 'account elsewhere is not linked');
    return sendPage(reply.code(403), unlinkedPage(school, provider.settings));
  }
  const whose = { school: school.key, personId };
  if (!vouched.byTwoFactors && (await hasFactor(site, whose)))
    return reply.redirect(beginHalf(site, reply, { ...whose, next }), 303);
  return letIn(site, request, reply, { ...whose, strength: vouched.byTwoFactors ? 2 : 1, next });
}

function linkingRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  app.post<Form>('/schools/:school/account/factors/providers', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const slip = slips.read<Found>('link', viewer.sessionId, field(request.body, 'slip'));
    const isLinked = slip?.spend() === true && (await linkIdentity(site, viewer, slip.content));
    if (!isLinked) return showList(site, reply.code(422), viewer, notLinked);
    return reply.redirect(factorAddress.list(viewer.school), 303);
  });

  app.post<Form>('/schools/:school/account/factors/providers/removal', changing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const issuer = field(request.body, 'issuer');
    await unlinkIdentity(site, viewer, { issuer, subject: field(request.body, 'subject') });
    return reply.redirect(factorAddress.list(viewer.school), 303);
  });
}

const notLinked: Wrong = {
  text: 'The account was not linked: it took too long, or somebody has linked it already',
};
