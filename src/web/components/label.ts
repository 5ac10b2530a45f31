import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, isShown, shown } from './parts/content.ts';

export interface LabelOptions extends Content, Styled {
  /** The id of the field. */
  readonly for?: string | undefined;
  /** Whether the label is the page's heading too. */
  readonly isPageHeading?: boolean | undefined;
}

/** The name of a field; nothing when it has neither text nor markup. */
export function label(options: LabelOptions): Html {
  if (!isShown(options)) return html``;
  const inner = html`<label class="govuk-label${more(options.classes)}"${customAttributes(options.attributes)}${optional('for', options.for)}>
  ${shown(options)}
</label>`;
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${inner}</h1>` : inner;
}
