import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface SkipLinkOptions extends Content, Styled {
  /** "#content" unless given. */
  readonly href?: string | undefined;
}

/** The way past the navigation for those who use a keyboard. */
export function skipLink(options: SkipLinkOptions): Html {
  return html`<a href="${options.href || '#content'}" class="govuk-skip-link${more(options.classes)}"${customAttributes(options.attributes)} data-module="govuk-skip-link">${shown(options)}</a>`;
}
