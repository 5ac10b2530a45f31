import type { Clause, SubjectComparison } from '../../../policy/index.ts';
import type { School } from '../../../verdicts/index.ts';
import { quotedClause } from '../../components/quoted-clause.ts';
import { type Html, html } from '../../html/index.ts';
import { page } from '../../layout/page.ts';
import { address, pageHeading } from '../../site.ts';
import { stanceOf } from '../../wording/meaning.ts';
import { whomItBinds } from '../../wording/people.ts';
import { capital, counted } from '../../wording/text.ts';
import { type Relation, relations, wordRelation } from './relations.ts';

/** What two schools say, subject by subject. */
export interface Compared {
  readonly one: School;
  readonly other: School;
  readonly subjects: readonly SubjectComparison[];
  /** The relation that is shown alone. */
  readonly show: Relation | undefined;
}

/** Two schools side by side, act by act and event by event. */
export function subjectsPage(compared: Compared): Html {
  const { one, other, subjects, show } = compared;
  const shown = subjects.filter((subject) => show === undefined || subject.relation === show);
  const title = `${one.name} and ${other.name}`;
  return page({
    title: `Compare ${title}`,
    breadcrumbs: [
      { text: 'Schools', href: address.home() },
      { text: 'Compare two schools', href: address.compare() },
    ],
    content: html`${pageHeading(title, 'What each says')}
<p class="govuk-body">Where two schools differ, both are right: each decides for itself. They agree where the clauses do the same, whatever their words.</p>
${filters(compared)}
<p class="govuk-body">${counted(shown.length, 'subject')}${show !== undefined && html` where ${lower(wordRelation(show, one.name, other.name))}`}.</p>
${shown.map((subject) => subjectMarkup(compared, subject))}`,
  });
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function filters({ one, other, subjects, show }: Compared): Html {
  const link = (relation: Relation | undefined, text: string, count: number) => {
    const href = `${address.compare(one.key, other.key)}${relation === undefined ? '' : `&show=${relation}`}`;
    return html`<li><a class="govuk-link" href="${href}"${relation === show && html` aria-current="true"`}>${text}</a> <span class="gatehouse-count">${count}</span></li>`;
  };
  const counts = Map.groupBy(subjects, (subject) => subject.relation);
  return html`<nav aria-label="Show"><ul class="gatehouse-kinds">${link(undefined, 'Everything', subjects.length)}${relations.map((relation) => link(relation, wordRelation(relation, one.name, other.name), counts.get(relation)?.length ?? 0))}</ul></nav>`;
}

const subjectMarkup = (
  { one, other }: Compared,
  subject: SubjectComparison,
): Html => html`<section class="gatehouse-subject" aria-labelledby="${subject.subject}">
<h2 class="govuk-heading-s" id="${subject.subject}">${capital(subject.name)} <span class="gatehouse-relation gatehouse-relation--${subject.relation}">${wordRelation(subject.relation, one.name, other.name)}</span></h2>
<div class="gatehouse-sides">${side(one, subject.one, subject.relation)}${side(other, subject.other, subject.relation)}</div>
</section>
`;

const side = (
  school: School,
  clauses: readonly Clause[],
  relation: Relation,
): Html => html`<div class="gatehouse-side"><p class="gatehouse-side__school">${school.name}</p>
${clauses.length === 0 ? html`<p class="gatehouse-side__nothing">Says nothing of it</p>` : clauses.map((clause) => quote(school, clause, relation))}</div>
`;

/** Where two clauses differ, it is often in whom they bind. */
function quote(school: School, clause: Clause, relation: Relation): Html {
  const whom = relation === 'differs' ? `, for ${whomItBinds(clause, school.policy.pack)}` : '';
  return quotedClause({
    number: clause.number,
    href: address.clause(school.key, clause.id),
    text: clause.text,
    note: `${stanceOf(clause)}${whom}`,
  });
}
