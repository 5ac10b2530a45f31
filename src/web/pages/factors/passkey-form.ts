import type { Asked } from '../../../accounts/index.ts';
import { assetPath } from '../../assets/catalogue.ts';
import { button } from '../../components/button.ts';
import { attributes, type Child, type Html, html } from '../../html/index.ts';

export interface PasskeyFormOptions {
  /** Makes a new passkey, or uses one. */
  readonly kind: 'add' | 'use';
  readonly action: string;
  readonly asked: Asked;
  readonly button: string;
  /** Fields before the button. */
  readonly fields?: Child;
}

/** A form that asks the browser for a passkey and sends its answer. Nothing else here needs a script. */
export const passkeyForm = (
  options: PasskeyFormOptions,
): Html => html`<form method="post" action="${options.action}"${attributes({
  'data-gatehouse-passkey': options.kind,
  'data-gatehouse-options': JSON.stringify(options.asked.options),
  hidden: true,
})}>
${options.fields}
<input type="hidden" name="response" value="">
${button({ text: options.button })}
<div role="alert" data-gatehouse-trouble hidden><p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> That did not work. Try again, or choose another way.</p></div>
</form>
<p class="govuk-body" data-gatehouse-without-passkeys>Passkeys need scripts and a browser that knows them. Everything else on these pages works without.</p>
<script type="module" src="${assetPath('passkeys.js')}"></script>`;
