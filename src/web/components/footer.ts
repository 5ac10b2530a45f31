import { type Html, html, raw } from '../html/index.ts';
import { type Attributes, customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, isShown, type Markup, shown } from './parts/content.ts';

export interface FooterLink {
  readonly text?: string | undefined;
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface FooterNavigation {
  readonly title: string;
  readonly columns?: number | undefined;
  /** "full" unless given. */
  readonly width?: string | undefined;
  readonly items?: readonly FooterLink[] | undefined;
}

export interface FooterMeta extends Content {
  /** "Support links" unless given. */
  readonly visuallyHiddenTitle?: string | undefined;
  readonly items?: readonly FooterLink[] | undefined;
}

export interface FooterOptions extends Styled {
  /** The emblem at the top. The crown is for GOV.UK alone, so there is none in this house. */
  readonly emblem: Html;
  readonly containerClasses?: string | undefined;
  readonly navigation?: readonly FooterNavigation[] | undefined;
  readonly meta?: FooterMeta | undefined;
  /** The Open Government Licence unless given; `null` for none. */
  readonly contentLicence?: Content | null | undefined;
  /** Crown copyright unless given. */
  readonly copyright?: Content | undefined;
}

const LICENCE_LOGO = raw(
  '<svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41"><path fill="currentColor" d="M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 16.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43.9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87.8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"/></svg>',
);
const LICENCE: Markup = raw(
  'All content is available under the <a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>, except where otherwise stated',
);
const CROWN_COPYRIGHT =
  'https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/';

/** GOV.UK's footer: here so that the whole family is held to its fixtures. Our pages have their own. */
export function footer(options: FooterOptions): Html {
  return html`<div class="govuk-footer${more(options.classes)}"${customAttributes(options.attributes)}>
  <div class="govuk-width-container${more(options.containerClasses)}">
    ${options.emblem}
    ${Boolean(options.navigation?.length) && navigation(options.navigation)}
    <div class="govuk-footer__meta">
      <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
        ${options.meta && meta(options.meta)}
        ${options.contentLicence !== null && licence(options.contentLicence)}
      </div>
      <div class="govuk-footer__meta-item">
        <a class="govuk-footer__link govuk-footer__copyright-logo" href="${CROWN_COPYRIGHT}">
          ${isShown(options.copyright) ? shown(options.copyright) : '© Crown copyright'}
        </a>
      </div>
    </div>
  </div>
</div>`;
}

const navigation = (
  sections: FooterOptions['navigation'],
): Html => html`<div class="govuk-footer__navigation">
      ${sections?.map(section)}
    </div>
    <hr class="govuk-footer__section-break">`;

function section({ title, width, columns, items }: FooterNavigation): Html {
  const list = html`<ul class="govuk-footer__list${more(Boolean(columns) && `govuk-footer__list--columns-${columns}`)}">
          ${items?.filter(({ href, text }) => href && text).map((item) => link(item, 'govuk-footer__list-item'))}
        </ul>`;
  return html`<div class="govuk-footer__section govuk-grid-column-${width || 'full'}">
        <h2 class="govuk-footer__heading govuk-heading-m">${title}</h2>
        ${Boolean(items?.length) && list}
      </div>`;
}

function meta(options: FooterMeta): Html {
  const items = options.items?.map((item) => link(item, 'govuk-footer__inline-list-item'));
  return html`<h2 class="govuk-visually-hidden">${options.visuallyHiddenTitle || 'Support links'}</h2>
        ${Boolean(items?.length) && html`<ul class="govuk-footer__inline-list">${items}</ul>`}
        ${isShown(options) && html`<div class="govuk-footer__meta-custom">${shown(options)}</div>`}`;
}

const licence = (given: Content | undefined): Html => html`${LICENCE_LOGO}
        <span class="govuk-footer__licence-description">
          ${isShown(given) ? shown(given) : LICENCE}
        </span>`;

const link = ({ href, text, attributes }: FooterLink, classes: string): Html => html`<li class="${classes}">
            <a class="govuk-footer__link" href="${href}"${customAttributes(attributes)}>
              ${text}
            </a>
          </li>`;
