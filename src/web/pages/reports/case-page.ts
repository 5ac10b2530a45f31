import { wordRole } from '../people/role-choices.ts';
import { button } from '../../components/button.ts';
import { insetText } from '../../components/inset-text.ts';
import { summaryList, type SummaryListRow } from '../../components/summary-list.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { pageHeading, schoolPage } from '../../site.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { capital } from '../../wording/text.ts';
import { measureAddress } from '../measures/addresses.ts';
import { formTo } from '../people/filling.ts';
import { quote } from '../permissions/clauses.ts';
import { nameIn } from '../permissions/names.ts';
import { reportAddress } from './addresses.ts';
import type { Case } from './case.ts';
import type { SignedBy } from './signed-words.ts';
import { timeline, wordFound } from './timeline.ts';
import { clocksOf, routesOf } from './times.ts';
import { factRows, inParagraphs, nameOfReport, queueNames, stateTag, ways } from './words.ts';

/** A way to something that can be done about a report. */
export interface Way {
  readonly noun: string;
  readonly title: string;
}

/** A report as whoever hears it works on it: what was told, what to do now, what was done. */
export function casePage(shown: Case, ways: readonly Way[], banner: Child): Html {
  const { acting, site, report } = shown;
  const { school, viewer } = acting;
  const what = nameOfReport(site, school, report);
  return schoolPage(school, {
    place: 'my',
    viewer,
    title: `${report.reference}: ${what}`,
    trail: [{ text: 'Reports for you to hear', href: reportAddress.queue(school.key) }],
    content: html`${banner}${pageHeading(`${report.reference}: ${what}`, queueNames[shown.kind.queue])}
<p class="govuk-body">${stateTag(shown.pressing)}</p>
${report.state === 'open' && acknowledging(shown)}
<h2 class="govuk-heading-m">What was told</h2>
${insetText({ html: html`${inParagraphs(report.words)}` })}
${summaryList({ rows: toldRows(shown) })}
${toDo(shown)}
${clocksOf(shown)}
${routesOf(shown)}
${clausesPart(shown)}
${foundPart(shown)}
${timeline(shown)}
<h2 class="govuk-heading-m">Do something about it</h2>
<ul class="govuk-list">${ways.map(({ noun, title }) => html`<li><a class="govuk-link" href="${reportAddress.doing(school.key, report.id, noun)}">${title}</a></li>`)}${report.about.length > 0 && deciding(shown)}</ul>`,
  });
}

/** What is decided about whom it is about: who may, each page looks up. */
const deciding = ({ acting: { school }, report }: Case): Html =>
  html`<li><a class="govuk-link" href="${measureAddress.measures(school.key, report.id)}">Decide a measure, or lift one</a></li>
<li><a class="govuk-link" href="${measureAddress.suspension(school.key, report.id)}">Suspend somebody while it is looked into, or end that</a></li>`;

/** The button with which the viewer says that they heard it, while that is still to be said. */
function acknowledging({ hearers, heard, report, acting, entries }: Case): Child {
  const { personId } = acting.viewer;
  const roles = hearers.filter((each) => each.personId === personId).flatMap(({ role }) => role ?? []);
  const did = entries.some((entry) => entry.kind === 'acknowledged' && entry.personId === personId);
  const isLeft = roles.length > 0 ? !roles.every((role) => heard.has(role)) : !did;
  return (
    isLeft &&
    formTo(
      reportAddress.doing(acting.school.key, report.id, 'acknowledgement'),
      button({ text: 'I have heard it', preventDoubleClick: true }),
    )
  );
}

const row = (key: string, value: Child): SummaryListRow => ({
  key: { text: key },
  value: { html: html`${value}` },
});

function toldRows({ report, names, acting: { school }, kind }: Case): SummaryListRow[] {
  const as = wordRole(school.policy.pack, report.toldAs);
  const teller = report.toldBy === undefined ? 'Without a name' : nameIn(names, report.toldBy);
  return [
    row('Who told it', `${teller}, as: ${as}`),
    row('How it came', ways[report.way]),
    ...(report.enteredBy === undefined ? [] : [row('Written down by', nameIn(names, report.enteredBy))]),
    row('Told', wordMoment(report.filedAt)),
    ...(report.cameAt < report.filedAt ? [row('The school knew', wordMoment(report.cameAt))] : []),
    row('Kind', capital(kind.name)),
    ...factRows(school, report.facts),
    ...(report.aboutWords === undefined ? [] : [row('Whom it is about, in their words', report.aboutWords)]),
    row(
      'Whom it is about',
      report.about.length === 0
        ? 'Nobody is entered'
        : html`${report.about.map((id, at) => html`${at > 0 && html`<br>`}${nameIn(names, id)}`)}`,
    ),
    ...(report.assignedTo === undefined
      ? []
      : [row('Who sees it through', nameIn(names, report.assignedTo))]),
    ...(report.isConfidential ? [row('In confidence', 'For others it does not exist')] : []),
  ];
}

/** What to do now, step by step, each to be ticked. */
function toDo({ steps, report, acting: { school }, names }: Case): Child {
  if (steps.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">What to do now</h2>
<ol class="govuk-list govuk-list--number govuk-list--spaced">${steps.map(
    ({ id, text, done }) =>
      html`<li>${text}${
        done
          ? html`<br><span class="govuk-hint">Done by ${done.by === undefined ? 'somebody' : nameIn(names, done.by)}, ${wordMoment(done.at)}</span>`
          : report.state === 'open' &&
            formTo(
              reportAddress.doing(school.key, report.id, 'steps'),
              html`<input type="hidden" name="step" value="${id}"><button type="submit" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" data-module="govuk-button" data-prevent-double-click="true" aria-label="Done: ${text}">Done</button>`,
            )
      }</li>`,
  )}</ol>`;
}

/** The clauses that it stands under, and what those had signed of them whom it is about. */
function clausesPart({ linked, clauses, acting: { school }, signed, names, report }: Case): Child {
  if (linked.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">The clauses</h2>
${linked.map((id) => quote(school, clauses, id))}
${signed.map((each) => signedPart(each, nameIn(names, each.personId), report.cameAt))}`;
}

function signedPart({ hasSignedAnything, clauses }: SignedBy, name: string, at: Date): Html {
  const on = wordMoment(at);
  if (!hasSignedAnything)
    return html`<h3 class="govuk-heading-s">What ${name} had agreed to</h3><p class="govuk-body">${name} had signed nothing on ${on}.</p>`;
  return html`<h3 class="govuk-heading-s">What ${name} had agreed to</h3>
<ul class="govuk-list govuk-list--bullet">${clauses.map(({ clause, signed, isDeclined }) =>
    signed
      ? html`<li>Agreed on ${wordDay(signed.on)} to edition ${signed.edition}, clause ${signed.number}, in these words: “${signed.text}”</li>`
      : html`<li>${isDeclined ? 'Did not agree to' : 'Had not agreed to'} clause <code>${clause}</code> by ${on}.</li>`,
  )}</ul>`;
}

function foundPart({ kind, found, missing, report, acting: { school } }: Case): Child {
  if (kind.findings.length === 0) return undefined;
  const rows = kind.findings
    .filter(({ id }) => found.has(id))
    .map((finding) => row(finding.name, wordFound(finding, String(found.get(finding.id)))));
  return html`<h2 class="govuk-heading-m">What was found</h2>
${rows.length > 0 && summaryList({ rows })}
${missing.length > 0 && html`<p class="govuk-body">Still to be said: ${missing.map(({ id, name }, at) => html`${at > 0 && ', '}<a class="govuk-link" href="${reportAddress.doing(school.key, report.id, 'findings')}#${id}">${name}</a>`)}</p>`}`;
}
