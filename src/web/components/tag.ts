import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface TagOptions extends Content, Styled {}

/** The state of something, in a word. */
export function tag(options: TagOptions): Html {
  return html`<strong class="govuk-tag${more(options.classes)}"${customAttributes(options.attributes)}>
  ${shown(options)}
</strong>`;
}
