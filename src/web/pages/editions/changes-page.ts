import type { Edition } from '../../../editions/index.ts';
import { type Changed, type Clause, compareEditions, type EditionComparison } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { diff } from '../../components/diff.ts';
import { insetText } from '../../components/inset-text.ts';
import { quotedClause } from '../../components/quoted-clause.ts';
import { type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { counted } from '../../wording/text.ts';
import { changedMeaning, type MeaningChange } from './changed-meaning.ts';

/** Two editions of a policy. */
export interface Compared {
  readonly school: School;
  readonly before: Edition;
  readonly after: Edition;
  /** Whether an edition from one to the other changed what the policy means. */
  readonly signAgain: boolean;
}

/** What changed from one edition to another, clause by clause. */
export function changesPage(compared: Compared): Html {
  const { school, before, after } = compared;
  const changes = compareEditions(before.pack, after.pack);
  const title = `What changed from edition ${before.number} to ${after.number}`;
  return schoolPage(school, {
    place: 'keeping',
    title,
    trail: [
      { text: 'Keeping the policy', href: address.keeping(school.key) },
      { text: 'Editions', href: address.editions(school.key) },
    ],
    content: html`${pageHeading(title, school.name)}
${summary(compared, changes)}
${group(
  'Changed',
  changes.changed.length,
  changes.changed.map((pair) => changedClause(compared, pair)),
)}
${group(
  'Added',
  changes.added.length,
  changes.added.map((clause) => whole(compared, clause, after)),
)}
${group(
  'Removed',
  changes.removed.length,
  changes.removed.map((clause) => whole(compared, clause, before)),
)}`,
  });
}

function summary(
  { school, before, after, signAgain }: Compared,
  { added, removed, changed, unchanged }: EditionComparison,
): Html {
  const otherwise = changed.filter((pair) => pair.meansOtherwise).length;
  const forms = before.pack.agreements.length + after.pack.agreements.length;
  const signing =
    forms === 0
      ? 'This policy has no form to sign.'
      : signAgain
        ? 'People who signed before have to sign again.'
        : 'Nobody has to sign again: only wording changed.';
  const nothing = added.length + removed.length + changed.length === 0;
  return html`<p class="govuk-body-l">${nothing ? 'No clause changed; values, forms or rulings did.' : `${counted(changed.length, 'clause')} changed, of which ${otherwise} now ${otherwise === 1 ? 'means' : 'mean'} something else. ${added.length} added, ${removed.length} removed, ${unchanged} as before.`}</p>
${insetText({ text: signing })}
<ul class="gatehouse-links"><li><a class="govuk-link" href="${address.policy(school.key, before.number)}">Read edition ${before.number}</a></li><li><a class="govuk-link" href="${address.policy(school.key, after.number)}">Read edition ${after.number}</a></li></ul>`;
}

const group = (name: string, count: number, items: readonly Html[]): Html | undefined =>
  count === 0
    ? undefined
    : html`<h2 class="govuk-heading-m">${name} <span class="gatehouse-count">${count}</span></h2>
${items}`;

const whole = ({ school }: Compared, clause: Clause, edition: Edition): Html =>
  quotedClause({
    number: clause.number,
    href: address.clause(school.key, clause.id, edition.number),
    text: clause.text,
    note: clause.section,
  });

function changedClause({ school, before, after }: Compared, pair: Changed): Html {
  const { before: was, after: is } = pair;
  const labels = {
    beforeLabel: `Edition ${before.number}`,
    afterLabel: `Edition ${after.number}`,
    headingLevel: 4,
  };
  const meaning = pair.meansOtherwise ? changedMeaning(was, before.pack, is, after.pack) : [];
  return html`<article class="gatehouse-change" aria-labelledby="change.${is.id}">
<h3 class="govuk-heading-s" id="change.${is.id}"><a class="govuk-link" href="${address.clause(school.key, is.id, after.number)}">Clause ${is.number}</a>${was.number !== is.number && html`, which was ${was.number}`} <span class="gatehouse-quote__note">${is.section}</span></h3>
${was.text === is.text ? html`<p class="gatehouse-quote__text">${is.text}</p>` : diff({ before: was.text, after: is.text, ...labels })}
${was.plain !== is.plain && html`<p class="govuk-body">In plain words:</p>${diff({ before: was.plain ?? '', after: is.plain ?? '', ...labels })}`}
${meaning.length > 0 && html`<p class="govuk-body">What it means has changed:</p><dl class="gatehouse-meaning">${meaning.map(meaningChange)}</dl>`}
</article>
`;
}

const meaningChange = ({ name, was, is }: MeaningChange): Html => html`<dt>${name}</dt>
<dd><span class="gatehouse-meaning__when">Was</span> ${was ?? html`<em>nothing</em>`}</dd>
<dd><span class="gatehouse-meaning__when">Now</span> ${is ?? html`<em>nothing</em>`}</dd>
`;
