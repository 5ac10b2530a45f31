import { type Html, html } from '../html/index.ts';
import { button } from './button.ts';
import { type InputOptions, input } from './input.ts';
import { more } from './parts/attributes.ts';
import { shown } from './parts/content.ts';
import { fieldId } from './parts/form-group.ts';
import { translations } from './parts/translations.ts';

type Inherited = Omit<
  InputOptions,
  'type' | 'inputmode' | 'prefix' | 'suffix' | 'autocapitalize' | 'pattern' | 'spellcheck' | 'inputWrapper'
>;

export interface PasswordInputOptions extends Inherited {
  readonly showPasswordText?: string | undefined;
  readonly hidePasswordText?: string | undefined;
  readonly showPasswordAriaLabelText?: string | undefined;
  readonly hidePasswordAriaLabelText?: string | undefined;
  readonly passwordShownAnnouncementText?: string | undefined;
  readonly passwordHiddenAnnouncementText?: string | undefined;
  readonly button?: { readonly classes?: string | undefined } | undefined;
}

/** A password, which its writer may look at. */
export function passwordInput(options: PasswordInputOptions): Html {
  const id = fieldId(options);
  const { formGroup } = options;
  return input({
    ...options,
    id,
    type: 'password',
    classes: `govuk-password-input__input govuk-js-password-input-input${more(options.classes)}`,
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: options.autocomplete || 'current-password',
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    formGroup: {
      classes: `govuk-password-input${more(formGroup?.classes)}`,
      attributes: { 'data-module': 'govuk-password-input', ...messages(options), ...formGroup?.attributes },
      beforeInput: formGroup?.beforeInput,
      afterInput: { html: html`${toggle(options, id)} ${shown(formGroup?.afterInput)}` },
    },
  });
}

const messages = (options: PasswordInputOptions): ReturnType<typeof translations> =>
  translations({
    'show-password': options.showPasswordText,
    'hide-password': options.hidePasswordText,
    'show-password-aria-label': options.showPasswordAriaLabelText,
    'hide-password-aria-label': options.hidePasswordAriaLabelText,
    'password-shown-announcement': options.passwordShownAnnouncementText,
    'password-hidden-announcement': options.passwordHiddenAnnouncementText,
  });

/** The button is hidden until a script makes it work. */
const toggle = (options: PasswordInputOptions, id: string): Html =>
  button({
    type: 'button',
    classes: `govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle${more(options.button?.classes)}`,
    text: options.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': options.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  });
