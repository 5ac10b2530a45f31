import { clockOn } from '../../../deadlines/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { listed, roleName } from '../../../policy/index.ts';
import { REMINDED, type ReportEntry } from '../../../reports/index.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { wordDay, wordMoment } from '../../wording/days.ts';
import { nameIn } from '../permissions/names.ts';
import { wordClause } from '../permissions/clauses.ts';
import { reportAddress } from './addresses.ts';
import { type Case, idsIn } from './case.ts';
import { inParagraphs } from './words.ts';

/** Everything that was done about a report, the earliest first. */
export const timeline = (shown: Case): Html =>
  html`<h2 class="govuk-heading-m">What happened since</h2>
<ol class="govuk-list govuk-list--spaced">${shown.entries.map((entry) => html`<li><p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${sentenceOf(shown, entry)}</strong>, ${wordMoment(entry.at)}</p>${entry.kind !== 'told' && entry.words !== undefined && inParagraphs(entry.words)}${foundRows(shown, entry)}${filesOf(shown, entry)}</li>`)}</ol>`;

function filesOf({ acting: { school }, report }: Case, { files }: ReportEntry): Child {
  return (
    files.length > 0 &&
    html`<ul class="govuk-list">${files.map(({ id, name, size, hash }) => html`<li><a class="govuk-link" href="${reportAddress.file(school.key, report.id, id)}">${name}</a>, ${Math.ceil(size / 1024).toLocaleString('en-GB')} KB<br><span class="govuk-body-s govuk-!-text-break-word">SHA-256 ${hash}</span></li>`)}</ul>`
  );
}

function foundRows({ kind }: Case, { kind: what, details }: ReportEntry): Child {
  if (what !== 'found') return undefined;
  return html`<ul class="govuk-list govuk-list--bullet">${Object.entries(details).map(([id, value]) => {
    const finding = kind.findings.find((each) => each.id === id);
    return html`<li>${finding?.name ?? id}: ${wordFound(finding, String(value))}</li>`;
  })}</ul>`;
}

/** A finding as people read it. */
export function wordFound(finding: Case['kind']['findings'][number] | undefined, value: string): string {
  switch (finding?.type) {
    case 'choice':
      return finding.choices.find(({ id }) => id === value)?.name ?? value;
    case 'yes-no':
      return value === 'yes' ? 'Yes' : 'No';
    case 'date':
      return wordDay(value);
    case 'moment':
      return wordMoment(new Date(value));
    default:
      return value;
  }
}

const people = ({ names }: Case, { details }: ReportEntry): string =>
  listed(idsIn(details).map((id) => nameIn(names, id)));

/** One line, in a sentence without its end. */
function sentenceOf(shown: Case, entry: ReportEntry): string {
  const { names, acting, clauses } = shown;
  const { kind, personId, details } = entry;
  const who = personId === undefined ? 'The teller' : nameIn(names, personId);
  const said = (name: string) => String(details[name] ?? '');
  switch (kind) {
    case 'told':
      return 'It was told';
    case 'acknowledged': {
      const roles = said('roles').split(' ').filter(Boolean);
      const as = listed(roles.map((role) => roleName(acting.school.policy.pack, role)));
      return `${who} heard it${as === '' ? '' : ` for ${as}`}`;
    }
    case 'assigned':
      return `${who} gave it to ${people(shown, entry)}`;
    case 'let-in':
      return `${who} let ${people(shown, entry)} hear it`;
    case 'escalated':
      return `Nobody heard it in time${said('route') === '' ? '' : ` under ${wordClause(clauses, said('route'))}`}, so it went up to ${people(shown, entry)}`;
    case 'about':
      return `${who} noted that it is about ${people(shown, entry)}`;
    case 'noted':
      return `${who} noted`;
    case 'asked':
      return `${who} asked the teller`;
    case 'said':
      return `${who} told the teller`;
    case 'answered':
      return 'The teller answered';
    case 'found':
      return `${who} found`;
    case 'step':
      return `${who} ticked a step`;
    case 'linked':
      return `${who} linked ${said('what') === 'clause' ? wordClause(clauses, said('id')) : `${said('what')} ${said('number')}`}`;
    case 'referred':
      return `${who} referred it to ${said('to')}, on ${wordDay(said('on'))}${said('reference') === '' ? '' : `, reference ${said('reference')}`}`;
    case 'handed-over':
      return `${who} handed it over to ${said('system')}, on ${wordDay(said('on'))}, reference ${said('reference')}`;
    case 'parents-told':
      return `${who} noted that ${said('who')} was told, on ${wordDay(said('on'))}, ${said('how')}`;
    case 'clock':
      return clockSentence(shown, entry);
    case 'measure':
      return `${who} decided a measure about ${nameIn(names, said('person'))}: ${said('name')}`;
    case 'measure-lifted':
      return `${who} lifted a measure about ${nameIn(names, said('person'))}: ${said('name')}`;
    case 'suspended':
      return `${who} suspended ${nameIn(names, said('person'))} while it is looked into`;
    case 'suspension-ended':
      return `${who} ended the suspension of ${nameIn(names, said('person'))}`;
    case 'closed':
      return `${who} closed it`;
    case 'appealed':
      return `${who} appealed`;
    case 'reopened':
      return `${who} opened it again`;
  }
}

function clockSentence({ site, report }: Case, { details }: ReportEntry): string {
  const clock = clockOn(site.reporting.clocks, String(details['clock']), localDay(report.cameAt));
  const name = clock?.name ?? String(details['clock']);
  return details['what'] === REMINDED ? `Everybody who hears it was reminded of a time: ${name}` : name;
}
