import { type Child, type Html, html, raw } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, paragraph } from './parts/content.ts';
import { heading } from './parts/headings.ts';

export type VerdictKind = 'yes' | 'no' | 'ask' | 'report' | 'depends' | 'silent';

export interface VerdictPanelOptions extends Content, Styled {
  readonly id?: string | undefined;
  readonly kind: VerdictKind;
  /** The verdict in a word or two; what the kind is called unless given. */
  readonly word?: string | undefined;
  /** The verdict in a sentence. */
  readonly heading: Child;
  /** Two unless given. */
  readonly headingLevel?: number | undefined;
  /** What stands below a line: the clauses that decide, or what to do next. */
  readonly footer?: Child;
}

const WORDS: Readonly<Record<VerdictKind, string>> = {
  yes: 'Yes',
  no: 'No',
  ask: 'Ask first',
  report: 'Report it',
  depends: 'It depends',
  silent: 'The policy is silent',
};

const icon = (shape: string): Html =>
  raw(
    `<svg class="gatehouse-verdict__icon" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">${shape}</svg>`,
  );

const LINE =
  'fill="none" stroke="var(--gatehouse-on-verdict)" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"';

/** One outline a kind, so that a verdict is told by its shape as well as by its word and its colour. */
const ICONS: Readonly<Record<VerdictKind, Html>> = {
  yes: icon(`<circle cx="20" cy="20" r="18" fill="currentColor"/><path ${LINE} d="m12 21 6 6 11-13"/>`),
  no: icon(
    `<path fill="currentColor" d="M12.5 2h15L38 12.5v15L27.5 38h-15L2 27.5v-15z"/><path ${LINE} d="m14 14 12 12m0-12L14 26"/>`,
  ),
  ask: icon(
    `<path fill="currentColor" d="M7 3h26a5 5 0 0 1 5 5v18a5 5 0 0 1-5 5H21l-9 8v-8H7a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5z"/><path ${LINE} d="M15.5 13.2a4.6 4.6 0 1 1 6.4 4.2c-1.3.5-1.9 1.3-1.9 2.6"/><circle cx="20" cy="25.2" r="2.2" fill="var(--gatehouse-on-verdict)"/>`,
  ),
  report: icon(
    `<path fill="currentColor" d="M17.4 3.5a3 3 0 0 1 5.2 0l15.9 28.5a3 3 0 0 1-2.6 4.5H4.1a3 3 0 0 1-2.6-4.5z"/><path ${LINE} d="M20 13.5v10"/><circle cx="20" cy="30" r="2.3" fill="var(--gatehouse-on-verdict)"/>`,
  ),
  depends: icon(
    `<path fill="currentColor" d="M20 1.5 38.5 20 20 38.5 1.5 20z"/><path ${LINE} d="M20 29v-7l-6-6m6 6 6-6"/>`,
  ),
  silent: icon(
    `<circle cx="20" cy="20" r="16.5" fill="none" stroke="currentColor" stroke-width="3" stroke-dasharray="5.2 4"/><path fill="none" stroke="currentColor" stroke-width="3.5" stroke-linecap="round" d="M13 20h14"/>`,
  ),
};

/** The answer to a question: its kind as shape, word and colour, then the answer and why. */
export function verdictPanel(options: VerdictPanelOptions): Html {
  const { kind } = options;
  const title = html`<span class="gatehouse-verdict__word">${options.word || WORDS[kind]}<span class="govuk-visually-hidden">:</span></span> <span class="gatehouse-verdict__answer">${options.heading}</span>`;
  return html`<div${optional('id', options.id)} class="gatehouse-verdict gatehouse-verdict--${kind}${more(options.classes)}"${customAttributes(options.attributes)}>
  ${ICONS[kind]}
  ${heading(options.headingLevel || 2, { class: 'gatehouse-verdict__heading' }, title)}
  <div class="gatehouse-verdict__body">${paragraph(options)}</div>
  ${options.footer && html`<div class="gatehouse-verdict__footer">${options.footer}</div>`}
</div>`;
}
