import { type Asked, groups, type Viewer } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { input } from '../../components/input.ts';
import { qrPicture } from '../../components/qr-picture.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { factorAddress } from './addresses.ts';
import { hidden, summaryOf, type Wrong } from './forms.ts';
import { passkeyForm } from './passkey-form.ts';

interface Where {
  readonly school: School;
  readonly viewer: Viewer;
  readonly wrong?: Wrong | undefined;
}

const around = ({ school, viewer, wrong }: Where, title: string, content: Html): Html =>
  schoolPage(school, {
    title,
    viewer,
    hasErrors: wrong !== undefined,
    trail: [
      { text: 'Your account', href: address.account(school.key) },
      { text: 'Ways to sign in', href: factorAddress.list(school.key) },
    ],
    content: html`${summaryOf(wrong)}<h1 class="govuk-heading-l">${title}</h1>
${content}`,
  });

/** Shows a new key as a picture and as text, and asks for a code of it. */
export const authenticatorPage = (
  where: Where,
  fresh: { readonly key: string; readonly address: string; readonly slip: string },
): Html =>
  around(
    where,
    'Set up an authenticator app',
    html`<ol class="govuk-list govuk-list--number">
<li>Open an authenticator app on your phone, or get one. Any will do.</li>
<li>Scan this picture with it. Nobody else should see it.</li>
<li>Type the code that the app then shows.</li>
</ol>
${qrPicture(fresh.address, 'QR code with the key for your app; the same key stands below as text')}
<p class="govuk-body">Or type this key into the app:</p>
<p class="govuk-body"><code translate="no">${groups(fresh.key).join(' ')}</code></p>
<form method="post" action="${factorAddress.authenticator(where.school.key)}" novalidate>
${hidden('slip', fresh.slip)}
${input({
  id: 'code',
  name: 'code',
  label: { text: 'Code that the app shows' },
  hint: { text: 'Six digits' },
  classes: 'govuk-input--width-10',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  spellcheck: false,
  ...(where.wrong && { errorMessage: { text: where.wrong.text } }),
})}
${button({ text: 'Set up this app' })}
</form>`,
  );

/** Asks the browser for a new passkey. */
export const newPasskeyPage = (where: Where, asked: Asked, name: string): Html =>
  around(
    where,
    'Add a passkey',
    html`<p class="govuk-body">Your device asks for your finger, your face or its PIN. Nothing of that reaches the school.</p>
${passkeyForm({
  kind: 'add',
  action: factorAddress.passkeys(where.school.key),
  asked,
  button: 'Add a passkey',
  fields: input({
    id: 'name',
    name: 'name',
    value: name,
    label: { text: 'What to call it' },
    hint: { text: 'The device it is on, so that you know it again in your list' },
    classes: 'govuk-input--width-20',
    autocomplete: 'off',
  }),
})}`,
  );

/** Shows a set of recovery codes, this once. */
export const codesPage = (where: Where, codes: readonly string[]): Html =>
  around(
    where,
    'Your recovery codes',
    html`${warningText({ text: 'They are shown this once. Print or copy them now, and keep them apart from your phone.', iconFallbackText: 'Warning' })}
<p class="govuk-body">Each stands in once for your app or passkey, should you lose it. Whoever has one and your password can sign in as you.</p>
<ul class="govuk-list">${codes.map((code) => html`<li><code translate="no">${code}</code></li>`)}</ul>
${button({ text: 'I have them', href: factorAddress.list(where.school.key) })}`,
  );
