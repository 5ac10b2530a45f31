import type { AccountRow } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { summaryOf, type Wrong } from '../factors/forms.ts';
import { doorAddress } from './addresses.ts';
import { newPasswordField } from './password-field.ts';

/** Asks whom the letter is for. */
export const askPage = (school: School, wrong?: Wrong): Html =>
  schoolPage(school, {
    title: 'Set a new password',
    hasErrors: wrong !== undefined,
    backLink: { href: address.signIn(school.key), text: 'Back to signing in' },
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Set a new password</h1>
<p class="govuk-body">We send a letter with a link to the e-mail address that the school has of you. The link works once, for an hour.</p>
<form method="post" action="${doorAddress.wayBack(school.key)}" novalidate>
${input({
  id: 'user-name',
  name: 'user-name',
  label: { text: 'User name or e-mail address' },
  autocomplete: 'username',
  autocapitalize: 'none',
  spellcheck: false,
  ...(wrong && { errorMessage: { text: wrong.text } }),
})}
${button({ text: 'Send the letter' })}
</form>
<p class="govuk-body">If the school has no e-mail address of you, go to the school office.</p>`,
  });

/** The same whoever was named. */
export const sentPage = (school: School): Html =>
  schoolPage(school, {
    title: 'Look at your e-mail',
    backLink: { href: address.signIn(school.key), text: 'Back to signing in' },
    content: html`<h1 class="govuk-heading-l">Look at your e-mail</h1>
<p class="govuk-body">If there is an account of that name, a letter with a link is on its way to it. The link works once, for an hour.</p>
<p class="govuk-body">No letter after some minutes? Look where your mail keeps what it takes for junk, check the name, or go to the school office.</p>`,
  });

/** Where the link leads. Looking changes nothing. */
export const setPage = (
  school: School,
  token: string,
  { userName }: Pick<AccountRow, 'userName'>,
  wrong?: Wrong,
): Html =>
  schoolPage(school, {
    title: 'Set a new password',
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Set a new password</h1>
<p class="govuk-body">You are signed out everywhere when it is set.</p>
<form method="post" action="${doorAddress.wayBack(school.key, token)}" novalidate>
${input({ id: 'user-name', name: 'user-name', label: { text: 'Your user name' }, value: userName, autocomplete: 'username', attributes: { readonly: true } })}
${newPasswordField(wrong)}
${button({ text: 'Set the password' })}
</form>`,
  });
