import { type Clause, clausesOf, type LawSource, type Pack, type Section } from '../../../policy/index.ts';
import { type Html, html } from '../../html/index.ts';
import { keepPages } from '../../kept-pages.ts';
import { page } from '../../layout/page.ts';
import { open } from '../../powers.ts';
import { address, type Routes } from '../../site.ts';
import { wordDay } from '../../wording/days.ts';
import { stanceOf } from '../../wording/meaning.ts';
import { whomItBinds } from '../../wording/people.ts';
import { counted } from '../../wording/text.ts';

/** `/law`: what law and guidance settle beneath every school's policy. */
export const lawPages: Routes = (app, site) => {
  const kept = keepPages(1);
  app.get('/law', open, (request, reply) =>
    kept.send(request, reply, 'law', () => lawPage([...site.law.values()])),
  );
};

const lawPage = (packs: readonly Pack[]) =>
  page({
    title: 'The law beneath every policy',
    breadcrumbs: [{ text: 'Schools', href: address.home() }],
    content: html`<h1 class="govuk-heading-l">The law beneath every policy</h1>
<p class="govuk-body">What statute, regulations and guidance settle for every school, whatever its own policy says. Each sentence is in our words and names where it comes from.</p>
<p class="govuk-body">This is not legal advice. Where a school has to rely on a point, look it up at the source, or ask somebody qualified.</p>
${packs.length === 0 ? html`<p class="govuk-body">No law is loaded here.</p>` : packs.map(packMarkup)}`,
  });

const packMarkup = (
  pack: Pack,
): Html => html`<p class="govuk-body">${pack.name}: ${counted(clausesOf(pack).length, 'clause')}.</p>
<nav aria-label="${pack.name}"><ul class="gatehouse-kinds">${pack.sections.map((section) => html`<li><a class="govuk-link" href="#${anchorOf(pack, section)}">${section.title}</a></li>`)}</ul></nav>
${pack.sections.map(
  (section) => html`<section aria-labelledby="${anchorOf(pack, section)}">
<h2 class="govuk-heading-m gatehouse-law__section" id="${anchorOf(pack, section)}">${section.title}</h2>
<ul class="gatehouse-rules">${section.clauses.map((clause) => clauseMarkup(clause, pack))}</ul>
</section>
`,
)}`;

/** A dot keeps it apart from clauses, whose ids have none. */
const anchorOf = (pack: Pack, section: Section): string => `${pack.key}.${section.number}`;

const clauseMarkup = (clause: Clause, pack: Pack): Html => html`<li class="gatehouse-rule" id="${clause.id}">
<a class="gatehouse-rule__number" href="#${clause.id}"><span class="govuk-visually-hidden">Clause </span>${clause.number}</a>
<div><p>${clause.text}</p>
${clause.plain !== undefined && html`<p class="gatehouse-rule__plain"><b>In plain words:</b> ${clause.plain}</p>`}
<p class="gatehouse-rule__for">${clause.verb === 'say' ? '' : `For ${whomItBinds(clause, pack)}: ${stanceOf(clause)}`}</p>
${clause.law && source(clause.law)}</div>
</li>
`;

/** Kinds of source as people call them. */
const kindWords: Readonly<Record<string, string>> = {
  statute: 'Act of Parliament',
  regulation: 'Regulations',
  'statutory-guidance': 'Statutory guidance',
  guidance: 'Guidance',
};

const certaintyWords: Readonly<Record<string, string>> = {
  seen: 'Found in a copy of the source or in accounts of it',
  'to-check': 'From general knowledge, still to be checked',
};

/** Only addresses of the web become links. */
function source({ title, provision, kind, inForce, checked, url, certainty }: LawSource): Html {
  const name = `${title}, ${provision}`;
  return html`<dl>
<dt>Source</dt><dd>${url?.startsWith('https://') ? html`<a href="${url}">${name}</a>` : name}</dd>
<dt>Kind</dt><dd>${kindWords[kind] ?? kind}</dd>
<dt>In force</dt><dd>Since ${wordDay(inForce)}</dd>
<dt>How sure we are</dt><dd>${certaintyWords[certainty ?? ''] ?? 'Not said'}; looked at on ${wordDay(checked)}</dd>
</dl>`;
}
