import { type Html, html } from '../html/index.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, type Listed, paragraph, present } from './parts/content.ts';

export interface TabItem {
  /** The prefix and the item's place unless given. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly attributes?: Attributes | undefined;
  readonly panel: Content & { readonly attributes?: Attributes | undefined };
}

export interface TabsOptions extends Styled {
  readonly id?: string | undefined;
  /** What the items' ids begin with. */
  readonly idPrefix?: string | undefined;
  /** "Contents" unless given. */
  readonly title?: string | undefined;
  readonly items?: Listed<TabItem> | undefined;
}

/** Sections of which one is seen at a time; a list of links to them all where no script runs. */
export function tabs(options: TabsOptions): Html {
  const items = html`<ul class="govuk-tabs__list">
    ${present(options.items, (item, place) => tab(item, panelId(item, options, place), place))}
  </ul>
  ${present(options.items, (item, place) => tabPanel(item, panelId(item, options, place), place))}`;
  return html`<div${optional('id', options.id)} class="govuk-tabs${more(options.classes)}"${customAttributes(options.attributes)} data-module="govuk-tabs">
  <h2 class="govuk-tabs__title">${options.title ?? 'Contents'}</h2>
  ${Boolean(options.items?.length) && items}
</div>`;
}

const panelId = (item: TabItem, { idPrefix }: TabsOptions, place: number): string =>
  item.id || `${idPrefix}-${place}`;

const tab = (
  item: TabItem,
  id: string,
  place: number,
): Html => html`<li class="govuk-tabs__list-item${more(place === 1 && 'govuk-tabs__list-item--selected')}">
      <a class="govuk-tabs__tab" href="#${id}"${customAttributes(item.attributes)}>
        ${item.label}
      </a>
    </li>`;

const tabPanel = (
  item: TabItem,
  id: string,
  place: number,
): Html => html`<div class="govuk-tabs__panel${more(place > 1 && 'govuk-tabs__panel--hidden')}" id="${id}"${customAttributes(item.panel.attributes)}>
    ${paragraph(item.panel)}
  </div>`;
