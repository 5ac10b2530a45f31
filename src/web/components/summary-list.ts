import { type Child, type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, type Listed, present, shown } from './parts/content.ts';
import { heading } from './parts/headings.ts';

export interface SummaryListAction extends Content {
  readonly href: string;
  /** What the action is about, read out only: "name" after "Change". */
  readonly visuallyHiddenText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface SummaryListActions {
  readonly classes?: string | undefined;
  readonly items?: readonly SummaryListAction[] | undefined;
}

export interface SummaryListCell extends Content {
  readonly classes?: string | undefined;
}

export interface SummaryListRow {
  readonly classes?: string | undefined;
  readonly key: SummaryListCell;
  readonly value: SummaryListCell;
  readonly actions?: SummaryListActions | undefined;
}

export interface SummaryCardTitle extends Content {
  /** Two unless given. */
  readonly headingLevel?: number | undefined;
  readonly classes?: string | undefined;
}

export interface SummaryCardOptions extends Styled {
  readonly title?: SummaryCardTitle | undefined;
  readonly actions?: SummaryListActions | undefined;
}

export interface SummaryListOptions extends Styled {
  readonly rows: Listed<SummaryListRow>;
  /** Puts the list on a card with a title. */
  readonly card?: SummaryCardOptions | undefined;
}

/** Names and values, such as answers to check. */
export function summaryList(options: SummaryListOptions): Html {
  const anyActions = present(options.rows, hasActions).some(Boolean);
  const title = options.card?.title;
  const list = html`<dl class="govuk-summary-list${more(options.classes)}"${customAttributes(options.attributes)}>
  ${present(options.rows, (each) => row(each, anyActions, title))}
</dl>`;
  return options.card ? card(options.card, list) : list;
}

const hasActions = (given: { readonly actions?: SummaryListActions | undefined }): boolean =>
  Boolean(given.actions?.items?.length);

function row(options: SummaryListRow, anyActions: boolean, title: SummaryCardTitle | undefined): Html {
  const { key, value, actions } = options;
  const none = anyActions && !actions?.items && 'govuk-summary-list__row--no-actions';
  return html`<div class="govuk-summary-list__row${more(none, options.classes)}">
    <dt class="govuk-summary-list__key${more(key.classes)}">
      ${shown(key)}
    </dt>
    <dd class="govuk-summary-list__value${more(value.classes)}">
      ${shown(value)}
    </dd>
    ${hasActions(options) && html`<dd class="govuk-summary-list__actions${more(actions?.classes)}">${rowActions(actions, title)}</dd>`}
  </div>
  `;
}

function rowActions(actions: SummaryListActions | undefined, title: SummaryCardTitle | undefined): Child {
  const links = (actions?.items ?? []).map((each) => actionLink(each, title));
  if (links.length === 1) return links;
  return html`<ul class="govuk-summary-list__actions-list">
        ${links.map((link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`)}
      </ul>`;
}

function actionLink(action: SummaryListAction, title: SummaryCardTitle | undefined): Html {
  const about = action.visuallyHiddenText && html` ${action.visuallyHiddenText}`;
  const hidden = html`<span class="govuk-visually-hidden">${about}${title && html` (${shown(title)})`}</span>`;
  return html`<a class="govuk-link${more(action.classes)}" href="${action.href}"${customAttributes(action.attributes)}>${shown(action)}${(about || title) && hidden}</a>`;
}

function card(options: SummaryCardOptions, list: Html): Html {
  const { title } = options;
  const classes = `govuk-summary-card__title${more(title?.classes)}`;
  return html`<div class="govuk-summary-card${more(options.classes)}"${customAttributes(options.attributes)}>
  <div class="govuk-summary-card__title-wrapper">
    ${title && heading(title.headingLevel || 2, { class: classes }, shown(title))}
    ${hasActions(options) && cardActions(options)}
  </div>
  <div class="govuk-summary-card__content">
    ${list}
  </div>
</div>`;
}

function cardActions({ actions, title }: SummaryCardOptions): Html {
  const classes = `govuk-summary-card__actions${more(actions?.classes)}`;
  const links = (actions?.items ?? []).map((each) => actionLink(each, title));
  if (links.length === 1) return html`<div class="${classes}">${links}</div>`;
  return html`<ul class="${classes}">
      ${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}
    </ul>`;
}
