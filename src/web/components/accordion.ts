import { type Html, html } from '../html/index.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, isShown, type Listed, paragraph, present, shown } from './parts/content.ts';
import { heading } from './parts/headings.ts';
import { translations } from './parts/translations.ts';

export interface AccordionItem {
  readonly heading: Content;
  readonly summary?: Content | undefined;
  readonly content: Content;
  readonly expanded?: boolean | undefined;
}

export interface AccordionOptions extends Styled {
  /** Unique in the whole service: browsers remember by it what was open. */
  readonly id: string;
  /** Two unless given. */
  readonly headingLevel?: number | undefined;
  readonly items: Listed<AccordionItem>;
  readonly rememberExpanded?: boolean | undefined;
  readonly hideAllSectionsText?: string | undefined;
  readonly hideSectionText?: string | undefined;
  readonly hideSectionAriaLabelText?: string | undefined;
  readonly showAllSectionsText?: string | undefined;
  readonly showSectionText?: string | undefined;
  readonly showSectionAriaLabelText?: string | undefined;
}

/** Sections that are opened one by one. */
export function accordion(options: AccordionOptions): Html {
  const messages = translations({
    'hide-all-sections': options.hideAllSectionsText,
    'hide-section': options.hideSectionText,
    'hide-section-aria-label': options.hideSectionAriaLabelText,
    'show-all-sections': options.showAllSectionsText,
    'show-section': options.showSectionText,
    'show-section-aria-label': options.showSectionAriaLabelText,
  });
  const remember = { value: options.rememberExpanded?.toString(), optional: true };
  const own = customAttributes({ ...messages, 'data-remember-expanded': remember });
  return html`<div class="govuk-accordion${more(options.classes)}" data-module="govuk-accordion" id="${options.id}"${own}${customAttributes(options.attributes)}>
  ${present(options.items, (item, place) => section(item, options, place))}
</div>`;
}

function section(item: AccordionItem, { id, headingLevel }: AccordionOptions, place: number): Html {
  const button = html`<span class="govuk-accordion__section-button" id="${id}-heading-${place}">
          ${shown(item.heading)}
        </span>`;
  return html`<div class="govuk-accordion__section${more(item.expanded && 'govuk-accordion__section--expanded')}">
    <div class="govuk-accordion__section-header">
      ${heading(headingLevel || 2, { class: 'govuk-accordion__section-heading' }, button)}
      ${isShown(item.summary) && html`<div class="govuk-accordion__section-summary govuk-body" id="${id}-summary-${place}">${shown(item.summary)}</div>`}
    </div>
    <div id="${id}-content-${place}" class="govuk-accordion__section-content">${paragraph(item.content)}</div>
  </div>`;
}
