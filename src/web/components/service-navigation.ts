import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import {
  type Content,
  either,
  isGiven,
  isShown,
  type Listed,
  type Markup,
  present,
  shown,
} from './parts/content.ts';

export interface ServiceNavigationItem extends Content {
  readonly href?: string | undefined;
  /** Whether this is the page itself. */
  readonly current?: boolean | undefined;
  /** Whether the page is in this part of the service. */
  readonly active?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Places for markup of one's own. */
export interface ServiceNavigationSlots {
  readonly start?: Markup | undefined;
  readonly end?:
    | Markup
    | { readonly html?: Markup | undefined; readonly align?: string | undefined }
    | undefined;
  readonly navigationStart?: Markup | undefined;
  readonly navigationEnd?: Markup | undefined;
}

export interface ServiceNavigationOptions extends Styled {
  readonly serviceName?: string | undefined;
  readonly serviceUrl?: string | undefined;
  readonly navigation?: Listed<ServiceNavigationItem> | undefined;
  readonly navigationClasses?: string | undefined;
  /** "navigation" unless given. */
  readonly navigationId?: string | undefined;
  readonly navigationLabel?: string | undefined;
  /** "Menu" unless given. */
  readonly menuButtonText?: string | undefined;
  readonly menuButtonLabel?: string | undefined;
  /** "Service information" unless given. */
  readonly ariaLabel?: string | undefined;
  /** Whether a phone shows a menu button; it does for more than one item unless told. */
  readonly collapseNavigationOnMobile?: boolean | undefined;
  readonly slots?: ServiceNavigationSlots | undefined;
}

/** The parts of the service. */
export function serviceNavigation(options: ServiceNavigationOptions): Html {
  const own = html`class="govuk-service-navigation${more(options.classes)}" data-module="govuk-service-navigation"${customAttributes(options.attributes)}`;
  const inner = container(options);
  // With more than links in it, it is a landmark of its own; otherwise the list of links is landmark enough.
  if (options.serviceName || options.slots?.start || isGiven(endOf(options).markup)) {
    return html`<section aria-label="${options.ariaLabel ?? 'Service information'}" ${own}>${inner}</section>`;
  }
  return html`<div ${own}>${inner}</div>`;
}

function endOf({ slots }: ServiceNavigationOptions): { markup: Markup | undefined; inline: boolean } {
  const end = slots?.end;
  if (typeof end !== 'object' || !('html' in end))
    return { markup: end as Markup | undefined, inline: false };
  return { markup: end.html, inline: end.align === 'inline' };
}

function container(options: ServiceNavigationOptions): Html {
  const end = endOf(options);
  return html`
  <div class="govuk-width-container${more(end.inline && 'govuk-service-navigation__inlining-container')}">
    ${either('', options.slots?.start)}
    <div class="govuk-service-navigation__container">
      ${options.serviceName && serviceName(options)}
      ${navigation(options)}
    </div>
    ${either('', end.markup)}
  </div>
`;
}

function serviceName({ serviceName: name, serviceUrl: url }: ServiceNavigationOptions): Html {
  const inner = url
    ? html`<a href="${url}" class="govuk-service-navigation__link">
          ${name}
        </a>`
    : html`<span class="govuk-service-navigation__text">${name}</span>`;
  return html`<span class="govuk-service-navigation__service-name">
        ${inner}
      </span>`;
}

function navigation(options: ServiceNavigationOptions): Html | undefined {
  const items = present(options.navigation, navigationItem);
  const { navigationStart, navigationEnd } = options.slots ?? {};
  if (items.length === 0 && !isGiven(navigationStart) && !isGiven(navigationEnd)) return undefined;
  const id = options.navigationId || 'navigation';
  const label = options.navigationLabel || menuText(options);
  return html`<nav aria-label="${label}" class="govuk-service-navigation__wrapper${more(options.navigationClasses)}">
        ${(options.collapseNavigationOnMobile ?? items.length > 1) && menuButton(options, id)}
        <ul class="govuk-service-navigation__list" id="${id}">
          ${either('', navigationStart)}
          ${items}
          ${either('', navigationEnd)}
        </ul>
      </nav>`;
}

const menuText = (options: ServiceNavigationOptions): string => options.menuButtonText || 'Menu';

function menuButton(options: ServiceNavigationOptions, id: string): Html {
  const text = menuText(options);
  const label = optional('aria-label', options.menuButtonLabel !== text && options.menuButtonLabel);
  return html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${label} hidden aria-hidden="true">
          ${text}
        </button>`;
}

function navigationItem(item: ServiceNavigationItem): Html {
  const here = Boolean(item.active || item.current);
  return html`<li class="govuk-service-navigation__item${more(here && 'govuk-service-navigation__item--active')}">
            ${linkOrText(item, here)}
          </li>`;
}

function linkOrText(item: ServiceNavigationItem, here: boolean): Html | undefined {
  const current = optional('aria-current', here && (item.current ? 'page' : 'true'));
  // Strong, so that the current item can be told by those who set their own colours.
  const inner = html`
    ${here ? html`<strong class="govuk-service-navigation__active-fallback">${shown(item)}</strong>` : shown(item)}
  `;
  if (item.href) {
    return html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${customAttributes(item.attributes)}>${inner}</a>`;
  }
  return isShown(item)
    ? html`<span class="govuk-service-navigation__text"${current}>${inner}</span>`
    : undefined;
}
