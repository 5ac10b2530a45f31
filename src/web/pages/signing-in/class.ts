import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  checkPupil,
  classBy,
  isPicture,
  type ListedPupil,
  PICTURES_CHOSEN,
  type PupilClass,
  type PupilSecret,
} from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, sendPage, type Site } from '../../site.ts';
import { field, type Form, type Wrong } from '../factors/forms.ts';
import { letIn } from '../factors/half.ts';
import { namesPage, pupilPage } from './class-page.ts';
import { linkPage } from './link-page.ts';
import { waitWords } from './password-field.ts';

interface OfClass extends InSchool {
  readonly Params: { readonly school: string; readonly token: string };
}

interface OfPupil extends InSchool {
  readonly Params: { readonly school: string; readonly token: string; readonly person: string };
  readonly Body: Form['Body'];
}

interface Place {
  readonly school: School;
  readonly token: string;
  readonly found: PupilClass;
  readonly pupil: ListedPupil;
}

/** `/schools/:school/classes/:token`: pupils find their names, and show with pictures or a word that it is them. */
export function classRoutes(app: FastifyInstance, site: Site): void {
  app.get<OfClass>('/schools/:school/classes/:token', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const { token } = request.params;
    const found = await classBy(site, school.key, token);
    if (!found) return sendPage(reply.code(404), linkPage(school, 'class'));
    return sendPage(reply, namesPage(school, token, found));
  });

  app.get<OfPupil>('/schools/:school/classes/:token/pupils/:person', open, async (request, reply) => {
    const place = await placeOf(site, request);
    if (!place) return nothing(site, request, reply);
    return sendPage(reply, pupilPage({ ...place, chosen: [] }));
  });

  app.post<OfPupil>('/schools/:school/classes/:token/pupils/:person', open, async (request, reply) => {
    const place = await placeOf(site, request);
    if (!place) return nothing(site, request, reply);
    if (place.pupil.kind === 'word')
      return answer(site, request, reply, place, { kind: 'word', word: field(request.body, 'word') });
    const chosen = chosenIn(request.body);
    if (chosen.length < PICTURES_CHOSEN) return sendPage(reply, pupilPage({ ...place, chosen }));
    return answer(site, request, reply, place, { kind: 'picture', pictures: chosen });
  });
}

async function placeOf(site: Site, request: FastifyRequest<OfPupil>): Promise<Place | undefined> {
  const school = site.answerer.school(request.params.school);
  const { token, person } = request.params;
  const found = await classBy(site, school.key, token);
  const pupil = found?.pupils.find(({ id }) => id === person);
  return found && pupil && { school, token, found, pupil };
}

const nothing = (site: Site, request: FastifyRequest<OfPupil>, reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(404), linkPage(site.answerer.school(request.params.school), 'class'));

/** The pictures so far and the one just chosen. */
const chosenIn = (body: Form['Body']): string[] =>
  [...field(body, 'chosen').split(' '), field(body, 'picture')].filter(isPicture).slice(0, PICTURES_CHOSEN);

async function answer(
  site: Site,
  request: FastifyRequest<OfPupil>,
  reply: FastifyReply,
  place: Place,
  secret: PupilSecret,
): Promise<FastifyReply> {
  const { school, token, pupil } = place;
  const result = await checkPupil(site, school.key, token, pupil.id, secret);
  if (result.outcome === 'right')
    return letIn(site, request, reply, {
      school: school.key,
      personId: result.personId,
      strength: 1,
      next: address.my(school.key),
    });
  request.log.warn({ route: request.routeOptions.url, outcome: result.outcome }, 'sign-in refused');
  const wrong = wrongOf(result, pupil);
  return sendPage(
    reply.code(result.outcome === 'wait' ? 429 : 422),
    pupilPage({ ...place, chosen: [], wrong }),
  );
}

function wrongOf(
  result: Exclude<Awaited<ReturnType<typeof checkPupil>>, { outcome: 'right' }>,
  { kind }: ListedPupil,
): Wrong {
  if (result.outcome === 'wait') return { text: waitWords(result.seconds) };
  return kind === 'picture'
    ? { text: 'Those are not your pictures. Try again, or ask your teacher' }
    : { at: 'word', text: 'That is not your word. Try again, or ask your teacher' };
}
