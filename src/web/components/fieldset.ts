import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, either, isShown, type Markup, shown } from './parts/content.ts';

export interface LegendOptions extends Content {
  readonly classes?: string | undefined;
  /** Whether the legend is the page's heading too. */
  readonly isPageHeading?: boolean | undefined;
}

export interface FieldsetOptions extends Styled {
  readonly describedBy?: string | undefined;
  readonly legend?: LegendOptions | undefined;
  readonly role?: string | undefined;
  readonly html?: Markup | undefined;
}

/** Fields that answer one question together. */
export function fieldset(options: FieldsetOptions): Html {
  return html`<fieldset class="govuk-fieldset${more(options.classes)}"${optional('role', options.role)}${optional('aria-describedby', options.describedBy)}${customAttributes(options.attributes)}>
  ${isShown(options.legend) && legend(options.legend)}
  ${either('', options.html)}
</fieldset>`;
}

function legend(options: LegendOptions): Html {
  const inner = shown(options);
  return html`<legend class="govuk-fieldset__legend${more(options.classes)}">
    ${options.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${inner}</h1>` : inner}
  </legend>`;
}
