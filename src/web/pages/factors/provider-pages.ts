import type { ProviderSettings } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { factorAddress } from './addresses.ts';
import { hidden } from './forms.ts';

/** Says that a provider's answer could not be used. Why is in the log: whoever forged it need not know. */
export const refusedPage = (school: School, { label }: ProviderSettings): Html =>
  schoolPage(school, {
    title: `Signing in with ${label} did not work`,
    content: html`<h1 class="govuk-heading-l">Signing in with ${label} did not work</h1>
<p class="govuk-body">It took too long, was broken off, or the answer could not be trusted.</p>
<p class="govuk-body"><a class="govuk-link" href="${address.signIn(school.key)}">Try again, or sign in with your password</a></p>`,
  });

/** Says that nobody here has linked the account. */
export const unlinkedPage = (school: School, { label }: ProviderSettings): Html =>
  schoolPage(school, {
    title: `This ${label} account is not linked`,
    content: html`<h1 class="govuk-heading-l">This ${label} account is not linked</h1>
<p class="govuk-body">Nobody at this school has linked it. An address of mail alone opens nothing here.</p>
<p class="govuk-body">Sign in once with your password. Then link the account under “Ways to sign in” in your account.</p>
<p class="govuk-body"><a class="govuk-link" href="${address.signIn(school.key)}">Sign in with your password</a></p>`,
  });

/** Asks whether it is the right account, before it can be used to sign in. */
export const linkPage = (school: School, { label }: ProviderSettings, shown: string, slip: string): Html =>
  schoolPage(school, {
    title: `Link this ${label} account?`,
    content: html`<h1 class="govuk-heading-l">Link this ${label} account?</h1>
<p class="govuk-body">${shown === '' ? `The account at ${label}` : html`<b>${shown}</b>`} can then be used to sign in here as you. Link it only if it is your own.</p>
<form method="post" action="${factorAddress.links(school.key)}">
${hidden('slip', slip)}
${button({ text: 'Link it' })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${factorAddress.list(school.key)}">Do not link it</a></p>`,
  });
