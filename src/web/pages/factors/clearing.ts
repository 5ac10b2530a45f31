import type { FastifyInstance, FastifyReply } from 'fastify';
import { clearFactors, type Viewer } from '../../../accounts/index.ts';
import { nameOf, type Person, requirePerson } from '../../../people/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { checkboxes } from '../../components/checkboxes.ts';
import { type Html, html } from '../../html/index.ts';
import { address, type InSchool, schoolPage, sendPage, type Site } from '../../site.ts';
import { viewing } from '../../viewing.ts';
import { factorAddress } from './addresses.ts';
import { field, type Form, summaryOf, type Wrong } from './forms.ts';
import { strongViewer } from './keeping-factors.ts';

const clearing = { config: { power: 'people.change', proof: 'recent' } } as const;

interface OfPerson extends Form {
  readonly Params: InSchool['Params'] & { readonly person: string };
}

/** `/schools/:school/people/:person/factors`: the office clears what somebody has lost. */
export function clearingRoutes(app: FastifyInstance, site: Site): void {
  const show = async (reply: FastifyReply, viewer: Viewer, person: Person, wrong?: Wrong) =>
    sendPage(reply, clearingPage(site.answerer.school(viewer.school), viewer, person, wrong));
  const personOf = (request: { readonly params: OfPerson['Params'] }, viewer: Viewer) =>
    requirePerson(site.store.db, viewer.school, request.params.person);

  app.get<OfPerson>('/schools/:school/people/:person/factors', clearing, async (request, reply) =>
    show(reply, viewing(request), await personOf(request, viewing(request))),
  );

  app.post<OfPerson>('/schools/:school/people/:person/factors', clearing, async (request, reply) => {
    const viewer = await strongViewer(site, request, reply);
    if (!viewer) return reply;
    const person = await personOf(request, viewer);
    if (person.id === viewer.personId) return show(reply.code(409), viewer, person, notOneself);
    if (field(request.body, 'sure') !== 'yes') return show(reply.code(422), viewer, person, notSure);
    const whose = { school: viewer.school, personId: person.id };
    if (!(await clearFactors(site, whose, viewer.personId)))
      return show(reply.code(409), viewer, person, noAccount);
    return reply.redirect(address.person(viewer.school, person.id), 303);
  });
}

const notOneself: Wrong = { text: 'Have a colleague clear your own: nobody vouches for themselves' };
const notSure: Wrong = { at: 'sure', text: 'Make sure who it is, and tick that you have' };
const noAccount: Wrong = { text: 'There is nothing to clear: this person has no account that is open' };

const clearingPage = (school: School, viewer: Viewer, person: Person, wrong: Wrong | undefined): Html =>
  schoolPage(school, {
    place: 'people',
    title: 'Clear ways to sign in',
    viewer,
    hasErrors: wrong !== undefined,
    trail: [
      { text: 'People', href: address.people(school.key) },
      { text: nameOf(person), href: address.person(school.key, person.id) },
    ],
    content: html`${summaryOf(wrong)}<span class="govuk-caption-l">${nameOf(person)}</span><h1 class="govuk-heading-l">Clear ways to sign in</h1>
<p class="govuk-body">For somebody who has lost phone and recovery codes. Authenticator app, passkeys, recovery codes and linked accounts are taken away, and every session ends. With the password they sign in and set up anew.</p>
<p class="govuk-body">Whoever asks may not be who they say. See them yourself, or call a number that you have on file. It is recorded that you did it, and they are told by letter.</p>
<form method="post" action="${factorAddress.clearing(school.key, person.id)}" novalidate>
${checkboxes({
  idPrefix: 'sure',
  name: 'sure',
  items: [{ value: 'yes', text: `I have made sure that it is ${nameOf(person)}` }],
  ...(wrong?.at === 'sure' && { errorMessage: { text: wrong.text } }),
})}
${button({ text: 'Clear', classes: 'govuk-button--warning' })}
</form>`,
  });
