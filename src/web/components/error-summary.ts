import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, either, isGiven, type Markup, shown } from './parts/content.ts';

export interface ErrorSummaryItem extends Content {
  /** The field that is wrong: `#` and its id. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface ErrorSummaryOptions extends Styled {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  readonly descriptionText?: string | undefined;
  readonly descriptionHtml?: Markup | undefined;
  readonly errorList?: readonly ErrorSummaryItem[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** Everything that is wrong with a form, at the top of its page. */
export function errorSummary(options: ErrorSummaryOptions): Html {
  const autoFocus = { value: options.disableAutoFocus?.toString(), optional: true };
  const own = customAttributes({ 'data-disable-auto-focus': autoFocus, ...options.attributes });
  // The alert is a child of what takes the focus, or screen readers miss part of it.
  return html`<div class="govuk-error-summary${more(options.classes)}"${own} data-module="govuk-error-summary">
  <div role="alert">
    <h2 class="govuk-error-summary__title">${either(options.titleText, options.titleHtml)}</h2>
    <div class="govuk-error-summary__body">
      ${description(options)}
      ${Boolean(options.errorList?.length) && html`<ul class="govuk-list govuk-error-summary__list">${options.errorList?.map(item)}</ul>`}
    </div>
  </div>
</div>`;
}

const description = ({
  descriptionText: text,
  descriptionHtml: markup,
}: ErrorSummaryOptions): Html | undefined =>
  text || isGiven(markup) ? html`<p>${either(text, markup)}</p>` : undefined;

function item(options: ErrorSummaryItem): Html {
  if (!options.href) return html`<li>${shown(options)}</li>`;
  return html`<li><a href="${options.href}"${customAttributes(options.attributes)}>${shown(options)}</a></li>`;
}
