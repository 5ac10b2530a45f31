import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface InsetTextOptions extends Content, Styled {
  readonly id?: string | undefined;
}

/** Text that stands apart from what is around it. */
export function insetText(options: InsetTextOptions): Html {
  return html`<div${optional('id', options.id)} class="govuk-inset-text${more(options.classes)}"${customAttributes(options.attributes)}>
  ${shown(options)}
</div>`;
}
