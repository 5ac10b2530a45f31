import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId, newId } from '../../../kernel/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { filledIn, type Mistakes, noMistakes, prefilled } from '../people/filling.ts';
import { tellingAddress } from './addresses.ts';
import { afterPage } from './after-page.ts';
import { eventsPage, kindsPage, whoPage } from './choosing-page.ts';
import { askedIn, type Door, factsIn, type NamedDraft, routingIn, takesFiles } from './draft.ts';
import { draftIn, isNamed } from './drafting.ts';
import { formPage } from './form-page.ts';
import { readParts } from './reading-parts.ts';
import { isKnown, mistakesOf, send, type Sent } from './sending.ts';
import { makeTurnstile, type Turnstile } from './turnstile.ts';

interface Asked extends InSchool {
  readonly Querystring: Query;
}

/** Reports from one address in so many minutes: a whole school shares one. */
const MOST = 60;
const MINUTES = 10;

const atDoor = {
  page: { power: 'public', greets: true },
  telephone: { power: 'reports.enter' },
} as const;

/** `/schools/:school/tell`: one door for everybody; `/reports/telephone`: the same for somebody on the telephone. */
export const tellPages: Routes = (app, site) => {
  const turnstile = makeTurnstile(site.clock, MOST, MINUTES);
  for (const [door, path] of [
    ['page', '/schools/:school/tell'],
    ['telephone', '/schools/:school/reports/telephone'],
  ] as const) {
    app.get<Asked>(path, { config: atDoor[door] }, (request, reply) => lead(site, door, request, reply));
    app.post<InSchool>(path, { config: { ...atDoor[door], body: 'files' } }, (request, reply) =>
      receive(site, turnstile, door, request, reply),
    );
  }
};

/** The next page on the way to the form, or the form. */
async function lead(site: Site, door: Door, request: FastifyRequest<Asked>, reply: FastifyReply) {
  const filled = filledIn(request.query);
  const draft = await draftIn(site, request, door, filled);
  if (draft.as.length === 0) return sendPage(reply, whoPage(draft, filled.text('step') === 'who'));
  if (isNamed(draft)) return sendPage(reply, emptyForm(draft));
  const { kind } = draft;
  return sendPage(reply, kind ? eventsPage({ ...draft, kind }) : kindsPage(draft));
}

const emptyForm = (draft: NamedDraft) =>
  formPage({
    draft,
    asked: askedIn(draft),
    routing: routingIn(draft),
    nonce: newId(),
    filled: prefilled({}),
    words: '',
    mistakes: noMistakes,
  });

async function receive(
  site: Site,
  turnstile: Turnstile,
  door: Door,
  request: FastifyRequest<InSchool>,
  reply: FastifyReply,
) {
  const parts = await readParts(request);
  const begun = await draftIn(site, request, door, parts.filled);
  if (!isNamed(begun)) return reply.redirect(begun.here, 303);
  const sent = understood(begun, parts);
  const again = (code: number, mistakes: Mistakes) =>
    sendPage(reply.code(code), formPage({ ...sent, ...parts, mistakes }));
  const mistakes = mistakesOf(sent);
  if (mistakes.size > 0) return again(422, mistakes);
  if (!turnstile.mayPass(request.ip))
    return again(
      429,
      new Map([
        [
          'words',
          'Very much is being told from where you are. Wait a few minutes and send it again. If somebody is in danger, call 999',
        ],
      ]),
    );
  const filed = await send(sent);
  const isKept = parts.files.length === 0 && parts.refused === undefined ? 'none' : filesKept(sent);
  if (isKnown(sent))
    return reply.redirect(
      `${tellingAddress.own(sent.draft.school.key, filed.id)}?done=${isKept === 'refused' ? 'without' : 'told'}`,
      303,
    );
  return sendPage(reply, afterPage(sent, filed, isKept === 'refused'));
}

const filesKept = ({ draft, asked }: Sent): 'kept' | 'refused' =>
  takesFiles(draft, asked) ? 'kept' : 'refused';

/** With what was answered, and where it goes now that it is. */
function understood(begun: NamedDraft, parts: Sent['parts']): Sent {
  const asked = askedIn(begun);
  const facts = factsIn(begun.school.policy.vocabulary, asked, begun.facts, parts.filled);
  const draft = { ...begun, facts };
  // A form without a number of its own gets one: two of them are never the same.
  const said = parts.filled.text('nonce');
  return { draft, asked, routing: routingIn(draft), parts, nonce: isId(said) ? said : newId() };
}
