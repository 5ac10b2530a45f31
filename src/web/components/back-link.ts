import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, either } from './parts/content.ts';

export interface BackLinkOptions extends Content, Styled {
  readonly href?: string | undefined;
}

/** The way back to the page before. */
export function backLink(options: BackLinkOptions): Html {
  return html`<a href="${options.href || '#'}" class="govuk-back-link${more(options.classes)}"${customAttributes(options.attributes)}>${either(options.text || 'Back', options.html)}</a>`;
}
