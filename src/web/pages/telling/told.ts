import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../kernel/index.ts';
import { readReceipt, type Told, toldReport } from '../../../reports/index.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { open } from '../../powers.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { filledIn, noMistakes } from '../people/filling.ts';
import { answer } from './answering.ts';
import { readParts } from './reading-parts.ts';
import { receiptPage, toldPage, type ToldShown } from './told-page.ts';
import { makeTurnstile, type Turnstile } from './turnstile.ts';

/** Receipts that one address may try in so many minutes. Each has more than 130 bits: nobody guesses one anyway. */
const MOST = 100;
const MINUTES = 10;

/** `/schools/:school/told`: what came of it, for whoever has no account and holds the receipt. */
export const toldPages: Routes = (app, site) => {
  const turnstile = makeTurnstile(site.clock, MOST, MINUTES);

  app.get<InSchool>('/schools/:school/told', open, (request, reply) =>
    sendPage(reply, receiptPage(site.answerer.school(request.params.school))),
  );

  app.post<InSchool>('/schools/:school/told', open, async (request, reply) => {
    const typed = filledIn(request.body).text('receipt');
    const held = await heldBy(site, turnstile, request, typed);
    if (!held) return refuse(site, request, reply, typed);
    return sendPage(reply, pageOf(site, request, held, typed));
  });

  app.post<InSchool>(
    '/schools/:school/told/answers',
    { config: { ...open.config, body: 'files' } },
    async (request, reply) => {
      const parts = await readParts(request);
      const receipt = parts.filled.text('receipt');
      const held = await heldBy(site, turnstile, request, receipt);
      if (!held) return refuse(site, request, reply, receipt);
      const answered = await answer(site, request, { receipt }, undefined, parts);
      if ('mistakes' in answered)
        return sendPage(
          reply.code(422),
          pageOf(site, request, held, receipt, { words: parts.words, mistakes: answered.mistakes }),
        );
      const told = await heldBy(site, turnstile, request, receipt);
      if (!told) return refuse(site, request, reply, receipt);
      const text = answered.isWithoutFiles
        ? 'Your answer is kept. The file was not kept: do not send it to anybody'
        : 'Your answer is kept';
      return sendPage(
        reply,
        pageOf(site, request, told, receipt, { banner: notificationBanner({ type: 'success', text }) }),
      );
    },
  );
};

/** What somebody told who holds this receipt; none where there is none such, or too many were tried. */
async function heldBy(
  site: Site,
  turnstile: Turnstile,
  request: FastifyRequest<InSchool>,
  typed: string,
): Promise<Told | undefined> {
  const { key } = site.answerer.school(request.params.school);
  const receipt = readReceipt(typed);
  if (receipt === undefined || !turnstile.mayPass(request.ip)) return undefined;
  try {
    return await toldReport(site.store.db, key, { receipt });
  } catch (error) {
    if (error instanceof Fault && error.code === 'REPORT_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The same words whatever is wrong with it. */
const refuse = (site: Site, request: FastifyRequest<InSchool>, reply: FastifyReply, typed: string) =>
  sendPage(
    reply.code(422),
    receiptPage(
      site.answerer.school(request.params.school),
      typed,
      new Map([
        [
          'receipt',
          'There is nothing with this receipt. Look at it again, and wait a minute if you tried often',
        ],
      ]),
    ),
  );

const pageOf = (
  site: Site,
  request: FastifyRequest<InSchool>,
  told: Told,
  receipt: string,
  more: Partial<Pick<ToldShown, 'words' | 'mistakes' | 'banner'>> = {},
) =>
  toldPage({
    site,
    school: site.answerer.school(request.params.school),
    told,
    receipt,
    words: '',
    mistakes: noMistakes,
    banner: undefined,
    ...more,
  });
