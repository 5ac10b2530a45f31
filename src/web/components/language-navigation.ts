import { type Html, html } from '../html/index.ts';
import { customAttributes, more, optional, type Styled } from './parts/attributes.ts';
import { type Content, shown } from './parts/content.ts';

export interface LanguageNavigationItem extends Content, Styled {
  /** Where the page is in that language; the current language leads nowhere. */
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  readonly lang?: string | undefined;
  /** The language unless given. */
  readonly hrefLang?: string | undefined;
  readonly dir?: string | undefined;
  /** The language's name in the page's own language, read out only. */
  readonly languageDescriptionText?: string | undefined;
}

export interface LanguageNavigationOptions extends Styled {
  /** "Language" unless given. */
  readonly ariaLabel?: string | undefined;
  readonly items: readonly LanguageNavigationItem[];
}

/** The languages that a page can be read in. */
export function languageNavigation(options: LanguageNavigationOptions): Html {
  return html`<nav class="govuk-language-navigation${more(options.classes)}"${customAttributes(options.attributes)} aria-label="${options.ariaLabel ?? 'Language'}">
  <ul class="govuk-language-navigation__list">
    ${options.items.map((item) => html`<li class="govuk-language-navigation__list-item">${language(item)}</li>`)}
  </ul>
</nav>`;
}

function language(item: LanguageNavigationItem): Html {
  const lang = optional('lang', item.lang);
  const own = html`${optional('dir', item.dir)}${customAttributes(item.attributes)}`;
  if (item.current || !item.href) {
    return html`<span class="govuk-language-navigation__text${more(item.classes)}" aria-current="true"${lang}${own}>${shown(item)}</span>`;
  }
  const described =
    item.languageDescriptionText &&
    html`<span class="govuk-visually-hidden"> ${item.languageDescriptionText}</span>`;
  return html`<a class="govuk-language-navigation__link${more(item.classes)}" href="${item.href}" rel="alternate"${lang}${optional('hreflang', item.hrefLang || item.lang)}${own}>${shown(item)}${described}
</a>`;
}
