import { type Html, html } from '../html/index.ts';
import { headerOf } from './generic-header.ts';
import type { Styled } from './parts/attributes.ts';

export interface HeaderOptions extends Styled {
  /** The logotype. The crown is for GOV.UK alone, so there is none in this house. */
  readonly logo: Html;
  readonly homepageUrl?: string | undefined;
  readonly productName?: string | undefined;
  readonly containerClasses?: string | undefined;
}

/** GOV.UK's header: here so that the whole family is held to its fixtures. Our pages have their own. */
export function header(options: HeaderOptions): Html {
  const name =
    options.productName && html`<span class="govuk-header__product-name">${options.productName}</span>`;
  return headerOf('govuk', {
    logoHtml: html`${options.logo}
    ${name}`,
    url: options.homepageUrl || '//gov.uk',
    containerClasses: options.containerClasses,
    classes: options.classes,
    attributes: options.attributes,
  });
}
