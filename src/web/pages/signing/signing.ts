import type { FastifyReply, FastifyRequest } from 'fastify';
import { decline, type Due, dueFor, type FormText, show, sign } from '../../../agreements/index.ts';
import { Fault, isId } from '../../../kernel/index.ts';
import { type Query, textIn } from '../../querying.ts';
import { address, type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import {
  boxesOf,
  type Filled,
  filledIn,
  type Mistakes,
  noMistakes,
  prefilled,
  wrongDay,
} from '../people/filling.ts';
import { proofOf } from './proof-of.ts';
import { agreeable, type Offer, questionField, signingPage } from './signing-page.ts';

interface OfForm {
  readonly Params: InSchool['Params'] & { readonly form: string; readonly child?: string };
  readonly Querystring: Query;
}

/** Whoever signs proves again who is there: a signature on an unattended screen is nobody's. */
const proved = { config: { power: 'signed-in', proof: 'recent' } } as const;

/** `/schools/:school/my/agreements/:form`, and the same for each child: read, then sign or decline. */
export const signingPages: Routes = (app, site) => {
  for (const base of [
    '/schools/:school/my/agreements/:form',
    '/schools/:school/my/agreements/:form/children/:child',
  ]) {
    app.get<OfForm>(base, proved, async (request, reply) => {
      const acting = actingIn(site, request);
      const due = await dueIn(site, acting, request.params);
      const text = await textFor(site, acting, due);
      const { personId } = acting.viewer;
      const { key } = acting.school;
      const showing = await show(site.store, site.clock, {
        school: key,
        personId,
        childId: due.childId,
        text,
      });
      const filled = prefilled({ showing, ...boxesOf('signedOn', acting.day) });
      const isAgain = textIn(request.query, 'again') === 'yes';
      return sendPage(reply, signingPage({ acting, due, text, filled, mistakes: noMistakes, isAgain }));
    });

    app.post<OfForm>(`${base}/signature`, proved, (request, reply) => signHere(site, request, reply));
    app.post<OfForm>(`${base}/refusal`, proved, (request, reply) => declineHere(site, request, reply));
  }
};

/** What somebody owes at this address. @throws PAGE_NOT_FOUND where nothing is owed */
async function dueIn(site: Site, { school, viewer }: Acting, params: OfForm['Params']): Promise<Due> {
  if (params.child !== undefined && !isId(params.child)) throw notHere();
  const owed = await dueFor(site.store, site.forms, site.clock, school.key, viewer.personId);
  const due = owed.find(({ form, childId }) => form === params.form && childId === params.child);
  if (!due) throw notHere();
  return due;
}

const textFor = (site: Site, { school }: Acting, due: Due): Promise<FormText> =>
  site.forms.text(school.key, due.form, due.wording, due.sinceEdition);

async function signHere(site: Site, request: FastifyRequest<OfForm>, reply: FastifyReply) {
  const acting = actingIn(site, request);
  const offer = await offerIn(site, acting, request);
  if (offer === undefined) return answered(acting, reply);
  const mistakes = signingMistakes(offer);
  if (mistakes.size > 0) return again(reply, { ...offer, mistakes });
  try {
    const signed = await sign(site.store, site.clock, {
      ...signatureIn(offer, request),
      origin: site.origin(),
    });
    if ('refused' in signed) return again(reply, { ...offer, mistakes: refusedMistakes[signed.refused] });
    return reply.redirect(`${address.signature(acting.school.key, signed.signatureId)}?done=signed`, 303);
  } catch (error) {
    return passedBy(error, acting, offer, reply);
  }
}

async function declineHere(site: Site, request: FastifyRequest<OfForm>, reply: FastifyReply) {
  const acting = actingIn(site, request);
  const offer = await offerIn(site, acting, request);
  if (offer === undefined) return answered(acting, reply);
  const { filled } = offer;
  if (!filled.has('refusalReason')) {
    const mistakes = new Map([['refusalReason', 'Say why you do not agree. A sentence is enough']]);
    return again(reply, { ...offer, mistakes });
  }
  try {
    await decline(site.store, site.clock, {
      school: acting.school.key,
      showingId: filled.text('showing'),
      personId: acting.viewer.personId,
      reason: filled.text('refusalReason'),
      origin: site.origin(),
    });
    return reply.redirect(`${address.my(acting.school.key)}?done=declined`, 303);
  } catch (error) {
    return passedBy(error, acting, offer, reply);
  }
}

/** What was sent, with what it answers; undefined where nothing is owed any more, as after a second press of the button. */
async function offerIn(
  site: Site,
  acting: Acting,
  request: FastifyRequest<OfForm>,
): Promise<Offer | undefined> {
  const owed = await dueFor(site.store, site.forms, site.clock, acting.school.key, acting.viewer.personId);
  const { form, child } = request.params;
  const due = owed.find((each) => each.form === form && each.childId === child);
  if (!due) return undefined;
  const text = await textFor(site, acting, due);
  return { acting, due, text, filled: filledIn(request.body), mistakes: noMistakes, isAgain: false };
}

const answered = ({ school }: Acting, reply: FastifyReply) =>
  reply.redirect(`${address.my(school.key)}?done=answered`, 303);

const again = (reply: FastifyReply, offer: Offer) => sendPage(reply.code(422), signingPage(offer));

function signatureIn({ acting, due, text, filled }: Offer, request: FastifyRequest) {
  const isPartial = filled.has('partly');
  return {
    school: acting.school.key,
    showingId: filled.text('showing'),
    by: { personId: acting.viewer.personId },
    fullName: filled.text('fullName'),
    signedOn: filled.day('signedOn') ?? '',
    proof: proofOf(acting.viewer),
    agent: request.headers['user-agent'] ?? '',
    address: request.ip,
    childTicked: due.childTicks && filled.has('childTicked'),
    understood: text.questions.length,
    ...(isPartial && { declined: filled.all('declined'), reason: filled.text('reason') }),
  };
}

function signingMistakes({ filled, acting, text }: Offer): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('fullName')) mistakes.set('fullName', 'Write your full name');
  const day = filled.day('signedOn');
  if (day === undefined || day === wrongDay || day !== acting.day)
    mistakes.set('signedOn-day', 'The date must be today’s');
  for (const [field, said] of understandingMistakes(filled, text)) mistakes.set(field, said);
  if (!filled.has('agrees')) mistakes.set('agrees', 'Tick that you have read it and agree');
  for (const [field, said] of partialMistakes(filled, text)) mistakes.set(field, said);
  return mistakes;
}

/** A wrong answer leads back to the clause; nobody is counted or ranked by it. */
const understandingMistakes = (filled: Filled, { questions, clauses }: FormText): Mistakes =>
  new Map(
    questions.flatMap(({ clause, right }, place) => {
      const field = questionField(place);
      const number = clauses.find(({ id }) => id === clause)?.number ?? '';
      if (!filled.has(field)) return [[field, 'Choose an answer']];
      return filled.text(field) === String(right)
        ? []
        : [[field, `Read ${number} once more, then choose again`]];
    }),
  );

function partialMistakes(filled: Filled, text: FormText): Mistakes {
  const mistakes = new Map<string, string>();
  if (!filled.has('partly')) return mistakes;
  const known = new Set(agreeable(text).map(({ id }) => id));
  const declined = filled.all('declined').filter((id) => known.has(id));
  if (declined.length === 0) mistakes.set('declined', 'Tick what you do not agree to');
  else if (declined.length === known.size)
    mistakes.set('declined', 'That is everything. Use “I do not agree” below');
  if (!filled.has('reason')) mistakes.set('reason', 'Say why. A sentence is enough');
  return mistakes;
}

const refusedMistakes: Readonly<Record<'another-name' | 'another-day' | 'reason-missing', Mistakes>> = {
  'another-name': new Map([
    ['fullName', 'This is not the name that the school knows you by. Write your own full name'],
  ]),
  'another-day': new Map([['signedOn-day', 'The date must be today’s']]),
  'reason-missing': new Map([['reason', 'Say why. A sentence is enough']]),
};

/** Words that changed meanwhile are read again; what was answered meanwhile, in another tab, is not answered twice. */
function passedBy(error: unknown, acting: Acting, { due }: Offer, reply: FastifyReply): FastifyReply {
  const code = error instanceof Fault ? error.code : undefined;
  const here = address.sign(acting.school.key, due.form, due.childId);
  if (code === 'SHOWN_TEXT_CHANGED') return reply.redirect(`${here}?again=yes`, 303);
  if (code === 'SHOWING_USED' || code === 'ALREADY_SIGNED') return answered(acting, reply);
  throw error;
}
