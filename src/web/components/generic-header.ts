import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { either, type Markup } from './parts/content.ts';

export interface GenericHeaderOptions extends Styled {
  readonly logoText?: string | undefined;
  readonly logoHtml?: Markup | undefined;
  /** "/" unless given. */
  readonly url?: string | undefined;
  /** "govuk-width-container" unless given. */
  readonly containerClasses?: string | undefined;
}

/** A header with a logo that leads home. */
export const genericHeader = (options: GenericHeaderOptions): Html => headerOf('govuk-generic', options);

/** The same for another family of classes. */
export function headerOf(family: 'govuk' | 'govuk-generic', options: GenericHeaderOptions): Html {
  return html`<div class="${family}-header${more(options.classes)}"${customAttributes(options.attributes)}>
  <div class="${family}-header__container ${options.containerClasses || 'govuk-width-container'}">
    <div class="${family}-header__logo">
      <a href="${options.url || '/'}" class="${family}-header__homepage-link">
        ${either(options.logoText, options.logoHtml)}
      </a>
    </div>
  </div>
</div>`;
}
