import { attributes, type Child, type Html, html, raw } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, isGiven, shown } from './parts/content.ts';

export interface ButtonOptions extends Content, Styled {
  readonly id?: string | undefined;
  /** Makes the button a link. */
  readonly href?: string | undefined;
  /** "submit" unless given. */
  readonly type?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Whether a second click within a second is ignored. */
  readonly preventDoubleClick?: boolean | undefined;
  /** Whether this starts a task that goes over several pages. */
  readonly isStartButton?: boolean | undefined;
}

const START_ICON = raw(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
);

/** Does something; a link that looks like a button when it has an `href`. */
export function button(options: ButtonOptions): Html {
  const inner = html`
  ${buttonText(options)}
  ${options.isStartButton && START_ICON}
`;
  if (options.href)
    return html`<a href="${options.href}" role="button" draggable="false"${common(options)}>${inner}</a>`;
  return html`<button type="${options.type || 'submit'}"${own(options)}${common(options)}>${inner}</button>`;
}

function own(options: ButtonOptions): Html {
  return attributes({
    value: options.value || undefined,
    name: options.name || undefined,
    disabled: options.disabled,
    'aria-disabled': options.disabled && 'true',
    'data-prevent-double-click': options.preventDoubleClick?.toString(),
  });
}

function common(options: ButtonOptions): Html {
  const classes = more(options.classes, options.isStartButton && 'govuk-button--start');
  return html` class="govuk-button${classes}" data-module="govuk-button"${customAttributes(options.attributes)}${optional('id', options.id)}`;
}

/** Start buttons are flex boxes, which drop the spaces between elements, so markup in them is wrapped. */
const buttonText = (options: ButtonOptions): Child =>
  options.isStartButton && isGiven(options.html) ? html`<span>${shown(options)}</span>` : shown(options);
