import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, either, isGiven, type Markup } from './parts/content.ts';
import { heading } from './parts/headings.ts';

export interface NotificationBannerOptions extends Content, Styled {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  /** Two unless given. */
  readonly titleHeadingLevel?: number | undefined;
  /** "govuk-notification-banner-title" unless given. */
  readonly titleId?: string | undefined;
  /** "success" is green, takes the focus and is read out at once. */
  readonly type?: 'success' | undefined;
  readonly role?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** News that does not come from the page itself. */
export function notificationBanner(options: NotificationBannerOptions): Html {
  const success = options.type === 'success';
  const titleId = options.titleId || 'govuk-notification-banner-title';
  const title = either(options.titleText || (success ? 'Success' : 'Important'), options.titleHtml);
  const classes = more(success && 'govuk-notification-banner--success', options.classes);
  const autoFocus = { value: options.disableAutoFocus?.toString(), optional: true };
  const own = customAttributes({ 'data-disable-auto-focus': autoFocus, ...options.attributes });
  return html`<div class="govuk-notification-banner${classes}" role="${options.role || (success ? 'alert' : 'region')}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${own}>
  <div class="govuk-notification-banner__header">
    ${heading(options.titleHeadingLevel || 2, { class: 'govuk-notification-banner__title', id: titleId }, title)}
  </div>
  <div class="govuk-notification-banner__content">
    ${body(options)}
  </div>
</div>`;
}

function body(options: NotificationBannerOptions): Html | undefined {
  if (isGiven(options.html)) return html`${either('', options.html)}`;
  return options.text ? html`<p class="govuk-notification-banner__heading">${options.text}</p>` : undefined;
}
