import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  classBy,
  classToken,
  endClassLinks,
  endSessionsOf,
  isPicture,
  PICTURES_CHOSEN,
  type PupilSecret,
  sealPupilSecret,
  setPupilSecret,
  type Viewer,
} from '../../../accounts/index.ts';
import { Fault, localDay } from '../../../kernel/index.ts';
import {
  type Group,
  listGroups,
  listPeople,
  membershipsOf,
  office,
  type Person,
} from '../../../people/index.ts';
import { webErrors } from '../../errors.ts';
import { type InSchool, sendPage, type Site } from '../../site.ts';
import { viewing } from '../../viewing.ts';
import { field, type Form, type Wrong } from '../factors/forms.ts';
import { doorAddress } from '../signing-in/addresses.ts';
import { accountAddress } from './addresses.ts';
import { classesPage, classPage, pupilSecretPage } from './classes-page.ts';

const mayTeach = { config: { power: 'class.see' } } as const;

interface OfClass extends InSchool {
  readonly Params: { readonly school: string; readonly group: string };
}

interface OfPupil extends InSchool {
  readonly Params: { readonly school: string; readonly group: string; readonly person: string };
  readonly Body: Form['Body'];
}

/** `/schools/:school/account/classes`: who teaches a class makes its page, and sets what its pupils sign in with. */
export function pupilRoutes(app: FastifyInstance, site: Site): void {
  app.get<InSchool>('/schools/:school/account/classes', mayTeach, async (request, reply) => {
    const viewer = viewing(request);
    const school = site.answerer.school(viewer.school);
    return sendPage(reply, classesPage(school, viewer, await classesOf(site, viewer)));
  });

  app.get<OfClass>('/schools/:school/account/classes/:group', mayTeach, (request, reply) =>
    showClass(site, request, reply),
  );

  app.post<OfClass>('/schools/:school/account/classes/:group/link', mayTeach, async (request, reply) => {
    const group = await ownClass(site, request);
    const token = classToken(site, viewing(request).school, group.id);
    const link = `${site.origin()}${doorAddress.classPage(viewing(request).school, token)}`;
    return showClass(site, request, reply, link);
  });

  app.post<OfClass>('/schools/:school/account/classes/:group/link/end', mayTeach, async (request, reply) => {
    const group = await ownClass(site, request);
    const { school, personId } = viewing(request);
    const act = { school, at: site.clock.now(), by: personId };
    await site.store.transaction((tx) => endClassLinks(tx, site, act, group.id));
    return reply.redirect(accountAddress.class(school, group.id), 303);
  });

  secretRoutes(app, site);
}

function secretRoutes(app: FastifyInstance, site: Site): void {
  const path = '/schools/:school/account/classes/:group/pupils/:person';
  const show = async (request: FastifyRequest<OfPupil>, reply: FastifyReply, wrong?: Wrong) => {
    const { group, pupil } = await ownPupil(site, request);
    const viewer = viewing(request);
    const school = site.answerer.school(viewer.school);
    return sendPage(reply, pupilSecretPage({ school, viewer, group, pupil, wrong }));
  };

  app.get<OfPupil>(path, mayTeach, (request, reply) => show(request, reply));

  app.post<OfPupil>(path, mayTeach, async (request, reply) => {
    const { group, pupil } = await ownPupil(site, request);
    const secret = secretIn(request.body);
    if (secret === undefined) return show(request, reply.code(422), incomplete);
    const { school, personId } = viewing(request);
    const phc = await sealPupilSecret(secret);
    const act = { school, at: site.clock.now(), by: personId };
    await site.store.transaction(async (tx) => {
      await setPupilSecret(tx, act, pupil.id, { kind: secret.kind, phc });
      await endSessionsOf(tx, site.clock, school, pupil.id, 'password-changed', { by: personId });
    });
    return reply.redirect(accountAddress.class(school, group.id), 303);
  });
}

const incomplete: Wrong = {
  at: 'picture-1',
  text: `Choose ${PICTURES_CHOSEN} pictures, or enter a word of four to thirty letters`,
};

function secretIn(body: Form['Body']): PupilSecret | undefined {
  const word = field(body, 'word').trim();
  if (word !== '') return /^[\p{L}\p{M}]{4,30}$/u.test(word) ? { kind: 'word', word } : undefined;
  const pictures = [1, 2, 3].map((place) => field(body, `picture-${place}`)).filter(isPicture);
  return pictures.length === PICTURES_CHOSEN ? { kind: 'picture', pictures } : undefined;
}

/** The classes that somebody teaches; for the office, all. */
async function classesOf(site: Site, viewer: Viewer): Promise<Group[]> {
  const day = localDay(site.clock.now());
  const groups = (await listGroups(site.store.db, viewer.school, day)).filter(({ kind }) => kind === 'class');
  if (office.some((role) => viewer.roles.includes(role))) return groups;
  const own = await membershipsOf(site.store.db, viewer.school, [viewer.personId], day);
  const led = new Set(own.filter(({ part }) => part === 'lead').map(({ groupId }) => groupId));
  return groups.filter(({ id }) => led.has(id));
}

/** @throws PAGE_NOT_FOUND where it is no class that the viewer teaches */
async function ownClass(site: Site, request: FastifyRequest<OfClass>): Promise<Group> {
  const classes = await classesOf(site, viewing(request));
  const found = classes.find(({ id }) => id === request.params.group);
  if (!found) throw notFound();
  return found;
}

async function membersOf(site: Site, school: string, group: Group): Promise<Person[]> {
  const day = localDay(site.clock.now());
  const filter = { role: 'pupil', group: group.id, day };
  return (await listPeople(site.store.db, school, filter, 200, 0)).people;
}

/** @throws PAGE_NOT_FOUND where it is no pupil of that class */
async function ownPupil(
  site: Site,
  request: FastifyRequest<OfPupil>,
): Promise<{ readonly group: Group; readonly pupil: Person }> {
  const group = await ownClass(site, request);
  const members = await membersOf(site, viewing(request).school, group);
  const pupil = members.find(({ id }) => id === request.params.person);
  if (!pupil) throw notFound();
  return { group, pupil };
}

async function showClass(
  site: Site,
  request: FastifyRequest<OfClass>,
  reply: FastifyReply,
  link?: string,
): Promise<FastifyReply> {
  const group = await ownClass(site, request);
  const viewer = viewing(request);
  const school = site.answerer.school(viewer.school);
  const pupils = await membersOf(site, viewer.school, group);
  const ready = await classBy(site, viewer.school, classToken(site, viewer.school, group.id));
  const kinds = new Map(ready?.pupils.map(({ id, kind }) => [id, kind]));
  return sendPage(reply, classPage({ school, viewer, group, pupils, kinds, link }));
}

const notFound = () =>
  new Fault('PAGE_NOT_FOUND', 'there is nothing at this address', {
    status: 404,
    help: webErrors.PAGE_NOT_FOUND,
  });
