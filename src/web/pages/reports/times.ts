import { clockOn, deadlineOf, type Standing, whenIs } from '../../../deadlines/index.ts';
import { localDay } from '../../../kernel/index.ts';
import { listed, roleName, wordDuration } from '../../../policy/index.ts';
import type { Report, RunningClock } from '../../../reports/index.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import { wordMoment } from '../../wording/days.ts';
import { progressBar } from '../chasing/progress-bar.ts';
import { nameIn } from '../permissions/names.ts';
import { wordClause } from '../permissions/clauses.ts';
import type { Case } from './case.ts';
import { wordTimeLeft } from './time-left.ts';

/** Who must hear it by when, route by route, and who has. */
export const routesOf = (shown: Case): Html =>
  html`<h2 class="govuk-heading-m">Who must hear it</h2>
<ul class="govuk-list govuk-list--bullet">${routesShown(shown.report).map((route) => html`<li>${routeOf(shown, route)}</li>`)}${letInOf(shown)}</ul>`;

/** Routes without those that only name again whom a clause names. */
function routesShown({ routes }: Report): Report['routes'] {
  const byClause = new Set(routes.flatMap(({ clause, roles }) => (clause === undefined ? [] : roles)));
  return routes.filter(
    ({ clause, roles }) => clause !== undefined || !roles.every((role) => byClause.has(role)),
  );
}

function routeOf(shown: Case, { clause, mode, roles, within, how, dueAt }: Report['routes'][number]): Html {
  const { acting, heard, clauses } = shown;
  const names = roles.map((role) => roleName(acting.school.policy.pack, role));
  const isHeard =
    mode === 'all' ? roles.every((role) => heard.has(role)) : roles.some((role) => heard.has(role));
  const late = dueAt !== undefined && !isHeard ? `, ${wordTimeLeft(dueAt, acting.act.at)}` : '';
  return html`${listed(names, mode === 'any' ? 'or' : 'and')}${within !== undefined && `, ${within === 'immediately' ? 'at once' : wordDuration(within).replace(/^(?=\d)/, 'within ')}`}${clause === undefined ? ' (the policy names nobody)' : ` (${wordClause(clauses, clause)})`}${how !== undefined && `, ${how}`}${dueAt !== undefined && html`<br>By ${wordMoment(dueAt)}${late}`}${roles.map((role) => html`<br>${who(shown, role)}`)}`;
}

function who({ hearers, names, heard, acting }: Case, role: string): string {
  const title = roleName(acting.school.policy.pack, role);
  const people = hearers.filter((each) => each.role === role);
  if (people.length === 0) return `${title}: nobody today`;
  const [first] = people;
  const through =
    first?.how === 'deputy' ? ', standing in' : first?.how === 'next-in-line' ? ', next in line' : '';
  const named = listed(people.map(({ personId }) => nameIn(names, personId)));
  return `${title}: ${named}${through}, ${heard.has(role) ? 'heard' : 'not heard yet'}`;
}

function letInOf({ hearers, report, names }: Case): Child {
  const why = new Map(report.letIn.map((each) => [each.personId, each.why]));
  const words = {
    assigned: 'it is given to them',
    'asked-in': 'let in',
    escalated: 'it went up to them',
  } as const;
  return hearers
    .filter(({ how }) => how === 'let-in')
    .map(
      ({ personId }) => html`<li>${nameIn(names, personId)}, ${words[why.get(personId) ?? 'asked-in']}</li>`,
    );
}

const standingWords: Readonly<Record<Standing['standing'], string>> = {
  running: 'running',
  soon: 'nearly over',
  late: 'over',
  stopped: 'stopped',
  met: 'kept',
};

/** Times of the law with what is left of them. */
export function clocksOf(shown: Case): Child {
  if (shown.clocks.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">By law</h2>
<ul class="govuk-list govuk-list--bullet">${shown.clocks.map((clock) => html`<li>${clockLine(shown, clock)}</li>`)}</ul>`;
}

function clockLine(
  { site, acting }: Case,
  { clock: id, startedAt, dueAt, metAt, endedWhy }: RunningClock,
): Html {
  const clock = clockOn(site.reporting.clocks, id, localDay(startedAt));
  const name = clock?.name ?? id;
  const since = `since ${wordMoment(startedAt)}`;
  if (clock === undefined || (endedWhy !== undefined && metAt === undefined))
    return html`${name}, ${since}: ${endedWhy ?? 'running'}`;
  const events = metAt === undefined ? [] : [{ kind: 'met' as const, at: metAt }];
  const standing = whenIs(deadlineOf(clock, startedAt, site.reporting.calendar, events), acting.act.at);
  const state =
    metAt === undefined
      ? standingWords[standing.standing]
      : `done on ${wordMoment(metAt)}${standing.isInTime === false ? ', too late' : ', in time'}`;
  const left = dueAt !== undefined && metAt === undefined ? `, ${wordTimeLeft(dueAt, acting.act.at)}` : '';
  return html`${name}: ${state}${left}<br>${dueAt !== undefined && `By ${wordMoment(dueAt)}, `}${since}${standing.share !== undefined && metAt === undefined && html`<br>${progressBar({ id, name, done: Math.round((1 - standing.share) * 100), all: 100 })} ${Math.round((1 - standing.share) * 100)}% of the time is over`}`;
}
