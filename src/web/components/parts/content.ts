import { type Child, type Html, html, isHtml, raw } from '../../html/index.ts';

/** Markup. A string is taken as it is, so it must never hold what a person wrote. */
export type Markup = Html | string;

/** Text, which is escaped, or markup, which is not and wins when both are given. */
export interface Content {
  readonly text?: string | number | undefined;
  readonly html?: Markup | undefined;
}

/** A list whose empty places are left out, so that a caller may write `condition && item`. */
export type Listed<Item> = readonly (Item | false | null | undefined | '')[];

/** The items of a list that are there, each with the place it had in the list, counted from 1. */
export function present<Item, Made>(
  items: Listed<Item> | undefined,
  make: (item: Item, place: number) => Made,
): Made[] {
  return (items ?? []).flatMap((item, index) => (item ? [make(item, index + 1)] : []));
}

/** What a template shows for the given text or markup. */
export const either = (text: string | number | undefined, markup: Markup | undefined): Child =>
  isGiven(markup) ? trusted(markup) : text;

/** What a template shows for the given content. */
export const shown = (content: Content | undefined): Child => either(content?.text, content?.html);

/** Whether there is anything to show. */
export const isShown = (content: Content | undefined): content is Content =>
  Boolean(content?.text) || isGiven(content?.html);

/** Markup that may be a string, as `Html`. */
export const trusted = (markup: Markup): Html => (isHtml(markup) ? markup : raw(markup.trim()));

/** Whether the markup holds anything. */
export const isGiven = (markup: Markup | undefined): markup is Markup =>
  Boolean(markup) && String(markup) !== '';

/** Content where text is a paragraph of its own. */
export const paragraph = (content: Content): Child =>
  isGiven(content.html)
    ? trusted(content.html)
    : content.text && html`<p class="govuk-body">${content.text}</p>`;
