import { type Html, html } from '../html/index.ts';
import { button } from './button.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, isShown } from './parts/content.ts';
import { translations } from './parts/translations.ts';

export interface ExitThisPageOptions extends Content, Styled {
  readonly id?: string | undefined;
  /** Where leaving leads: a public page that says nothing about its reader. */
  readonly redirectUrl?: string | undefined;
  readonly activatedText?: string | undefined;
  readonly timedOutText?: string | undefined;
  readonly pressTwoMoreTimesText?: string | undefined;
  readonly pressOneMoreTimeText?: string | undefined;
}

/** A quick way out for somebody who must not be seen here. */
export function exitThisPage(options: ExitThisPageOptions): Html {
  const messages = translations({
    activated: options.activatedText,
    'timed-out': options.timedOutText,
    'press-two-more-times': options.pressTwoMoreTimesText,
    'press-one-more-time': options.pressOneMoreTimeText,
  });
  return html`<div${optional('id', options.id)} class="govuk-exit-this-page${more(options.classes)}" data-module="govuk-exit-this-page"${customAttributes(options.attributes)}${customAttributes(messages)}>
  ${exitButton(options)}
</div>`;
}

const exitButton = (options: ExitThisPageOptions): Html =>
  button({
    ...(isShown(options)
      ? { text: options.text, html: options.html }
      : { html: html`<span class="govuk-visually-hidden">Emergency</span> Exit this page` }),
    classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
    href: options.redirectUrl || 'https://www.bbc.co.uk/weather',
    attributes: { rel: 'nofollow noreferrer' },
  });
