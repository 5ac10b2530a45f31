import type { SignatureEvidence } from '../../../agreements/index.ts';
import { button } from '../../components/button.ts';
import { details } from '../../components/details.ts';
import { panel } from '../../components/panel.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { mayUse } from '../../powers.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import type { Acting } from '../people/acting.ts';
import { wordRole } from '../people/role-choices.ts';
import { formWords } from './form-words.ts';

/** What was signed, by whom and when, with what to keep of it. */
export function receiptPage({ school, viewer }: Acting, evidence: SignatureEvidence, isNew: boolean): Html {
  const { words, signature } = evidence;
  const here = address.signature(school.key, signature.id);
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: isNew ? 'Thank you, it is signed' : words.title,
    trail: [{ text: 'Your page', href: address.my(school.key) }],
    content: html`${isNew ? panel({ titleText: 'Thank you, it is signed', text: words.title }) : pageHeading(words.title, school.name)}
${facts(school, evidence)}
<div class="govuk-button-group">${button({ text: 'Receipt to keep (PDF)', href: `${here}/receipt.pdf` })}<a class="govuk-link" href="${here}/evidence.json">Evidence for a computer (JSON)</a>${scan(school.key, viewer, evidence)}</div>
${isNew && html`<p class="govuk-body"><a class="govuk-link" href="${address.my(school.key)}">Back to your page</a></p>`}
${details({ summaryText: 'The words that were signed', html: html`${formWords(words)}` })}`,
  });
}

/** The paper itself, for the office. */
const scan = (key: string, viewer: Acting['viewer'], { signature }: SignatureEvidence): Child =>
  signature.way === 'paper' &&
  mayUse('agreements.chase', viewer.roles) &&
  html`<a class="govuk-link" href="${address.paperForm(key)}/${signature.id}">Scan of the paper</a>`;

const row = (key: string, text: string) => ({ key: { text: key }, value: { text } });

function facts(
  school: Acting['school'],
  { signature, countersignature, edition, isSuperseded, words, ledger }: SignatureEvidence,
): Html {
  const { pack } = school.policy;
  return summaryList({
    classes: 'gatehouse-facts',
    rows: [
      row('Signed by', signature.fullName),
      signature.childName !== undefined &&
        row('For', `${signature.childName}${signature.childTicked ? ', who ticked as well' : ''}`),
      row('Date', wordDay(signature.signedOn)),
      signature.witness !== undefined && row('On paper, witnessed by', signature.witness),
      words.countersigns !== undefined &&
        row(
          `${wordRole(pack, words.countersigns)} countersigns`,
          countersignature
            ? `${countersignature.fullName}, on ${wordDay(countersignature.signedOn)}`
            : 'Not yet',
        ),
      row('Edition', `${edition.number}${isSuperseded ? '. The words have changed since' : ''}`),
      signature.declined.length > 0 &&
        row(
          'Not agreed to',
          words.clauses
            .filter(({ id }) => signature.declined.includes(id))
            .map(({ number }) => `clause ${number}`)
            .join(', '),
        ),
      row('Kept', `${wordMoment(new Date(signature.signedAt))}, place ${ledger.seq} in the school’s ledger`),
    ],
  });
}
