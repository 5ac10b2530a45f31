import { type Child, type Html, html } from '../html/index.ts';
import { more, type Styled } from './parts/attributes.ts';

export interface QuotedClauseOptions extends Styled {
  /** The clause's number, such as "4.2". */
  readonly number: string;
  readonly href: string;
  readonly text: string;
  /** What is to be known of it, in a few words. */
  readonly note?: Child;
}

/** A clause quoted beside others: its number, which leads to it, and its words. */
export const quotedClause = (options: QuotedClauseOptions): Html =>
  html`<div class="gatehouse-quote${more(options.classes)}"><p class="gatehouse-quote__head"><a class="govuk-link" href="${options.href}">Clause ${options.number}</a>${options.note && html` <span class="gatehouse-quote__note">${options.note}</span>`}</p>
<p class="gatehouse-quote__text">${options.text}</p></div>
`;
