import { type Agreement, clauseOf, type Pack } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { plainRole } from '../../wording/people.ts';
import { toSign } from './forms-page.ts';

/** One form: its clauses in its own order, as people sign them. */
export function formPage(school: School, form: Agreement): Html {
  const { pack } = school.policy;
  return schoolPage(school, {
    place: 'agreements',
    title: form.title,
    trail: [{ text: 'What people sign', href: address.agreements(school.key) }],
    content: html`${pageHeading(form.title, school.name)}
${facts(school, form, pack)}
${form.intro !== undefined && html`<p class="govuk-body">${form.intro}</p>`}
${form.text !== undefined && insetText({ text: form.text })}
<ol class="gatehouse-form-text">${form.clauses.map((id) => term(school, pack, id))}</ol>
${signatures(form, pack)}
${toSign(school)}
${button({ text: 'Print this form', type: 'button', classes: 'govuk-button--secondary', attributes: { 'data-gatehouse-print': 'true', hidden: 'hidden' } })}`,
  });
}

const row = (key: string, text: string) => ({ key: { text: key }, value: { text } });

function facts({ edition }: School, form: Agreement, pack: Pack): Html {
  return summaryList({
    classes: 'gatehouse-facts',
    rows: [
      row('Who signs', capital(form.signs.map((role) => plainRole(pack, role)).join(', '))),
      form.behalf !== undefined &&
        row('For a child', `A ${plainRole(pack, form.behalf)} signs for the child`),
      row(
        'Who countersigns',
        form.countersigns === undefined ? 'Nobody' : capital(plainRole(pack, form.countersigns)),
      ),
      row('Edition', `${edition.number} of ${pack.name}, in force since ${wordDay(edition.effectiveFrom)}`),
    ],
  });
}

function term(school: School, pack: Pack, id: string): Html | undefined {
  const clause = clauseOf(pack, id);
  return (
    clause &&
    html`<li><p>${clause.text}</p>${clause.plain !== undefined && html`<p class="gatehouse-rule__plain"><b>In plain words:</b> ${clause.plain}</p>`}<p class="gatehouse-form-text__source"><a class="govuk-link" href="${address.clause(school.key, id)}">Clause ${clause.number}</a> of the policy</p></li>
`
  );
}

/** Lines to sign on, on paper only. */
function signatures(form: Agreement, pack: Pack): Html {
  const signers = [
    capital(
      form.behalf === undefined
        ? 'I have read this and will keep it'
        : `For the child: ${plainRole(pack, form.behalf)}`,
    ),
    ...(form.countersigns === undefined ? [] : [capital(plainRole(pack, form.countersigns))]),
  ];
  return html`<div class="gatehouse-signatures" aria-hidden="true">${signers.map((signer) => html`<p>${signer}</p><p><span>Name</span><span>Signature</span><span>Date</span></p>`)}</div>`;
}
