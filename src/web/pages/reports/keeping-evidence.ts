import type { FastifyReply } from 'fastify';
import { add, mayHandIn } from '../../../reports/index.ts';
import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { textarea } from '../../components/textarea.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Html, html } from '../../html/index.ts';
import { type InSchool, pageHeading, type Routes, schoolPage, sendPage } from '../../site.ts';
import { actingIn } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, noMistakes, wrong } from '../people/filling.ts';
import { readParts } from '../telling/reading-parts.ts';
import { reportAddress } from './addresses.ts';
import { type Case, caseOf } from './case.ts';
import { handlingAs } from './handling-as.ts';

interface OfReport extends InSchool {
  readonly Params: InSchool['Params'] & { readonly id: string };
}

const NOUN = 'evidence';

/**
 * `/schools/:school/reports/:id/evidence`: whoever works on a report keeps a file with it, with where it came from. It
 * is never altered, and its hash is in the ledger; where an illegal image may be in play nothing is taken.
 */
export const evidencePages: Routes = (app, site) => {
  const path = '/schools/:school/reports/:id/evidence';

  app.get<OfReport>(path, { config: { power: 'reports.hear' } }, async (request, reply) => {
    const shown = await caseOf(site, actingIn(site, request), request.params.id);
    if (shown.report.state === 'closed') return backTo(reply, shown);
    return sendPage(reply, evidencePage(shown, '', noMistakes));
  });

  app.post<OfReport>(path, { config: { power: 'reports.hear', body: 'files' } }, async (request, reply) => {
    const acting = actingIn(site, request);
    const shown = await caseOf(site, acting, request.params.id);
    if (shown.report.state === 'closed') return backTo(reply, shown);
    const { words, files, refused } = await readParts(request);
    const mistakes = mistakesIn(shown, words, files.length, refused);
    if (mistakes.size > 0) return sendPage(reply.code(422), evidencePage(shown, words, mistakes));
    const draft = { kind: 'noted', words, files } as const;
    await site.store.transaction((tx) =>
      add(tx, handlingAs(acting), site.reporting.kinds, shown.report.id, draft),
    );
    return backTo(reply, shown, NOUN);
  });
};

const backTo = (reply: FastifyReply, { acting, report }: Case, done?: string) =>
  reply.redirect(
    `${reportAddress.report(acting.school.key, report.id)}${done === undefined ? '' : `?done=${done}`}`,
    303,
  );

/** Whether a file may be kept with this report at all. */
export const takesEvidence = ({ kind, report, found }: Case): boolean =>
  report.state === 'open' && mayHandIn(kind, report.facts, found);

function mistakesIn(shown: Case, words: string, files: number, refused: string | undefined): Mistakes {
  const mistakes = new Map<string, string>();
  if (!takesEvidence(shown))
    return mistakes.set('words', 'Nothing is taken with this report. Read why above');
  if (words === '') mistakes.set('words', 'Say what it is, and how the school came by it');
  if (refused !== undefined) mistakes.set('files', refused);
  else if (files === 0) mistakes.set('files', 'Choose a file');
  return mistakes;
}

function evidencePage(shown: Case, words: string, mistakes: Mistakes): Html {
  const { acting, report } = shown;
  const { school, viewer } = acting;
  const title = `Keep evidence: ${report.reference}`;
  return schoolPage(school, {
    place: 'my',
    viewer,
    title,
    hasErrors: mistakes.size > 0,
    backLink: { href: reportAddress.report(school.key, report.id), text: `Report ${report.reference}` },
    content: html`${mistakesSummary(mistakes)}${pageHeading(title, school.name)}${takesEvidence(shown) ? form(shown, words, mistakes) : nothingTaken}`,
  });
}

const nothingTaken = warningText({
  text: 'No file is kept with this report: an illegal image may be in play. Do not look at it again, copy it or send it on. Leave the device as it is, and leave it to the designated safeguarding lead and the police.',
  iconFallbackText: 'Warning',
});

const form = ({ acting: { school }, report }: Case, words: string, mistakes: Mistakes): Html =>
  formTo(
    reportAddress.doing(school.key, report.id, NOUN),
    html`${textarea({
      name: 'words',
      label: { text: 'What is it, and how did the school come by it?' },
      hint: { text: 'Who handed it over, when, and where the original is kept.' },
      errorMessage: wrong(mistakes, 'words'),
      value: words,
      rows: 4,
    })}
${fileUpload({
  name: 'files',
  label: { text: 'Files' },
  hint: {
    text: 'Pictures, PDFs, texts, documents or e-mails of at most 10 MB each. They are kept as they are and never altered.',
  },
  errorMessage: wrong(mistakes, 'files'),
  attributes: { multiple: true },
})}
${button({ text: 'Keep it', preventDoubleClick: true })}`,
    true,
  );
