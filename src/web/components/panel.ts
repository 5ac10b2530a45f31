import { type Html, html } from '../html/index.ts';
import { button } from './button.ts';
import { customAttributes, more, type Styled } from './parts/attributes.ts';
import { type Content, either, isShown, type Markup, shown } from './parts/content.ts';
import { heading } from './parts/headings.ts';

export interface PanelAction extends Styled {
  readonly text: string;
  readonly type?: string | undefined;
  /** Makes the action a link, unless its type is "button". */
  readonly href?: string | undefined;
}

export interface PanelOptions extends Content, Styled {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Markup | undefined;
  /** One unless given. */
  readonly headingLevel?: number | undefined;
  /** Shown only when the classes have "govuk-panel--interruption". */
  readonly actions?: (Styled & { readonly items?: readonly PanelAction[] | undefined }) | undefined;
}

/** Says that something is done; or, as an interruption, that something must be read first. */
export function panel(options: PanelOptions): Html {
  const interrupts = Boolean(options.classes?.includes('govuk-panel--interruption'));
  const title = either(options.titleText, options.titleHtml);
  return html`<div class="govuk-panel${more(!interrupts && 'govuk-panel--confirmation', options.classes)}"${customAttributes(options.attributes)}>
  ${heading(options.headingLevel || 1, { class: 'govuk-panel__title' }, title)}
  ${isShown(options) && html`<div class="govuk-panel__body">${shown(options)}</div>`}
  ${interrupts && options.actions && actions(options.actions)}
</div>`;
}

function actions(options: NonNullable<PanelOptions['actions']>): Html {
  const items = html`<div class="govuk-button-group">${options.items?.map(action)}</div>`;
  return html`<div class="govuk-panel__actions${more(options.classes)}"${customAttributes(options.attributes)}>${Boolean(options.items?.length) && items}</div>`;
}

function action(options: PanelAction): Html {
  if (!options.href || options.type === 'button') {
    const classes = `govuk-button--inverse${more(options.classes)}`;
    return html`${button({ ...options, type: options.type || 'button', classes })} `;
  }
  return html`<a class="govuk-link govuk-link--inverse${more(options.classes)}" href="${options.href}"${customAttributes(options.attributes)}>${options.text}</a> `;
}
