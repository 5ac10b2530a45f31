import { type Child, type Html, html } from '../../html/index.ts';
import { type HintOptions, hint } from '../hint.ts';
import { label } from '../label.ts';
import { type Attributes, customAttributes, more, optional, type Styled } from './attributes.ts';
import { type Content, either, isGiven, isShown, type Markup } from './content.ts';

/** One radio or checkbox. */
export interface Choice extends Content {
  readonly id?: string | undefined;
  readonly value?: string | number | undefined;
  readonly label?: Styled | undefined;
  readonly hint?: Omit<HintOptions, 'id'> | undefined;
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
  /** What is revealed when the item is chosen. */
  readonly conditional?: { readonly html?: Markup | false | undefined } | undefined;
  /** Text to stand between items, in the place of an item. */
  readonly divider?: string | undefined;
}

/** What a choice's group tells it. */
export interface ChoiceContext {
  readonly kind: 'radios' | 'checkboxes';
  readonly type: 'radio' | 'checkbox';
  readonly id: string;
  readonly name: string | undefined;
  readonly checked: boolean;
  readonly describedBy?: string | undefined;
  /** Further attributes of the input. */
  readonly own?: Html | undefined;
}

/**
 * Whether an item is the chosen one: it says so itself, or its value is the one given and it does not say otherwise.
 * A value read from a form is text, so values are compared as text; an empty given value chooses nothing.
 */
export function isChosen(
  says: boolean | undefined,
  value: string | number | boolean | undefined,
  given: string | number | undefined,
): boolean {
  return says ?? Boolean(given && value !== undefined && String(value) === String(given));
}

/** A choice's id: the group's own for the first, so that an error summary can link to it, then numbered. */
export const choiceId = (item: Choice, prefix: string | undefined, place: number): string =>
  item.id || `${prefix}${place > 1 ? `-${place}` : ''}`;

/** Renders a choice, or the divider that stands in its place. */
export function choice(item: Choice, context: ChoiceContext): Child {
  const { kind, id, checked } = context;
  if (item.divider) return html`<div class="govuk-${kind}__divider">${item.divider}</div>`;
  const revealed = item.conditional?.html || undefined;
  return html`<div class="govuk-${kind}__item">
      ${inputElement(item, context, isGiven(revealed))}
      ${label({ ...item.label, text: item.text, html: item.html, classes: `govuk-${kind}__label${more(item.label?.classes)}`, for: id })}
      ${isShown(item.hint) && hint({ ...item.hint, id: `${id}-item-hint`, classes: `govuk-${kind}__hint${more(item.hint.classes)}` })}
    </div>
    ${isGiven(revealed) && html`<div class="govuk-${kind}__conditional${more(!checked && `govuk-${kind}__conditional--hidden`)}" id="conditional-${id}">${either('', revealed)}</div>`}`;
}

function inputElement(item: Choice, context: ChoiceContext, reveals: boolean): Html {
  const { kind, type, id, name, checked, describedBy, own } = context;
  const describes = more(describedBy, isShown(item.hint) && `${id}-item-hint`).trim();
  return html`<input class="govuk-${kind}__input" id="${id}" name="${name}" type="${type}" value="${item.value}"${optional('checked', checked)}${optional('disabled', item.disabled)}${optional('data-aria-controls', reveals && `conditional-${id}`)}${own}${optional('aria-describedby', describes)}${customAttributes(item.attributes)}>`;
}
