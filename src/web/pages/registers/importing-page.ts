import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/index.ts';
import type { Columns, ImportPlan, Kind } from '../../../registers/index.ts';
import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { insetText } from '../../components/inset-text.ts';
import { select } from '../../components/select.ts';
import { warningText } from '../../components/warning-text.ts';
import { wideTable } from '../../components/wide-table.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { capital, counted } from '../../wording/text.ts';
import { formTo, type Mistakes, mistakesSummary, noMistakes, wrong } from '../people/filling.ts';
import { registers } from './addresses.ts';
import type { Looking } from './looking.ts';
import { type Kept, KEPT_MINUTES } from './tray.ts';

interface ImportPage {
  readonly title: string;
  readonly mistakes?: Mistakes;
  readonly back: string;
}

const importPage = ({ school, viewer }: Looking, kind: Kind, page: ImportPage, inner: Child): Html =>
  schoolPage(school, {
    viewer,
    title: page.title,
    hasErrors: (page.mistakes?.size ?? 0) > 0,
    backLink: { href: page.back },
    content: html`${mistakesSummary(page.mistakes ?? noMistakes)}${pageHeading(page.title, capital(kind.plural))}${inner}`,
  });

/** The form that takes a sheet. */
export function sendingPage(
  looking: Looking,
  kind: Kind,
  { mistake, isGone = false }: { readonly mistake?: string; readonly isGone?: boolean },
): Html {
  const { key } = looking.school;
  const mistakes: Mistakes = mistake === undefined ? noMistakes : new Map([['file', mistake]]);
  return importPage(
    looking,
    kind,
    { title: 'Bring a sheet in', mistakes, back: registers.kind(key, kind.id) },
    html`${isGone && insetText({ text: `What you sent is no longer kept here: it is kept for ${KEPT_MINUTES} minutes, and of a few people at once. Send it again.` })}
${formTo(
  registers.importing(key, kind.id),
  html`${fileUpload({ name: 'file', label: { text: 'File', classes: 'govuk-label--s' }, hint: { text: 'CSV with headings: an export of this register, of Snipe-IT, or a sheet of your own.' }, errorMessage: wrong(mistakes, 'file') })}
${button({ text: 'Read it', preventDoubleClick: true })}`,
  true,
)}
<p class="govuk-body">Nothing changes before you have seen what would change.</p>`,
  );
}

interface ColumnsView {
  readonly kept: Kept;
  readonly columns: Columns;
  readonly mistakes: Mistakes;
}

/** What each column of the sheet means. */
export function columnsPage(looking: Looking, kind: Kind, { kept, columns, mistakes }: ColumnsView): Html {
  const { key } = looking.school;
  const items = [
    { value: '', text: 'Not in this file' },
    ...kept.sheet.headings.filter((each) => each !== '').map((each) => ({ value: each, text: each })),
  ];
  return importPage(
    looking,
    kind,
    { title: 'What the columns mean', mistakes, back: registers.importing(key, kind.id) },
    html`<p class="govuk-body">This is what the headings seem to mean. Put it right where it is wrong. What is not in the file stays as it is.</p>
${formTo(
  registers.imported(key, kind.id, kept.id),
  html`${meanings(kind, columns).map(([name, label, heading]) =>
    select({
      name,
      label: { text: label },
      errorMessage: wrong(mistakes, name),
      value: heading ?? '',
      items,
    }),
  )}
${button({ text: 'Show what would change', preventDoubleClick: true })}`,
)}`,
  );
}

type Meaning = readonly [name: string, label: string, heading: string | undefined];

const meanings = (kind: Kind, columns: Columns): Meaning[] => [
  ['name', 'Name', columns.name],
  ['tag', 'Label', columns.tag],
  ['place', 'Place', columns.place],
  ['holder', 'Person', columns.holder],
  ...kind.fields.map(({ id, name }): Meaning => [`field-${id}`, name, columns.fields[id]]),
];

interface PlanView {
  readonly kept: Kept;
  readonly columns: Columns;
  readonly plan: ImportPlan;
  /** Whether the school is otherwise than when the plan was shown before. */
  readonly isOther?: boolean;
}

const MOST_SHOWN = 50;

/** Names a plan, so that what is done is what was shown. */
export const fingerprintOf = ({ added, changed, problems }: ImportPlan): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        added,
        changed: changed.map(({ item, draft }) => ({ id: item.id, from: item.fields, draft })),
        problems,
      }),
    )
    .digest('base64url');

/** What taking the sheet over would do. */
export function planPage(looking: Looking, kind: Kind, { kept, columns, plan, isOther }: PlanView): Html {
  const { key } = looking.school;
  const { added, changed, same, problems } = plan;
  const isAny = added.length + changed.length > 0;
  return importPage(
    looking,
    kind,
    { title: 'What would change', back: registers.imported(key, kind.id, kept.id) },
    html`${isOther && warningText({ text: 'Something changed meanwhile. Look again before you take it over.' })}
<ul class="govuk-list govuk-list--bullet">
<li>${counted(added.length, 'item')} would be entered</li>
<li>${counted(changed.length, 'item')} would be changed</li>
<li>${counted(same, 'item')} would stay as they are</li>
<li>${counted(problems.length, 'problem')}; such rows are left out</li>
</ul>
${problems.length > 0 && problemTable(plan)}
${changed.length > 0 && html`<h2 class="govuk-heading-m">Changed</h2>${names(changed.map(({ draft }) => draft.name))}`}
${added.length > 0 && html`<h2 class="govuk-heading-m">Entered</h2>${names(added.map(({ name }) => name))}`}
${
  isAny
    ? formTo(
        `${registers.imported(key, kind.id, kept.id)}/application`,
        html`<input type="hidden" name="shown" value="${fingerprintOf(plan)}">${meanings(kind, columns).map(([name, , heading]) => heading !== undefined && html`<input type="hidden" name="${name}" value="${heading}">`)}
${button({ text: 'Take it over', preventDoubleClick: true })}`,
      )
    : html`<p class="govuk-body">There is nothing to take over.</p>`
}`,
  );
}

const problemTable = ({ problems }: ImportPlan): Html =>
  wideTable({
    caption: problems.length > MOST_SHOWN ? `The first ${MOST_SHOWN} problems` : 'Problems',
    head: [{ text: 'Row' }, { text: 'Column' }, { text: 'What is wrong' }],
    rows: problems
      .slice(0, MOST_SHOWN)
      .map(({ row, column, cause }) => [{ text: String(row) }, { text: column }, { text: cause }]),
  });

const names = (all: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${all.slice(0, MOST_SHOWN).map((name) => html`<li>${name}</li>`)}${all.length > MOST_SHOWN && html`<li>and ${counted(all.length - MOST_SHOWN, 'other')}</li>`}</ul>`;
