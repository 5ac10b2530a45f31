import { type Clause, clauseOf, type Pack } from '../../../policy/index.ts';
import { editionsFor, type School } from '../../../verdicts/index.ts';
import { quotedClause } from '../../components/quoted-clause.ts';
import { type Html, html } from '../../html/index.ts';
import { address, type Site } from '../../site.ts';

/** The clauses of an edition: of the one in force, or of an older one under which something was asked or granted. */
export interface Clauses {
  readonly edition: number;
  find(id: string): Clause | undefined;
}

export async function clausesOf(site: Site, school: School, edition: number): Promise<Clauses> {
  const isCurrent = edition === school.edition.number;
  const pack: Pack = isCurrent
    ? school.policy.pack
    : (await editionsFor.read(site.store, school.key, edition)).pack;
  const laws = school.policy.law;
  return {
    edition,
    find: (id) => {
      const [law, own] = id.includes(':') ? id.split(':') : [undefined, id];
      const of = law === undefined ? pack : laws.find(({ key }) => key === law);
      return of && own !== undefined ? clauseOf(of, own) : undefined;
    },
  };
}

/** A clause quoted with the way to it. */
export function quote(school: School, clauses: Clauses, id: string, note?: string): Html {
  const clause = clauses.find(id);
  if (!clause) return html`<p class="govuk-body">Clause ${id}</p>`;
  return quotedClause({
    number: clause.number,
    text: clause.text,
    href: id.includes(':') ? address.law(id.split(':')[1]) : address.clause(school.key, id, clauses.edition),
    ...(note !== undefined && { note }),
  });
}

/** "clause 4.2" */
export const wordClause = (clauses: Clauses, id: string): string =>
  `clause ${clauses.find(id)?.number ?? id}`;
