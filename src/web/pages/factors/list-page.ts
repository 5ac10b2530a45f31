import type { FactorsHeld, Passkey, ProviderSettings, Viewer } from '../../../accounts/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { counted } from '../../wording/text.ts';
import { factorAddress } from './addresses.ts';
import { hidden, summaryOf, type Wrong } from './forms.ts';

export interface ListPageOptions {
  readonly school: School;
  readonly viewer: Viewer;
  readonly held: FactorsHeld;
  readonly providers: readonly ProviderSettings[];
  /** Whether the policy wants a second factor of this person. */
  readonly isRequired: boolean;
  readonly wrong?: Wrong | undefined;
}

/** What somebody signs in with beside a password, and what they may add. */
export const listPage = (options: ListPageOptions): Html => {
  const { school, viewer, held } = options;
  return schoolPage(school, {
    title: 'Ways to sign in',
    viewer,
    hasErrors: options.wrong !== undefined,
    trail: [{ text: 'Your account', href: address.account(school.key) }],
    content: html`${summaryOf(options.wrong)}<h1 class="govuk-heading-l">Ways to sign in</h1>
<p class="govuk-body">A password alone can be guessed, seen or told. With a second factor nobody comes in who has only that.</p>
${owed(options)}
${appSection(school, held)}
${passkeySection(school, held)}
${codesSection(school, held)}
${linksSection(options)}`,
  });
};

const hasAny = (held: FactorsHeld) => held.authenticatorSince !== undefined || held.passkeys.length > 0;

function owed({ isRequired, held }: ListPageOptions): Child {
  if (!isRequired) return undefined;
  return insetText({
    text: hasAny(held)
      ? 'The policy wants a second factor of you, so the last one stays.'
      : 'The policy wants a second factor of you. Set up an app or a passkey now; then you can go on.',
  });
}

function appSection(school: School, { authenticatorSince }: FactorsHeld): Html {
  const add = (text: string) =>
    html`<p class="govuk-body"><a class="govuk-link" href="${factorAddress.authenticator(school.key)}">${text}</a></p>`;
  return html`<h2 class="govuk-heading-m">Authenticator app</h2>
${
  authenticatorSince === undefined
    ? html`<p class="govuk-body">An app on your phone or computer shows a new code every half minute.</p>${add('Set up an app')}`
    : html`<p class="govuk-body">Set up on ${wordMoment(authenticatorSince)}.</p>${add('Move to another phone or app')}${removal(school, 'authenticator', '', 'Remove the app')}`
}`;
}

function passkeySection(school: School, { passkeys }: FactorsHeld): Html {
  return html`<h2 class="govuk-heading-m">Passkeys</h2>
<p class="govuk-body">A passkey is kept by your phone, computer or security key, and opens with your finger, your face or a PIN. It is enough to sign in with, without a password.</p>
${passkeys.length > 0 && html`<ul class="govuk-list">${passkeys.map((each) => passkeyItem(school, each))}</ul>`}
<p class="govuk-body"><a class="govuk-link" href="${factorAddress.passkeys(school.key)}">Add a passkey</a></p>`;
}

const passkeyItem = (school: School, { name, addedAt, usedAt, credentialId }: Passkey): Html => html`<li>
<p class="govuk-body"><b>${name}</b>, added on ${wordMoment(addedAt)}, ${usedAt ? html`last used on ${wordMoment(usedAt)}` : 'not used yet'}.</p>
${removal(school, 'passkey', credentialId, html`Remove<span class="govuk-visually-hidden"> ${name}</span>`)}
</li>`;

const removal = (
  school: School,
  kind: string,
  id: string,
  text: Child,
): Html => html`<form method="post" action="${factorAddress.removal(school.key)}">
${hidden('kind', kind)}${hidden('id', id)}
${button({ html: html`${text}`, classes: 'govuk-button--secondary' })}
</form>`;

function codesSection(school: School, held: FactorsHeld): Child {
  if (!hasAny(held)) return undefined;
  return html`<h2 class="govuk-heading-m">Recovery codes</h2>
<p class="govuk-body">Each stands in once for a factor that is lost. You have ${counted(held.codesLeft, 'code')} left.</p>
<form method="post" action="${factorAddress.codes(school.key)}">
<p class="govuk-hint">The codes that you have now stop working then.</p>
${button({ text: 'Make ten new codes', classes: 'govuk-button--secondary' })}
</form>`;
}

function linksSection({ school, held, providers }: ListPageOptions): Child {
  if (providers.length === 0 && held.identities.length === 0) return undefined;
  const labelOf = (issuer: string) => providers.find((each) => each.issuer === issuer)?.label ?? issuer;
  return html`<h2 class="govuk-heading-m">Accounts elsewhere</h2>
<p class="govuk-body">An account that you link can be used to sign in here. An address of mail alone opens nothing.</p>
${held.identities.map(
  ({ issuer, subject, linkedAt }) => html`<form method="post" action="${factorAddress.unlinking(school.key)}">
<p class="govuk-body">${labelOf(issuer)}, linked on ${wordMoment(linkedAt)}.</p>
${hidden('issuer', issuer)}${hidden('subject', subject)}
${button({ text: `Unlink ${labelOf(issuer)}`, classes: 'govuk-button--secondary' })}
</form>`,
)}
${providers.map(
  ({ id, label }) =>
    html`<p class="govuk-body"><a class="govuk-link" href="${factorAddress.link(school.key, id)}">Link an account at ${label}</a></p>`,
)}`;
}
