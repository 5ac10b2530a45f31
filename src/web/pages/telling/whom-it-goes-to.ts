import { type Clause, listed, roleName, wordDuration } from '../../../policy/index.ts';
import type { Asked, PlannedRoute, Routing } from '../../../reports/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { type Html, html } from '../../html/index.ts';

/** Every role inside the school that may come to hear of it by its routes, with what the answers may add. */
export const rolesOf = (routing: Routing, asked: readonly Asked[]): string[] => [
  ...new Set([...routing.routes, ...asked.flatMap(({ adds }) => adds)].flatMap(({ roles }) => roles)),
];

/** "the headteacher and the network manager, at once" */
function wordRoute({ policy: { pack } }: School, { roles, clause }: PlannedRoute): string {
  const names = listed(roles.map((role) => roleName(pack, role)));
  return `${names}${clause?.within === undefined ? '' : `, ${wordWithin(clause.within)}`}`;
}

const wordWithin = (within: string): string =>
  within === 'immediately' ? 'at once' : wordDuration(within).replace(/^(?=\d)/, 'within ');

/** Routes that reach somebody inside, without those that only name again whom a clause names. */
const inside = (routes: readonly PlannedRoute[]): PlannedRoute[] => {
  const byClause = new Set(routes.filter(({ clause }) => clause).flatMap(({ roles }) => roles));
  return routes.filter(
    ({ clause, roles }) =>
      roles.length > 0 && (clause !== undefined || !roles.every((role) => byClause.has(role))),
  );
};

/** To whom it goes, before it is sent. */
export function whomItGoesTo(
  school: School,
  routing: Pick<Routing, 'routes' | 'isConfidential'>,
  asked: readonly Asked[],
): Html {
  const certain = inside(routing.routes).map((route) => wordRoute(school, route));
  const further = asked.flatMap(({ fact, adds }) =>
    inside(adds).map(
      (route) =>
        html`<li>${wordRoute(school, route)}, if you do not answer “No” to “${school.policy.vocabulary.facts.find(fact)?.ask ?? fact}”</li>`,
    ),
  );
  return html`<p class="govuk-body">This goes to:</p>
<ul class="govuk-list govuk-list--bullet">${[...new Set(certain)].map((words) => html`<li>${words}</li>`)}${further}</ul>
<p class="govuk-body">Whoever is away is stood in for.${routing.isConfidential && ' It is treated in confidence: nobody else learns that you told.'}</p>`;
}

/** Routes of which any role is enough, so that the teller may choose. */
export const choosable = (routing: Routing): string[] => [
  ...new Set(routing.routes.flatMap(({ mode, roles }) => (mode === 'any' && roles.length > 1 ? roles : []))),
];

/** Those outside whom the teller has to tell themself, each with the clause that says so. */
export const outsideOf = (
  routing: Routing,
): readonly { readonly role: string; readonly clause: Clause | undefined }[] =>
  routing.routes.flatMap(({ outside, clause }) => outside.map((role) => ({ role, clause })));
