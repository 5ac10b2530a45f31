import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, type Accepted, invitedBy, rulesFor } from '../../../accounts/index.ts';
import { nameOf } from '../../../people/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { open } from '../../powers.ts';
import { type InSchool, schoolPage, sendPage, type Site } from '../../site.ts';
import { field, type Form, summaryOf, type Wrong } from '../factors/forms.ts';
import { doorAddress } from './addresses.ts';
import { afterInvitation, enter } from './entering.ts';
import { linkPage } from './link-page.ts';
import { newPasswordField, refusalWords } from './password-field.ts';

interface WithToken extends InSchool {
  readonly Params: { readonly school: string; readonly token: string };
  readonly Body: Form['Body'];
}

/** `/schools/:school/invitations/:token`: opens an account. Looking changes nothing: mail scanners look. */
export function invitationRoutes(app: FastifyInstance, site: Site): void {
  app.get<WithToken>('/schools/:school/invitations/:token', open, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const invited = await invitedBy(site, school.key, request.params.token);
    if (!invited) return sendPage(reply.code(404), linkPage(school, 'invitation'));
    const { person, userName } = invited;
    return sendPage(
      reply,
      invitationPage({ school, token: request.params.token, name: nameOf(person), userName }),
    );
  });

  app.post<WithToken>('/schools/:school/invitations/:token', open, (request, reply) =>
    accept(site, request, reply),
  );
}

async function accept(
  site: Site,
  request: FastifyRequest<WithToken>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const school = site.answerer.school(request.params.school);
  const { token } = request.params;
  const { pack } = school.policy;
  const invited = await invitedBy(site, school.key, token);
  const userName = field(request.body, 'user-name').slice(0, 300);
  const password = field(request.body, 'new-password');
  const result = await acceptInvitation(site, school.key, token, { userName, password }, pack);
  if (!invited || result.outcome === 'unusable')
    return sendPage(reply.code(404), linkPage(school, 'invitation'));
  if (result.outcome === 'opened')
    return enter(site, request, reply, {
      school: school.key,
      personId: result.personId,
      next: afterInvitation(school.key),
    });
  const whose = { school: school.key, personId: invited.person.id };
  const { least } = await rulesFor(site, whose, { ...invited.person, userName }, pack);
  const wrong = wrongOf(result.outcome, least);
  const shown = { school, token, name: nameOf(invited.person), userName, wrong };
  return sendPage(reply.code(422), invitationPage(shown));
}

function wrongOf(outcome: Exclude<Accepted['outcome'], 'opened' | 'unusable'>, least: number): Wrong {
  if (outcome === 'name-taken')
    return { at: 'user-name', text: 'Enter another user name; somebody has this one' };
  if (outcome === 'name-unfit')
    return { at: 'user-name', text: 'Enter a user name of three characters or more, without blanks' };
  return refusalWords(outcome, least);
}

interface InvitationPageOptions {
  readonly school: School;
  readonly token: string;
  readonly name: string;
  readonly userName: string;
  readonly wrong?: Wrong;
}

const invitationPage = ({ school, token, name, userName, wrong }: InvitationPageOptions): Html =>
  schoolPage(school, {
    title: 'Open your account',
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Open your account</h1>
<p class="govuk-body">This is for ${name}. If that is not you, close this page and tell the school office.</p>
<form method="post" action="${doorAddress.invitation(school.key, token)}" novalidate>
${input({
  id: 'user-name',
  name: 'user-name',
  label: { text: 'User name' },
  hint: { text: 'You sign in with it. You may choose another' },
  value: userName,
  autocomplete: 'username',
  autocapitalize: 'none',
  spellcheck: false,
  ...(wrong?.at === 'user-name' && { errorMessage: { text: wrong.text } }),
})}
${newPasswordField(wrong)}
${button({ text: 'Open the account' })}
</form>`,
  });
