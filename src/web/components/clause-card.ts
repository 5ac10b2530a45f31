import { attributes, type Child, type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, isShown, paragraph } from './parts/content.ts';
import { heading } from './parts/headings.ts';
import { tag } from './tag.ts';

export type ClauseStrength = 'must' | 'should' | 'advised';

export interface ClauseCardOptions extends Styled {
  /** The clause's number, such as "4.2". */
  readonly number: string;
  /** The edition that it is quoted from, such as "Edition 3". */
  readonly edition: string;
  readonly section?: string | undefined;
  /** The clause as the policy has it. */
  readonly text: string;
  /** The same in plain words. */
  readonly plain?: string | undefined;
  readonly strength: ClauseStrength;
  /** What the system does because of it. */
  readonly does?: Content | undefined;
  readonly tags?: readonly string[] | undefined;
  /** "clause-" and the number unless given. */
  readonly id?: string | undefined;
  /** Where the clause is; the card itself unless given. */
  readonly href?: string | undefined;
  /** Two unless given. */
  readonly headingLevel?: number | undefined;
}

const STRENGTHS: Readonly<Record<ClauseStrength, { readonly text: string; readonly classes: string }>> = {
  must: { text: 'Must', classes: 'gatehouse-strength gatehouse-strength--must' },
  should: { text: 'Should', classes: 'gatehouse-strength gatehouse-strength--should' },
  advised: { text: 'Advised', classes: 'gatehouse-strength gatehouse-strength--advised' },
};

/** One clause of a policy: its words, what they mean, and what is done about it. */
export function clauseCard(options: ClauseCardOptions): Html {
  const id = options.id || `clause-${options.number}`;
  return html`<article class="gatehouse-clause${more(options.classes)}"${attributes({ id, 'aria-labelledby': `${id}-title` })}${customAttributes(options.attributes)}>
  <div class="gatehouse-clause__head">
    ${heading(options.headingLevel || 2, { class: 'gatehouse-clause__title', id: `${id}-title` }, title(options, id))}
    ${tag(STRENGTHS[options.strength])}
  </div>
  <p class="gatehouse-clause__source">${source(options)}</p>
  <blockquote class="gatehouse-clause__text"><p class="govuk-body">${options.text}</p></blockquote>
  ${part('In plain words', { text: options.plain })}
  ${part('What Gatehouse does', options.does)}
  ${Boolean(options.tags?.length) && tagList(options.tags)}
</article>`;
}

const title = (options: ClauseCardOptions, id: string): Html =>
  html`<a class="gatehouse-clause__anchor" href="${options.href || `#${id}`}">Clause ${options.number}</a>`;

const source = ({ section, edition }: ClauseCardOptions): Child =>
  section ? [section, ' · ', edition] : edition;

const part = (name: string, content: Content | undefined): Child =>
  isShown(content) &&
  html`<div class="gatehouse-clause__part"><p class="gatehouse-clause__name">${name}</p>${paragraph(content)}</div>`;

const tagList = (tags: readonly string[] | undefined): Html =>
  html`<ul class="gatehouse-clause__tags" aria-label="Tags">${tags?.map((each) => html`<li>${each}</li>`)}</ul>`;
