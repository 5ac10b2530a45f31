import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface HintOptions extends Content, Styled {
  readonly id?: string | undefined;
}

/** Help with a question, before it is answered. */
export function hint(options: HintOptions): Html {
  return html`<div${optional('id', options.id)} class="govuk-hint${more(options.classes)}"${customAttributes(options.attributes)}>
  ${shown(options)}
</div>`;
}
