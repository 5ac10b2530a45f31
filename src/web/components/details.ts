import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, either, type Markup, shown } from './parts/content.ts';

export interface DetailsOptions extends Content, Styled {
  readonly id?: string | undefined;
  readonly summaryText?: string | undefined;
  readonly summaryHtml?: Markup | undefined;
  readonly open?: boolean | undefined;
}

/** More to read, for those who want it. */
export function details(options: DetailsOptions): Html {
  return html`<details${optional('id', options.id)} class="govuk-details${more(options.classes)}"${customAttributes(options.attributes)}${optional('open', options.open)}>
  <summary class="govuk-details__summary">
    <span class="govuk-details__summary-text">
      ${either(options.summaryText, options.summaryHtml)}
    </span>
  </summary>
  <div class="govuk-details__text">
    ${shown(options)}
  </div>
</details>`;
}
