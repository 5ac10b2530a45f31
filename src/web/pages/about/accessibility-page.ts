import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { address } from '../../site.ts';

/** For whom these pages work, how that was tested, and what is known not to be right. */
export const accessibilityPage = (): Html =>
  page({
    title: 'Accessibility statement',
    breadcrumbs: [{ text: 'Schools', href: address.home() }],
    content: html`<h1 class="govuk-heading-l">Accessibility statement</h1>
<p class="govuk-body">We want everybody at a school to be able to use these pages. On any of them you should be able to:</p>
<ul class="govuk-list govuk-list--bullet">
<li>do everything with a keyboard alone</li>
<li>do everything with scripts switched off</li>
<li>zoom to 400%, or use a phone 320 pixels wide, and read without scrolling sideways</li>
<li>listen to them with a screen reader</li>
<li>set your own colours and typeface</li>
<li>print a policy with all of its text</li>
</ul>
<h2 class="govuk-heading-m">How accessible they are</h2>
<p class="govuk-body">We aim at the Web Content Accessibility Guidelines, version 2.2, level AA. We do not claim to meet them in full, because nobody outside has checked.</p>
<h2 class="govuk-heading-m">How they are tested</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Each page is checked by machine with axe-core in Chromium, at widths of 320, 375 and 1,280 pixels. It may have no serious finding.</li>
<li>The parts that pages are made of give the markup of GOV.UK Frontend, and are tested to be the same.</li>
<li>They have not been tested by people who use a screen reader, a magnifier, a switch or voice control every day. They should be.</li>
</ul>
<h2 class="govuk-heading-m">What is known not to be right</h2>
<ul class="govuk-list govuk-list--bullet">
<li>A policy is one long page. Its contents and numbers help, but it takes long to listen to from end to end.</li>
<li>On a wide screen the contents of a policy are always open, while some screen readers still call them collapsed.</li>
<li>Browsers older than 2025 may leave the notes beneath a clause out when they print. The clauses themselves are always printed.</li>
<li>A plain version exists for few clauses, and for none in some schools.</li>
<li>There is no version in other languages, in Easy Read, in British Sign Language or in large print beyond what your browser does.</li>
</ul>
<h2 class="govuk-heading-m">If something does not work for you</h2>
<p class="govuk-body">Tell the school whose policy it is. Say which page it was, and what you use. The school can give you the policy in another form.</p>
<p class="govuk-body">If you are not happy with the answer, the <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a> can help.</p>
<p class="govuk-body">Written in November 2026. See also <a class="govuk-link" href="/about">about Gatehouse</a> and <a class="govuk-link" href="${address.home()}">the schools</a>.</p>`,
  });
