import type { PasswordAge, PasswordRefusal } from '../../../accounts/index.ts';
import { passwordInput } from '../../components/password-input.ts';
import { type Html, html } from '../../html/index.ts';
import type { Wrong } from '../factors/forms.ts';

/** The field of a password that is there already. It is never filled in again. */
export const oldPasswordField = (label: string, wrong: Wrong | undefined, id = 'password'): Html =>
  passwordInput({
    id,
    name: id,
    label: { text: label },
    ...(wrong?.at === id && { errorMessage: { text: wrong.text } }),
  });

/** The field of a new password. */
export const newPasswordField = (wrong: Wrong | undefined): Html =>
  passwordInput({
    id: 'new-password',
    name: 'new-password',
    label: { text: 'New password' },
    hint: {
      text: 'Long is what counts: three words that have nothing to do with each other are good. You may paste it from a password manager.',
    },
    autocomplete: 'new-password',
    ...(wrong?.at === 'new-password' && { errorMessage: { text: wrong.text } }),
  });

/** Why a new password was not taken, as an error message. `least` is how many characters it needs. */
export const refusalWords = (refusal: PasswordRefusal | 'unchanged', least: number): Wrong => ({
  at: 'new-password',
  text: {
    'too-short': `Enter a password of ${least} characters or more`,
    'too-long': 'Enter a password of 128 characters or fewer',
    'easily-guessed':
      'Enter a password that is harder to guess: not mostly a common word, a name, the school, or keys in a row',
    unchanged: 'Enter a password that is not the old one',
  }[refusal],
});

/** What speaks against changing at intervals, where the policy asks for it. */
export const ageWarning = (age: PasswordAge | undefined): Html | undefined =>
  age &&
  html`<p class="govuk-body">A password lasts ${age.days} days here.</p><div class="govuk-inset-text">${age.warning}</div>`;

/** How to say that somebody has to wait. */
export const waitWords = (seconds: number): string =>
  `There were too many wrong tries. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
