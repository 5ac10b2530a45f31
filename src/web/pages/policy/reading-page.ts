import { clausesOf, type Pack, type Section } from '../../../policy/index.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { address, pageHeading, schoolPage } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { eachOf } from '../../wording/people.ts';
import { counted } from '../../wording/text.ts';
import type { Reading } from './reading.ts';
import { type Around, aroundOf, rule } from './rule.ts';

/** The whole policy: what it is, its contents, and every clause with what it means. */
export function readingPage(reading: Reading): Html {
  const { school, pack } = reading;
  const around = aroundOf(reading);
  return schoolPage(school, {
    place: 'policy',
    title: pack.name,
    content: html`${pageHeading(pack.name, school.name)}
${notice(reading)}
${facts(reading)}
${links(reading)}
<div class="gatehouse-policy">
${contents(pack)}
<div class="gatehouse-policy__text">
<p class="govuk-body">It binds ${eachOf(pack, pack.covers)}, unless a clause says for whom it is. Clauses must be kept, unless they are marked as softer.</p>
${pack.sections.map((section) => sectionMarkup(section, around))}
</div>
</div>`,
  });
}

/** Says so where this is not the edition in force, or where a day was asked for. */
export function notice({ school, edition, state, on, until }: Reading): Html | undefined {
  const current = html`<a class="govuk-link" href="${address.policy(school.key)}">Read edition ${school.edition.number}, which is in force now</a>.`;
  if (state === 'past') {
    return insetText({
      html: html`<p class="govuk-body">${on && `On ${wordDay(on)} this was in force. `}Edition ${edition.number} was replaced${until && ` on ${wordDay(until)}`}. ${current}</p>`,
    });
  }
  if (state === 'to-come') {
    return insetText({
      html: html`<p class="govuk-body">Edition ${edition.number} comes into force on ${wordDay(edition.effectiveFrom)}. ${current}</p>`,
    });
  }
  return on === undefined
    ? undefined
    : insetText({
        html: html`<p class="govuk-body">On ${wordDay(on)} this edition was in force. It still is.</p>`,
      });
}

const row = (key: string, value: Child) => ({ key: { text: key }, value: { html: html`${value}` } });

function facts({ edition, pack, state }: Reading): Html {
  return summaryList({
    classes: 'gatehouse-facts',
    rows: [
      row(
        'Edition',
        html`${edition.number}, in force ${state === 'in-force' ? 'since' : 'from'} ${wordDay(edition.effectiveFrom)}`,
      ),
      row(
        'Approved',
        edition.boardMinute === undefined
          ? 'No minute of the governing board is noted'
          : `By the governing board, minute ${edition.boardMinute}`,
      ),
      pack.document !== undefined && row('Written after', pack.document),
      row('Fingerprint', html`<code class="gatehouse-hash">${edition.contentHash}</code>`),
    ],
  });
}

const links = ({ school, edition, pack }: Reading): Html => html`<ul class="gatehouse-links">
<li><a class="govuk-link" href="${address.editions(school.key)}">Other editions</a></li>
${clausesOf(pack).some((clause) => clause.plain) && html`<li><a class="govuk-link" href="${address.plain(school.key, edition.number === school.edition.number ? undefined : edition.number)}">The plain version</a></li>`}
<li><a class="govuk-link" href="${address.subjects(school.key)}">What it speaks of, as a list</a></li>
<li>${button({ text: 'Print', type: 'button', classes: 'govuk-button--secondary gatehouse-print', attributes: { 'data-gatehouse-print': 'true', hidden: 'hidden' } })}</li>
</ul>`;

const anchorOf = (section: Section): string => `section.${section.number}`;

/** The list of sections: beside the text where there is room, folded away on a phone. */
const contents = (
  pack: Pack,
): Html => html`<nav class="gatehouse-contents" id="contents." aria-label="Contents of the policy">
<details><summary>Contents: ${counted(pack.sections.length, 'section')}, ${counted(clausesOf(pack).length, 'clause')}</summary>
<ol>${pack.sections.map((section) => html`<li><a href="#${anchorOf(section)}">${section.title}</a></li>`)}</ol>
</details>
</nav>`;

const sectionMarkup = (
  section: Section,
  around: Around,
): Html => html`<section aria-labelledby="${anchorOf(section)}">
<h2 class="govuk-heading-m" id="${anchorOf(section)}"><span class="gatehouse-number">${section.number}</span> ${section.title}</h2>
<ol class="gatehouse-rules">
${section.clauses.map((clause) => rule(clause, around))}</ol>
<p class="gatehouse-up"><a class="govuk-link" href="#contents.">Contents</a></p>
</section>
`;
