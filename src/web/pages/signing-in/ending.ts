import type { FastifyInstance } from 'fastify';
import { endSession } from '../../../accounts/index.ts';
import { html } from '../../html/index.ts';
import { address, type InSchool, schoolPage, sendPage, type Site } from '../../site.ts';
import { clearSession } from '../../viewing.ts';

/** `/schools/:school/session/end`: signs out, whatever is owed. */
export function endingRoutes(app: FastifyInstance, site: Site): void {
  app.post<InSchool>(
    '/schools/:school/session/end',
    { config: { power: 'public', greets: true } },
    async (request, reply) => {
      const school = site.answerer.school(request.params.school);
      const { viewer } = request;
      if (viewer) await endSession(site.store, site.clock, viewer, viewer.sessionId, 'signed-out');
      return sendPage(
        clearSession(reply),
        schoolPage(school, {
          title: 'You are signed out',
          content: html`<h1 class="govuk-heading-l">You are signed out</h1>
<p class="govuk-body">Nothing of yours is left in this browser. On a computer that others use, close its windows as well.</p>
<p class="govuk-body"><a class="govuk-link" href="${address.signIn(school.key)}">Sign in again</a></p>`,
        }),
      );
    },
  );
}
