import { keptMessage, keptMessages, keptSender } from '../../../mail/index.ts';
import { type InSchool, type Routes, sendPage } from '../../site.ts';
import { listPage, messagePage } from './mail-pages.ts';

const seeing = { config: { power: 'mail.see' } } as const;

interface OneMessage {
  readonly Params: InSchool['Params'] & { readonly message: string };
}

/**
 * `/schools/:school/mail`: messages that have not left, so that Gatehouse can be tried without a mail server. They hold
 * links that open other people's accounts; where a server is set there are no such pages.
 */
export const mailPages: Routes = (app, site) => {
  if (site.sender !== keptSender) return;

  app.get<InSchool>('/schools/:school/mail', seeing, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const messages = await keptMessages(site.store, school.key);
    return sendPage(reply, listPage({ school, viewer: request.viewer }, messages));
  });

  app.get<OneMessage>('/schools/:school/mail/:message', seeing, async (request, reply) => {
    const school = site.answerer.school(request.params.school);
    const message = await keptMessage(site.store, school.key, request.params.message);
    return sendPage(reply, messagePage({ school, viewer: request.viewer }, message, site.origin()));
  });
};
