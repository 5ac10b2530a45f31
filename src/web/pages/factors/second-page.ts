import type { Asked, FactorsHeld, Tried } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { type Html, html } from '../../html/index.ts';
import { schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import { summaryOf, type Wrong } from './forms.ts';
import { passkeyForm } from './passkey-form.ts';

export interface SecondPageOptions {
  readonly school: School;
  readonly held: FactorsHeld;
  /** Where a code goes, and where a passkey's answer. */
  readonly action: string;
  readonly passkeyAction: string;
  /** None where the person has no passkey. */
  readonly asked: Asked | undefined;
  readonly wrong?: Wrong | undefined;
}

/** Asks for the second factor: a passkey, a code, or a recovery code. */
export function secondPage(options: SecondPageOptions): Html {
  const { school, held, asked, wrong } = options;
  return schoolPage(school, {
    title: 'Show that it is you',
    hasErrors: wrong !== undefined,
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">Show that it is you</h1>
<p class="govuk-body">A password can be guessed or seen. So this account asks for something else that only you have.</p>
${asked && passkeyMarkup(options.passkeyAction, asked)}
${(held.authenticatorSince !== undefined || held.codesLeft > 0) && codeForm(options)}
${lost}`,
  });
}

const passkeyMarkup = (action: string, asked: Asked) => html`<h2 class="govuk-heading-m">With a passkey</h2>
${passkeyForm({ kind: 'use', action, asked, button: 'Use a passkey' })}`;

function codeForm({ action, held, wrong }: SecondPageOptions): Html {
  const hasApp = held.authenticatorSince !== undefined;
  return html`<h2 class="govuk-heading-m">With a code</h2>
<form method="post" action="${action}" novalidate>
${input({
  id: 'code',
  name: 'code',
  label: { text: hasApp ? 'Code from your authenticator app, or a recovery code' : 'Recovery code' },
  hint: {
    text: hasApp
      ? 'Six digits, or four groups of four letters and digits'
      : 'Four groups of four letters and digits',
  },
  classes: 'govuk-input--width-20',
  autocomplete: 'one-time-code',
  spellcheck: false,
  ...(wrong?.at === 'code' && { errorMessage: { text: wrong.text } }),
})}
${button({ text: 'Continue' })}
</form>`;
}

const lost = html`<h2 class="govuk-heading-m">None of these at hand?</h2>
<p class="govuk-body">Go to the school office. They make sure that it is you, and help you to set up anew.</p>`;

/** What to say of a code that did not let somebody in. */
export const wrongCode = (tried: Exclude<Tried, { outcome: 'right' }> | Tried): Wrong =>
  tried.outcome === 'paused'
    ? { at: 'code', text: `That was wrong too often. Try again in ${counted(tried.seconds, 'second')}` }
    : {
        at: 'code',
        text: 'Enter the code that the app shows now, or a recovery code that you have not used',
      };
