import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Asked, askPasskey, checkPasskey, partyAt, type Slips } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';
import { open } from '../../powers.ts';
import { address, type InSchool, schoolPage, sendPage, type Site } from '../../site.ts';
import { factorAddress, nextWithin } from './addresses.ts';
import { field, type Form, hidden, summaryOf, type Wrong } from './forms.ts';
import { letIn } from './half.ts';
import { passkeyForm } from './passkey-form.ts';
import { keepChallenge, spendChallenge, takeSlip } from './slip-cookies.ts';

interface WithNext extends InSchool {
  readonly Querystring: { readonly next?: unknown };
}

const holderAt = (school: string) => JSON.stringify(['sign-in', school]);

/** `/schools/:school/sign-in/passkey`: a passkey is the whole sign-in; it says who one is and proves it twice over. */
export function passkeySignInRoutes(app: FastifyInstance, site: Site, slips: Slips): void {
  const show = async (reply: FastifyReply, school: School, next: string, wrong?: Wrong) => {
    const asked = await askPasskey(site, partyAt(site.origin()));
    keepChallenge(slips, reply, holderAt(school.key), asked);
    return sendPage(reply, passkeySignInPage(school, asked, next, wrong));
  };

  app.get<WithNext>('/schools/:school/sign-in/passkey', open, (request, reply) => {
    const school = site.answerer.school(request.params.school);
    return show(reply, school, nextWithin(school.key, request.query.next));
  });

  app.post<Form>('/schools/:school/sign-in/passkey', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const next = nextWithin(school.key, field(request.body, 'next'));
    const challenge = spendChallenge(slips, request, holderAt(school.key));
    const response = field(request.body, 'response');
    const personId =
      challenge === undefined
        ? undefined
        : await checkPasskey(site, partyAt(site.origin()), { school: school.key }, challenge, response);
    if (personId !== undefined)
      return letIn(site, request, takeSlip(reply, 'passkey'), {
        school: school.key,
        personId,
        strength: 2,
        next,
      });
    request.log.warn({ route: request.routeOptions.url }, 'passkey refused');
    const text = 'That passkey was not accepted here. Try again, or sign in with your password';
    return show(reply.code(422), school, next, { text });
  });
}

const passkeySignInPage = (school: School, asked: Asked, next: string, wrong: Wrong | undefined): Html =>
  schoolPage(school, {
    title: 'Sign in with a passkey',
    hasErrors: wrong !== undefined,
    backLink: { href: address.signIn(school.key), text: 'Back to signing in' },
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Sign in with a passkey</h1>
<p class="govuk-body">Your device asks for your finger, your face or its PIN. Nothing of that reaches the school.</p>
${passkeyForm({ kind: 'use', action: factorAddress.passkey(school.key), asked, button: 'Use a passkey', fields: hidden('next', next) })}`,
  });
