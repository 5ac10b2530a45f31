import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface ErrorMessageOptions extends Content, Styled {
  readonly id?: string | undefined;
  /** Read out before the message; "Error" unless given, and left out when empty. */
  readonly visuallyHiddenText?: string | undefined;
}

/** What is wrong with an answer, and how to put it right. */
export function errorMessage(options: ErrorMessageOptions): Html {
  const hidden = options.visuallyHiddenText ?? 'Error';
  return html`<p${optional('id', options.id)} class="govuk-error-message${more(options.classes)}"${customAttributes(options.attributes)}>
  ${hidden && html`<span class="govuk-visually-hidden">${hidden}:</span>`} ${shown(options)}
</p>`;
}
