import { explainVerdict, roleName } from '../../../policy/index.ts';
import { kindOf, type Report, type Routing, routingOf } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Child, type Html, html } from '../../html/index.ts';
import type { Site } from '../../site.ts';
import { outsideOf } from './whom-it-goes-to.ts';

/** What whoever told something does now, beside what those do who hear of it. */
export function whatToDo(
  { reporting }: Site,
  school: School,
  told: Pick<Report, 'event' | 'facts' | 'toldAs'>,
): Child {
  const kind = kindOf(reporting.kinds, told.event);
  const routing = routingOf(school.policy, {
    event: told.event,
    as: [told.toldAs],
    facts: told.facts,
    told: kind.told,
  });
  const steps = [...kind.first, ...policySteps(school, told, routing)];
  const outside = [...new Set(outsideOf(routing).map(({ role }) => roleName(school.policy.pack, role)))];
  if (steps.length === 0 && outside.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">What to do now</h2>
${list([...outside.map((name) => `You also have to tell ${name} yourself.`), ...new Set(steps)])}`;
}

const list = (items: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`;

function policySteps(
  school: School,
  { event, facts, toldAs }: Pick<Report, 'event' | 'facts' | 'toldAs'>,
  { verdict }: Routing,
): string[] {
  if (verdict.verdict !== 'report') return [];
  const question = { mode: 'may', as: [toldAs], event, facts, permissions: [] } as const;
  const { steps } = explainVerdict(verdict, question, school.policy);
  return [...steps, ...verdict.duties.map(({ text }) => text)];
}
