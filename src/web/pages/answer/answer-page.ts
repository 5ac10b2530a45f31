import {
  asMine,
  type Clause,
  decide,
  explainClause,
  explainVerdict,
  followingClauses,
  nameOf,
  partyName,
  presumptions,
  roleName,
  type Verdict,
  wordDuration,
  wordFact,
  whyLost,
} from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { button } from '../../components/button.ts';
import { clauseCard } from '../../components/clause-card.ts';
import { details } from '../../components/details.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList } from '../../components/summary-list.ts';
import { verdictPanel } from '../../components/verdict-panel.ts';
import { warningText } from '../../components/warning-text.ts';
import { type Html, html } from '../../html/index.ts';
import { address, schoolPage } from '../../site.ts';
import { wordMoment } from '../../wording/days.ts';
import { type Asked, writeAsked } from '../asking/fields.ts';
import { askButton } from '../permissions/ask-button.ts';
import { tellButton } from '../telling/tell-button.ts';
import type { Given } from './answer.ts';

/** An answer: the verdict, the sentence that decides, why, who must be asked, what follows, what pulls the other way. */
export function answerPage(school: School, given: Given): Html {
  const { verdict, question, policy } = given;
  const told = explainVerdict(verdict, question, policy);
  const subject = nameOf(policy.vocabulary, question.act ?? question.event ?? '');
  const asked = question.act === undefined ? `It happened: ${subject}` : `May I ${asMine(subject)}?`;
  return schoolPage(school, {
    place: 'ask',
    title: `${told.headline}: ${asked}`,
    trail: [{ text: 'May I…?', href: address.questions(school.key) }],
    content: html`<h1 class="govuk-heading-l">${asked}</h1>
${given.isOutdated && warningText({ text: `You were told: ${given.kept.verdict.verdict}. The law beneath the policy has changed since; the answer below is today’s.`, iconFallbackText: 'Warning' })}
${verdictPanel({ kind: verdict.verdict, word: told.headline, heading: told.summary, ...(next(given) && { footer: next(given) }) })}
${askButton(school, given)}${tellButton(school, given)}
${contested(given)}
${told.steps.length > 0 && html`<h2 class="govuk-heading-m">What to do</h2><ol class="govuk-list govuk-list--number">${told.steps.map((step) => html`<li>${step}</li>`)}</ol>`}
${clauses('The sentence that decides', 'The sentences that decide', verdict.verdict === 'depends' ? [] : verdict.deciding, given, school)}
${clauses('What also holds when you do it', 'What also holds when you do it', following(given), given, school)}
${pulling(given, school)}
${clauses('What else to keep in mind', 'What else to keep in mind', verdict.advice, given, school)}
${presumed(school, given)}
${openFacts(given)}
${everythingElse(school, given)}
${whatWasAsked(school, given)}
${kept(school, given)}`,
  });
}

/** Who must be asked or told, with the name the school gives them and the time it may take. */
function next({ verdict, policy }: Given): Html | undefined {
  if (verdict.routes.length === 0 && verdict.dependsOn.length === 0) return undefined;
  if (verdict.verdict === 'depends') {
    return html`<p class="govuk-body">It depends on:</p><ul class="govuk-list govuk-list--bullet">${verdict.dependsOn.map((fact) => html`<li>${fact === 'thing' ? 'what it is about' : (policy.vocabulary.facts.find(fact)?.ask ?? fact)}</li>`)}</ul>`;
  }
  const only = verdict.routes.length === 1 ? verdict.routes[0] : undefined;
  if (only && !only.clause.written && !only.clause.confidential) return undefined;
  const verb = verdict.verdict === 'report' ? 'Tell' : 'Ask';
  const rows = verdict.routes.map((route) => {
    const people =
      route.roles.length === 0
        ? 'somebody whom the policy does not name'
        : route.roles.length === 1
          ? roleName(policy.pack, route.roles[0] as string)
          : `${route.mode === 'any' ? 'one of' : 'each of'}: ${route.roles.map((role) => roleName(policy.pack, role)).join(', ')}`;
    return html`<li>${verb} ${people}${route.clause.within && `, ${wordDuration(route.clause.within)}`}${route.clause.written && ', in writing'}${route.clause.confidential && ' (treated in confidence)'}</li>`;
  });
  return html`<ul class="govuk-list govuk-list--bullet">${rows}</ul>`;
}

/** Duties that come with doing it; with an answer that lets it, or might. */
const following = ({ verdict, policy, question }: Given): readonly Clause[] =>
  verdict.verdict === 'no' || verdict.verdict === 'silent' || verdict.verdict === 'depends'
    ? []
    : followingClauses(policy, question, verdict.deciding);

function contested({ verdict, policy }: Given): Html | undefined {
  if (!verdict.contested) return undefined;
  const doubts = verdict.deciding.flatMap((clause) => clause.doubt ?? []);
  const who =
    verdict.rules && verdict.rules.roles.length > 0
      ? `${partyName(policy.pack, verdict.rules)} may settle it.`
      : 'The policy does not say who may settle it.';
  const why = doubts.length > 0 ? doubts.join(' ') : 'Two sentences of the policy pull opposite ways.';
  return warningText({
    text: `The policy is not clear here. ${why} ${who.charAt(0).toUpperCase()}${who.slice(1)}`,
    iconFallbackText: 'Warning',
  });
}

function clauses(
  one: string,
  many: string,
  list: readonly Clause[],
  given: Given,
  school: School,
): Html | undefined {
  if (list.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">${list.length === 1 ? one : many}</h2>${list.map((clause) => card(clause, given, school))}`;
}

function card(clause: Clause, { policy, kept: answer }: Given, school: School): Html {
  const isLaw = clause.id.includes(':');
  const own = clause.id.split(':').at(-1) as string;
  return clauseCard({
    id: `clause-${own}`,
    headingLevel: 3,
    number: clause.number,
    edition:
      isLaw && clause.law
        ? `The law: ${clause.law.title}${clause.law.provision ? `, ${clause.law.provision}` : ''}`
        : `${policy.pack.name}, edition ${answer.edition}`,
    section: clause.section,
    text: clause.text,
    ...(clause.plain !== undefined && { plain: clause.plain }),
    strength: clause.strength,
    does: { text: explainClause(clause, policy.pack) },
    href: isLaw ? address.law(own) : address.clause(school.key, own, answer.edition),
  });
}

function pulling(given: Given, school: School): Html | undefined {
  const { verdict, policy } = given;
  if (verdict.against.length === 0 && verdict.lifts.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">What pulls the other way</h2>
<ul class="gatehouse-against">${verdict.against.map(
    (other) =>
      html`<li><p class="govuk-body"><a class="govuk-link" href="${other.clause.id.includes(':') ? address.law(other.clause.id.split(':').at(-1)) : address.clause(school.key, other.clause.id, given.kept.edition)}">Clause ${other.clause.number}</a>: ${other.clause.text}</p><p class="govuk-body-s">${whyLost[other.why]}</p></li>`,
  )}${verdict.lifts.map((clause) => html`<li><p class="govuk-body"><a class="govuk-link" href="${address.clause(school.key, clause.id, given.kept.edition)}">Clause ${clause.number}</a>: ${clause.text}</p><p class="govuk-body-s">${clause.from ? `An exemption by ${partyName(policy.pack, clause.from)} would lift the ban for you.` : 'An exemption would lift the ban for you.'}</p></li>`)}</ul>`;
}

/** What was taken for granted, each with the way to say otherwise. */
function presumed(school: School, { verdict, policy, question }: Given): Html | undefined {
  if (verdict.presumed.length === 0) return undefined;
  const items = presumptions(verdict, policy).map(([name, value]) => {
    const said = wordFact(policy.vocabulary, name, value);
    if (typeof value !== 'boolean') return html`<li>${said}</li>`;
    const otherwise = address.question(
      school.key,
      writeAsked(askedWith(question, { [name]: String(!value) })),
    );
    return html`<li>${said} (<a class="govuk-link" href="${otherwise}">that is not so</a>)</li>`;
  });
  return insetText({
    html: html`<p class="govuk-body">This was taken for granted:</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  });
}

function askedWith(question: Given['question'], facts: Readonly<Record<string, string>>): Asked {
  return { raw: { ...question, facts: { ...question.facts, ...facts } }, skipped: [] };
}

function openFacts({ verdict, policy }: Given): Html | undefined {
  if (verdict.openFacts.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">What could still change this</h2>
<ul class="govuk-list govuk-list--bullet">${verdict.openFacts.map((fact) => html`<li>${fact === 'thing' ? 'What is it about?' : (policy.vocabulary.facts.find(fact)?.ask ?? fact)}</li>`)}</ul>`;
}

/** Whatever else the policy says of the act, folded away. */
function everythingElse(school: School, given: Given): Html | undefined {
  const { verdict, policy, question } = given;
  const shown = new Set(
    [...verdict.deciding, ...verdict.advice, ...verdict.against.map((other) => other.clause)].map(
      (clause) => clause.id,
    ),
  );
  const related = relatedTo(policy, question).filter((clause) => !shown.has(clause.id));
  if (related.length === 0) return undefined;
  const items = related.map(
    (clause) =>
      html`<li><a class="govuk-link" href="${clause.id.includes(':') ? address.law(clause.id.split(':').at(-1)) : address.clause(school.key, clause.id, given.kept.edition)}">${clause.id.includes(':') ? 'The law' : `Clause ${clause.number}`}</a>: ${clause.text}</li>`,
  );
  return details({
    summaryText: `What else the policy says about this (${related.length})`,
    html: html`<ul class="govuk-list govuk-list--spaced">${items}</ul>`,
  });
}

const relatedTo = (policy: Given['policy'], question: Given['question']): Verdict['related'] =>
  decide(policy, { ...question, mode: 'about' }).related;

function whatWasAsked(school: School, { question, policy }: Given): Html {
  const { vocabulary, pack } = policy;
  const rows = [
    {
      key: { text: 'Who asked' },
      value: {
        text: capital(
          question.as
            .map((role) => pack.roles.get(role)?.name ?? vocabulary.roles.find(role)?.name ?? role)
            .join(', '),
        ),
      },
    },
    ...(question.thing === undefined
      ? []
      : [
          {
            key: { text: 'What it is about' },
            value: { text: vocabulary.things.find(question.thing)?.name ?? question.thing },
          },
        ]),
    ...Object.entries(question.facts).map(([name, value]) => ({
      key: { text: vocabulary.facts.find(name)?.ask ?? name },
      value: { text: capital(wordFact(vocabulary, name, value).split(': ').slice(1).join(': ')) },
    })),
  ];
  const again = address.question(school.key, writeAsked(askedWith({ ...question, as: [] }, {})));
  return html`<h2 class="govuk-heading-m">What was asked</h2>${summaryList({ rows })}
<p class="govuk-body"><a class="govuk-link" href="${again}">Ask this for somebody else</a> or <a class="govuk-link" href="${address.questions(school.key)}">ask something else</a>.</p>`;
}

function kept(school: School, { kept: answer, isCurrentEdition, policy }: Given): Html {
  return html`<div class="gatehouse-kept">
<h2 class="govuk-heading-s">You can rely on this</h2>
<p class="govuk-body">This answer was given on ${wordMoment(answer.askedAt)} under <a class="govuk-link" href="${address.policy(school.key, answer.edition)}">edition ${answer.edition} of ${policy.pack.name}</a>${isCurrentEdition ? '' : ', which is no longer in force'}. It is kept under the number <code>${answer.id}</code>; the address of this page stays.</p>
${button({ text: 'Print this answer', type: 'button', classes: 'govuk-button--secondary', attributes: { 'data-gatehouse-print': 'true', hidden: 'hidden' } })}
</div>`;
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
