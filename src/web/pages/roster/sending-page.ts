import type { Problem } from '../../../roster/index.ts';
import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import type { Acting } from '../people/acting.ts';
import { formTo, type Mistakes, mistakesSummary, noMistakes, wrong } from '../people/filling.ts';
import { imports } from './addresses.ts';
import { KEPT_MINUTES } from './tray.ts';

/** What stands above the form when somebody comes back to it. */
export interface SendingNote {
  readonly isGone?: boolean;
  readonly problems?: readonly Problem[];
  readonly mistake?: string;
}

/** The form that takes files. */
export function sendingPage({ school, viewer }: Acting, note: SendingNote = {}): Html {
  const text = note.problems ? 'Nothing was read: see below what is wrong with the file' : note.mistake;
  const mistakes: Mistakes = text === undefined ? noMistakes : new Map([['files', text]]);
  return schoolPage(school, {
    place: 'people',
    viewer,
    title: 'Bring a roster in',
    hasErrors: mistakes.size > 0,
    backLink: { href: imports.list(school.key) },
    content: html`${mistakesSummary(mistakes)}${pageHeading('Bring a roster in', school.name)}
${note.isGone && insetText({ text: `What you sent is no longer kept here: it is kept for ${KEPT_MINUTES} minutes, and of a few people at once. Send it again.` })}
${note.problems && problemList(note.problems)}
${formTo(
  imports.sending(school.key),
  html`${fileUpload({
    name: 'files',
    multiple: true,
    label: { text: 'Files', classes: 'govuk-label--s' },
    hint: {
      text: 'OneRoster 1.2 or 1.1, School Data Sync 2.1, as a zip or as the files themselves; or one CSV file of your own. At most 20 MB.',
    },
    errorMessage: wrong(mistakes, 'files'),
  })}
${button({ text: 'Read it', preventDoubleClick: true })}`,
  true,
)}
<p class="govuk-body">Nothing changes before you have seen what would change. A file with passwords in it is refused whole.</p>`,
  });
}

const problemList = (problems: readonly Problem[]): Html =>
  insetText({
    html: html`<ul class="govuk-list govuk-list--bullet">${problems.slice(0, 20).map(problem)}</ul>`,
  });

const problem = ({ file, row, column, cause }: Problem): Html =>
  html`<li><strong>${file}</strong>${row !== undefined && `, row ${row}`}${column !== undefined && `, column ${column}`}: ${cause}.</li>`;
