import { type Child, type Html, html, raw } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, isShown, type Listed, present, shown } from './parts/content.ts';

export interface PaginationLink extends Content {
  readonly href?: string | undefined;
  /** What is there, when the pages are not numbered. */
  readonly labelText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface PaginationItem {
  readonly number?: number | string | undefined;
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  /** Whether pages are left out here. */
  readonly ellipsis?: boolean | undefined;
  /** "Page" and the number unless given. */
  readonly visuallyHiddenText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface PaginationOptions extends Styled {
  readonly items?: Listed<PaginationItem> | undefined;
  readonly previous?: PaginationLink | undefined;
  readonly next?: PaginationLink | undefined;
  /** "Pagination" unless given. */
  readonly landmarkLabel?: string | undefined;
}

type Direction = 'prev' | 'next';

const arrow = (direction: Direction, path: string): Html =>
  raw(
    `<svg class="govuk-pagination__icon govuk-pagination__icon--${direction}" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="${path}"></path></svg>`,
  );

const ARROWS = {
  prev: arrow(
    'prev',
    'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  ),
  next: arrow(
    'next',
    'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
  ),
};
const WORDS = {
  prev: raw('Previous<span class="govuk-visually-hidden"> page</span>'),
  next: raw('Next<span class="govuk-visually-hidden"> page</span>'),
};

/** The way through a list that is longer than a page. */
export function pagination(options: PaginationOptions): Html {
  const { items, previous, next } = options;
  const block = !items && Boolean(next || previous);
  const list = html`<ul class="govuk-pagination__list">
    ${present(items, (item) => !isEmpty(item) && pageItem(item))}
  </ul>`;
  return html`<nav class="govuk-pagination${more(block && 'govuk-pagination--block', options.classes)}" aria-label="${options.landmarkLabel || 'Pagination'}"${customAttributes(options.attributes)}>
  ${previous?.href && arrowLink(previous, 'prev', block)}
  ${items && list}
  ${next?.href && arrowLink(next, 'next', block)}
</nav>`;
}

function arrowLink(link: PaginationLink, direction: Direction, block: boolean): Html {
  const icon = ARROWS[direction];
  const leads = block || direction === 'prev';
  return html`<div class="govuk-pagination__${direction}">
    <a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${direction}"${customAttributes(link.attributes)}>
      ${leads && icon}
      ${linkTitle(link, direction, block)}
      ${!leads && icon}
    </a>
  </div>`;
}

function linkTitle(link: PaginationLink, direction: Direction, block: boolean): Child {
  const decorated = block && !link.labelText && 'govuk-pagination__link-title--decorated';
  const label =
    block &&
    link.labelText &&
    html`<span class="govuk-visually-hidden">:</span>
      <span class="govuk-pagination__link-label">${link.labelText}</span>`;
  return html`<span class="govuk-pagination__link-title${more(decorated)}">
        ${isShown(link) ? shown(link) : WORDS[direction]}
      </span>
      ${label}`;
}

const isEmpty = (item: PaginationItem): boolean => Object.keys(item).length === 0;

function pageItem(item: PaginationItem): Html {
  const classes = more(
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  );
  return html`<li class="govuk-pagination__item${classes}">
    ${item.ellipsis ? raw('&ctdot;') : pageLink(item)}
  </li>`;
}

const pageLink = (
  item: PaginationItem,
): Html => html`<a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${item.visuallyHiddenText ?? `Page ${item.number}`}"${optional('aria-current', item.current && 'page')}${customAttributes(item.attributes)}>
      ${item.number}
    </a>`;
