import { type AssetName, assetPath } from '../assets/catalogue.ts';
import { backLink } from '../components/back-link.ts';
import { type BreadcrumbsItem, breadcrumbs } from '../components/breadcrumbs.ts';
import { serviceNavigation, type ServiceNavigationItem } from '../components/service-navigation.ts';
import { skipLink } from '../components/skip-link.ts';
import { attributes, type Child, type Html, html, raw } from '../html/index.ts';
import { MARK } from './mark.ts';

export const PRODUCT = 'Gatehouse';
const THEME = '#143d31';

/** Who is signed in, and the way out. */
export interface Account {
  readonly name: string;
  /** Their own page. */
  readonly href: string;
  /** The form that signs them out: where it goes, and the hidden fields it carries. */
  readonly signOut: {
    readonly action: string;
    readonly fields?: Readonly<Record<string, string>> | undefined;
  };
}

export interface FooterItem {
  readonly text: string;
  readonly href: string;
}

export interface PageOptions {
  /** What the page is, as in its heading; the school and the product are added. */
  readonly title: string;
  /** The school's name; none before it is known whose page it is. */
  readonly school?: string | undefined;
  /** Whether a form on the page is to be put right, which the title then says first. */
  readonly hasErrors?: boolean | undefined;
  readonly navigation?: readonly (ServiceNavigationItem | false | null | undefined)[] | undefined;
  readonly account?: Account | undefined;
  /** Where the page stands; the page itself may be left out. */
  readonly breadcrumbs?: readonly BreadcrumbsItem[] | undefined;
  readonly backLink?: { readonly href: string; readonly text?: string | undefined } | undefined;
  readonly content: Html;
  /** Further links in the footer, before ours. */
  readonly footer?: readonly FooterItem[] | undefined;
  /** What the page needs beyond the usual: `autocomplete` for selects with `data-gatehouse-autocomplete`, `question-box` for that. */
  readonly needs?: readonly ('autocomplete' | 'question-box')[] | undefined;
}

/**
 * What pages may load and do: our own files and nothing else, and no script or style written into the page.
 *
 * Every answer with a page carries it as `content-security-policy`.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const DOCTYPE = raw('<!DOCTYPE html>\n');

const FOOTER: readonly FooterItem[] = [
  { text: 'Accessibility statement', href: '/accessibility' },
  { text: `About ${PRODUCT}`, href: '/about' },
];

/** A whole document. It works with no scripts; with them, govuk-frontend's own do the rest. */
export function page(options: PageOptions): Html {
  return html`${DOCTYPE}<html lang="en-GB" class="govuk-template">
${head(options)}
<body class="govuk-template__body">
${script('scripted.js')}
${skipLink({ href: '#main-content', text: 'Skip to main content' })}
<header class="govuk-template__header">
${masthead(options)}
${navigation(options)}
</header>
<div class="govuk-width-container">
${before(options)}
<main class="govuk-main-wrapper" id="main-content">
${options.content}
</main>
</div>
${footer(options)}
${module('gatehouse.js')}
${options.needs?.map((each) => module(`${each}.js`))}
</body>
</html>
`;
}

function head(options: PageOptions): Html {
  const title = [options.title, options.school, PRODUCT].filter(Boolean).join(' – ');
  return html`<head>
<meta charset="utf-8">
<title>${options.hasErrors && 'Error: '}${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${THEME}">
<meta name="color-scheme" content="light">
<link rel="icon" href="${assetPath('gatehouse.svg')}" type="image/svg+xml">
<link rel="preload" href="${assetPath('atkinson-latin.woff2')}" as="font" type="font/woff2" crossorigin>
${stylesheet('govuk-frontend.min.css')}
${Boolean(options.needs?.length) && stylesheet('accessible-autocomplete.min.css')}
${stylesheet('gatehouse.css')}
</head>`;
}

const stylesheet = (name: AssetName): Html => html`<link rel="stylesheet" href="${assetPath(name)}">`;
const script = (name: AssetName): Html => html`<script src="${assetPath(name)}"></script>`;
const module = (name: AssetName): Html => html`<script type="module" src="${assetPath(name)}"></script>`;

function masthead({ school, account }: PageOptions): Html {
  return html`<div class="gatehouse-masthead">
<div class="govuk-width-container gatehouse-masthead__row">
<a class="gatehouse-masthead__home" href="/">${MARK}<span class="gatehouse-masthead__names"><span class="gatehouse-masthead__product">${PRODUCT}</span>${school && html` <span class="gatehouse-masthead__school">${school}</span>`}</span></a>
${account && accountLinks(account)}
</div>
</div>`;
}

function accountLinks({ name, href, signOut }: Account): Html {
  const fields = Object.entries(signOut.fields ?? {}).map(
    ([field, value]) => html`<input${attributes({ type: 'hidden', name: field, value })}>`,
  );
  return html`<div class="gatehouse-account">
<a class="gatehouse-account__link" href="${href}"><span class="govuk-visually-hidden">Signed in as </span>${name}</a>
<form class="gatehouse-account__form" method="post" action="${signOut.action}">${fields}<button class="gatehouse-account__link" type="submit">Sign out</button></form>
</div>`;
}

const navigation = ({ navigation: items }: PageOptions): Child =>
  Boolean(items?.length) && serviceNavigation({ navigation: items, classes: 'gatehouse-navigation' });

function before(options: PageOptions): Child {
  if (options.backLink) return html`<nav aria-label="Back">${backLink(options.backLink)}</nav>`;
  return (
    Boolean(options.breadcrumbs?.length) &&
    breadcrumbs({ items: options.breadcrumbs ?? [], collapseOnMobile: true })
  );
}

function footer(options: PageOptions): Html {
  const links = [...(options.footer ?? []), ...FOOTER].map(
    ({ text, href }) => html`<li><a class="gatehouse-footer__link" href="${href}">${text}</a></li>
`,
  );
  return html`<footer class="govuk-template__footer gatehouse-footer">
<div class="govuk-width-container gatehouse-footer__row">
<h2 class="govuk-visually-hidden">Support links</h2>
<ul class="gatehouse-footer__links">
${links}</ul>
<p class="gatehouse-footer__about">${MARK}<span>${PRODUCT} runs ${options.school ? html`the acceptable use policy of ${options.school}` : 'a school’s acceptable use policy'}.</span></p>
</div>
</footer>`;
}
