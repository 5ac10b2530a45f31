import type { EditionRow } from '../../../editions/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { select } from '../../components/select.ts';
import { tag } from '../../components/tag.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';

/** Every edition of a policy, the newest first. */
export function editionsPage(school: School, editions: readonly EditionRow[]): Html {
  return schoolPage(school, {
    place: 'keeping',
    title: 'Editions',
    trail: [{ text: 'Keeping the policy', href: address.keeping(school.key) }],
    content: html`${pageHeading('Editions', school.name)}
<p class="govuk-body">An edition is what the governing board approved. Once published it never changes, so that everybody can look up what held on any day.</p>
<ol class="gatehouse-editions" reversed>${editions.map((edition, index) => item(school, edition, editions[index - 1]))}</ol>
${editions.length > 1 ? chooser(school, editions) : html`<p class="govuk-body">There is one edition, so there is nothing to compare yet.</p>`}`,
  });
}

const item = (
  school: School,
  edition: EditionRow,
  next: EditionRow | undefined,
): Html => html`<li class="gatehouse-edition">
<h2 class="govuk-heading-m">Edition ${edition.number} ${state(school, edition)}</h2>
<p class="govuk-body">${inForce(school, edition, next)} ${edition.boardMinute === undefined ? 'No minute of the governing board is noted.' : `The governing board approved it by minute ${edition.boardMinute}.`} ${changeWords[edition.change]}</p>
<ul class="gatehouse-links">
<li><a class="govuk-link" href="${address.policy(school.key, edition.number)}">Read edition ${edition.number}</a></li>
${edition.number > 1 && html`<li><a class="govuk-link" href="${address.changes(school.key, edition.number - 1, edition.number)}">What changed since edition ${edition.number - 1}</a></li>`}
</ul>
</li>
`;

const changeWords = {
  first: 'It is the first.',
  minor: 'Only wording changed, so nobody has to sign again.',
  material: 'What it means changed, so people have to sign again.',
} as const;

function state(school: School, edition: EditionRow): Html | undefined {
  if (edition.number === school.edition.number) return tag({ text: 'In force', classes: 'govuk-tag--green' });
  return edition.number > school.edition.number ? tag({ text: 'To come' }) : undefined;
}

/** From when it held, and until when where another has taken its place. */
function inForce(school: School, edition: EditionRow, next: EditionRow | undefined): string {
  const from = wordDay(edition.effectiveFrom);
  if (edition.number > school.edition.number) return `In force from ${from}.`;
  if (edition.number === school.edition.number || !next) return `In force since ${from}.`;
  return `In force from ${from}, replaced on ${wordDay(next.effectiveFrom)}.`;
}

function chooser(school: School, editions: readonly EditionRow[]): Html {
  const items = editions.map(({ number }) => ({ value: String(number), text: `Edition ${number}` }));
  const [newest, previous] = editions;
  return html`<h2 class="govuk-heading-m">Compare any two</h2>
<form class="gatehouse-chooser" method="get" action="${address.changes(school.key)}">
${select({ id: 'from', name: 'from', label: { text: 'From' }, items, value: String(previous?.number) })}
${select({ id: 'to', name: 'to', label: { text: 'To' }, items, value: String(newest?.number) })}
${button({ text: 'Compare' })}
</form>`;
}
