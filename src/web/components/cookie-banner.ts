import { type Html, html } from '../html/index.ts';
import { button } from './button.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { either, isGiven, type Markup, paragraph } from './parts/content.ts';

export interface CookieBannerAction extends Styled {
  readonly text: string;
  readonly type?: string | undefined;
  /** Makes the action a link, unless its type is "button". */
  readonly href?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}

export interface CookieBannerMessage extends Styled {
  readonly headingText?: string | undefined;
  readonly headingHtml?: Markup | undefined;
  readonly text?: string | undefined;
  readonly html?: Markup | undefined;
  readonly actions?: readonly CookieBannerAction[] | undefined;
  readonly hidden?: boolean | undefined;
  readonly role?: string | undefined;
}

export interface CookieBannerOptions extends Styled {
  /** "Cookie banner" unless given. */
  readonly ariaLabel?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly messages: readonly CookieBannerMessage[];
}

/** Asks whether cookies that are not needed may be set. */
export function cookieBanner(options: CookieBannerOptions): Html {
  return html`<div class="govuk-cookie-banner${more(options.classes)}" data-nosnippet role="region" aria-label="${options.ariaLabel || 'Cookie banner'}"${optional('hidden', options.hidden)}${customAttributes(options.attributes)}>
  ${options.messages.map(message)}
</div>`;
}

function message(options: CookieBannerMessage): Html {
  const own = html`${optional('role', options.role)}${customAttributes(options.attributes)}${optional('hidden', options.hidden)}`;
  return html`<div class="govuk-cookie-banner__message${more(options.classes)} govuk-width-container"${own}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        ${(options.headingText || isGiven(options.headingHtml)) && html`<h2 class="govuk-cookie-banner__heading govuk-heading-m">${either(options.headingText, options.headingHtml)}</h2>`}
        <div class="govuk-cookie-banner__content">${paragraph(options)}</div>
      </div>
    </div>
    ${options.actions && html`<div class="govuk-button-group">${options.actions.map(action)}</div>`}
  </div>`;
}

function action(options: CookieBannerAction): Html {
  if (!options.href || options.type === 'button')
    return html`${button({ ...options, type: options.type || 'button' })} `;
  return html`<a class="govuk-link${more(options.classes)}" href="${options.href}"${customAttributes(options.attributes)}>${options.text}</a> `;
}
