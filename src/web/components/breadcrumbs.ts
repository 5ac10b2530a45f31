import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface BreadcrumbsItem extends Content {
  /** Where the item leads; an item that leads nowhere is the page itself. */
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface BreadcrumbsOptions extends Styled {
  readonly items: readonly BreadcrumbsItem[];
  readonly collapseOnMobile?: boolean | undefined;
  /** "Breadcrumb" unless given. */
  readonly labelText?: string | undefined;
}

/** Where the page stands among the others. */
export function breadcrumbs(options: BreadcrumbsOptions): Html {
  const classes = more(options.classes, options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile');
  return html`<nav class="govuk-breadcrumbs${classes}"${customAttributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
  <ol class="govuk-breadcrumbs__list">
    ${options.items.map(crumb)}
  </ol>
</nav>`;
}

function crumb(item: BreadcrumbsItem): Html {
  if (!item.href)
    return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${shown(item)}</li>`;
  return html`<li class="govuk-breadcrumbs__list-item">
      <a class="govuk-breadcrumbs__link" href="${item.href}"${customAttributes(item.attributes)}>${shown(item)}</a>
    </li>`;
}
