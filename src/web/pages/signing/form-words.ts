import type { FormText, ShownClause } from '../../../agreements/index.ts';
import { diff } from '../../components/diff.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Html, html } from '../../html/index.ts';

/** The words of a form, just as their hash has them: all, the plain ones, or what changed before and after. */
export function formWords(text: FormText): Html {
  return html`${text.intro !== undefined && html`<p class="govuk-body">${text.intro}</p>`}
${text.text !== undefined && insetText({ text: text.text })}
${text.wording === 'changes' ? changes(text) : html`<ol class="gatehouse-form-text">${text.clauses.map(clause)}</ol>`}`;
}

const clause = ({ number, text, plain }: ShownClause): Html =>
  plain === undefined
    ? html`<li><p>${text}</p><p class="gatehouse-form-text__source">Clause ${number} of the policy</p></li>
`
    : html`<li><p>${plain}</p><p class="gatehouse-form-text__source">Clause ${number} of the policy says: ${text}</p></li>
`;

const said = { added: 'New', changed: 'Changed', removed: 'No longer asked' } as const;

const changes = (text: FormText): Html =>
  html`${text.clauses.map(
    ({ number, text: now, was, change }) => html`<section class="gatehouse-change">
<h2 class="govuk-heading-s">${said[change ?? 'changed']}: clause ${number}</h2>
${diff({
  before: was ?? '',
  after: now,
  beforeLabel: text.since === undefined ? 'Before' : `Edition ${text.since}, which you signed`,
  afterLabel: `Edition ${text.edition}, now`,
})}
</section>
`,
  )}`;
