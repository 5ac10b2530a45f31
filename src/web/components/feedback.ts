import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, either, isShown, type Markup, paragraph } from './parts/content.ts';
import { heading } from './parts/headings.ts';

export interface FeedbackOptions extends Content, Styled {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  /** Two unless given. */
  readonly headingLevel?: number | undefined;
}

/** Asks what people think of the service. */
export function feedback(options: FeedbackOptions): Html {
  const title = either(options.titleText, options.titleHtml);
  return html`<div class="govuk-feedback govuk-width-container${more(options.classes)}"${customAttributes(options.attributes)}>
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      ${heading(options.headingLevel || 2, { class: 'govuk-feedback__title' }, title)}
      ${isShown(options) && html`<div class="govuk-feedback__body">${paragraph(options)}</div>`}
    </div>
  </div>
</div>`;
}
