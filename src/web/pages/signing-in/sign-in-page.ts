import type { ProviderSettings } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { schoolPage } from '../../site.ts';
import { factorAddress } from '../factors/addresses.ts';
import { hidden, summaryOf, type Wrong } from '../factors/forms.ts';
import { doorAddress } from './addresses.ts';
import { ageWarning, newPasswordField, oldPasswordField } from './password-field.ts';
import type { PasswordAge } from '../../../accounts/index.ts';

export interface SignInPageOptions {
  readonly school: School;
  readonly next: string;
  /** As typed. */
  readonly userName: string;
  readonly providers: readonly ProviderSettings[];
  readonly wrong?: Wrong | undefined;
  /** Said above the form: what has just been done. */
  readonly note?: string | undefined;
}

/** The way in for everybody who has an account. */
export function signInPage(options: SignInPageOptions): Html {
  const { school, next, wrong, note } = options;
  return schoolPage(school, {
    title: 'Sign in',
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}${note !== undefined && html`<div class="govuk-inset-text">${note}</div>`}
<h1 class="govuk-heading-l">Sign in</h1>
<form method="post" action="${doorAddress.session(school.key)}" novalidate>
${hidden('next', next)}
${userNameField(options.userName, wrong)}
${oldPasswordField('Password', wrong)}
${button({ text: 'Sign in' })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${doorAddress.wayBack(school.key)}">I have forgotten my password</a></p>
${otherWays(options)}
<h2 class="govuk-heading-m">No account yet?</h2>
<p class="govuk-body">Members of the school get a letter with a link that opens one. Pupils sign in on their class’s page. Visitors need none.</p>`,
  });
}

const userNameField = (value: string, wrong: Wrong | undefined): Html =>
  input({
    id: 'user-name',
    name: 'user-name',
    label: { text: 'User name' },
    hint: { text: 'For most people this is their e-mail address' },
    value,
    autocomplete: 'username',
    autocapitalize: 'none',
    spellcheck: false,
    ...(wrong?.at === 'user-name' && { errorMessage: { text: wrong.text } }),
  });

const otherWays = ({ school, next, providers }: SignInPageOptions): Html => {
  const to = (href: string) => `${href}?next=${encodeURIComponent(next)}`;
  return html`<h2 class="govuk-heading-m">Other ways to sign in</h2>
<ul class="govuk-list">
<li><a class="govuk-link" href="${to(factorAddress.passkey(school.key))}">With a passkey</a></li>
${providers.map(({ id, label }) => html`<li><a class="govuk-link" href="${to(factorAddress.with(school.key, id))}">With ${label}</a></li>`)}
</ul>`;
};

export interface NewPasswordPageOptions {
  readonly school: School;
  readonly next: string;
  readonly userName: string;
  /** Why a new one is needed. */
  readonly reason: 'told' | 'too-old';
  readonly age: PasswordAge | undefined;
  readonly wrong?: Wrong | undefined;
}

/** Nothing opens with a password that others may know, or that the policy calls too old, until there is a new one. */
export function newPasswordPage(options: NewPasswordPageOptions): Html {
  const { school, next, userName, reason, age, wrong } = options;
  return schoolPage(school, {
    title: 'Set a new password',
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Set a new password</h1>
<p class="govuk-body">${reason === 'told' ? 'Somebody else may know your password. Set a new one to go on.' : 'The school’s policy asks for a new password now.'}</p>
${reason === 'too-old' && ageWarning(age)}
<form method="post" action="${doorAddress.newPassword(school.key)}" novalidate>
${hidden('next', next)}${hidden('reason', reason)}
${userNameField(userName, wrong)}
${oldPasswordField('Old password', wrong)}
${newPasswordField(wrong)}
${button({ text: 'Set the password and sign in' })}
</form>`,
  });
}
