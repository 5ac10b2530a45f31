import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface WarningTextOptions extends Content, Styled {
  /** "Warning" unless given; read out in the place of the sign. */
  readonly iconFallbackText?: string | undefined;
}

/** Something with consequences. */
export function warningText(options: WarningTextOptions): Html {
  return html`<div class="govuk-warning-text${more(options.classes)}"${customAttributes(options.attributes)}>
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text">
    <span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
    ${shown(options)}
  </strong>
</div>`;
}
