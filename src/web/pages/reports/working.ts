import type { FastifyReply } from 'fastify';
import { readFile } from '../../../reports/index.ts';
import type { Query } from '../../querying.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn, notHere } from '../people/acting.ts';
import { type Filled, filledIn, type Mistakes, noMistakes, prefilled } from '../people/filling.ts';
import { sendEvidence } from '../telling/sending-evidence.ts';
import { reportAddress } from './addresses.ts';
import { type Case, caseOf } from './case.ts';
import { casePage } from './case-page.ts';
import type { Doing } from './doing.ts';
import { doingPage } from './doing-page.ts';
import { doings } from './doings.ts';
import { foundSoFar } from './findings-form.ts';
import { takesEvidence } from './keeping-evidence.ts';
import { handlingAs, heardReport, lettersFrom } from './handling-as.ts';
import { doneBanner } from './words.ts';

interface OfReport extends InSchool {
  readonly Params: InSchool['Params'] & { readonly id: string };
  readonly Querystring: Query;
}
interface OfFile extends InSchool {
  readonly Params: OfReport['Params'] & { readonly file: string };
}

const hearing = { config: { power: 'reports.hear' } } as const;

/** `/schools/:school/reports/:id`: a report as whoever hears it works on it. For everybody else there is nothing. */
export const workingPages: Routes = (app, site) => {
  app.get<OfReport>('/schools/:school/reports/:id', hearing, async (request, reply) => {
    const shown = await caseOf(site, actingIn(site, request), request.params.id);
    return sendPage(reply, casePage(shown, waysOf(shown), doneBanner(request.query)));
  });

  app.get<OfFile>('/schools/:school/reports/:id/files/:file', hearing, async (request, reply) => {
    const acting = actingIn(site, request);
    const report = await heardReport(site, acting, request.params.id);
    const file = await readFile(site.store.db, acting.school.key, report.id, request.params.file);
    if (!file) throw notHere();
    return sendEvidence(reply, file);
  });

  for (const doing of doings) {
    const path = `/schools/:school/reports/:id/${doing.noun}`;
    if (doing.fields)
      app.get<OfReport>(path, hearing, async (request, reply) => {
        const shown = await caseOf(site, actingIn(site, request), request.params.id);
        if (!isFor(doing, shown)) return backTo(reply, shown);
        const filled = doing.noun === 'findings' ? foundSoFar(shown) : prefilled({});
        return sendForm(reply, doing, shown, filled, noMistakes);
      });
    app.post<OfReport>(path, hearing, async (request, reply) =>
      doIt(site, actingIn(site, request), doing, request.params.id, filledIn(request.body), reply),
    );
  }
};

/** What can be done about a report as it stands. */
const waysOf = (shown: Case): Pick<Doing, 'noun' | 'title'>[] => [
  ...doings.filter((doing) => doing.fields !== undefined && isFor(doing, shown)),
  ...(takesEvidence(shown) ? [{ noun: 'evidence', title: 'Keep evidence' }] : []),
];

const isFor = ({ of = 'open', noun }: Doing, { report, kind }: Case): boolean =>
  report.state === of && (noun !== 'findings' || kind.findings.length > 0);

const backTo = (reply: FastifyReply, { acting, report }: Case, done?: string) =>
  reply.redirect(
    `${reportAddress.report(acting.school.key, report.id)}${done === undefined ? '' : `?done=${done}`}`,
    303,
  );

async function sendForm(
  reply: FastifyReply,
  doing: Doing,
  shown: Case,
  filled: Filled,
  mistakes: Mistakes,
): Promise<FastifyReply> {
  const choices = (await doing.choices?.(shown)) ?? [];
  const isStopped = doing.noun === 'outcome' && shown.missing.length > 0;
  return sendPage(reply, doingPage(doing, { shown, filled, mistakes, choices }, isStopped));
}

async function doIt(
  site: Site,
  acting: Acting,
  doing: Doing,
  id: string,
  filled: Filled,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const shown = await caseOf(site, acting, id);
  if (!isFor(doing, shown)) return backTo(reply, shown);
  const mistakes = await doing.mistakes(shown, filled);
  const isStopped = doing.noun === 'outcome' && shown.missing.length > 0;
  if (mistakes.size > 0 || isStopped) return sendForm(reply.code(422), doing, shown, filled, mistakes);
  const doer = { handling: handlingAs(acting), letters: lettersFrom(site, acting) };
  await site.store.transaction((tx) => doing.keep(tx, doer, shown, filled));
  return backTo(reply, shown, doing.noun);
}
