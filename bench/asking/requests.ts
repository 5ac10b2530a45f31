import type { Request } from 'autocannon';
import type { Chance } from '../../scripts/campaigns/chance.ts';
import type { Case, Pack } from '../../src/policy/index.ts';
import { pick } from '../questions.ts';

/** The questions of the schools' own cases, as a program asks them. */
export const verdictRequests = (schools: readonly Pack[], chance: Chance, count: number): Request[] =>
  Array.from({ length: count }, () => {
    const { school, one } = anyCase(schools, chance);
    return {
      method: 'POST',
      path: `/api/v1/schools/${school.key}/verdicts`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(one.question),
    };
  });

/** What a browser with compression sends for a page. */
const headers = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' };

/** The pages by which people ask, and the policy to read, by name. */
export const pageRequests = (
  schools: readonly Pack[],
  chance: Chance,
  count: number,
): Readonly<Record<string, Request[]>> => {
  const requests = (path: () => string): Request[] =>
    Array.from({ length: count }, () => ({ method: 'GET', path: path(), headers }));
  const school = () => `/schools/${pick(chance, schools).key}`;
  return {
    'a school’s home': requests(school),
    'what is meant, by words': requests(() => {
      const { school: asked, one } = anyCase(schools, chance);
      return `/schools/${asked.key}/questions?q=${encodeURIComponent(one.ask)}`;
    }),
    'a question of the interview': requests(() => {
      const { school: asked, one } = anyCase(schools, chance);
      return `/schools/${asked.key}/questions/new?${fieldsOf(one)}`;
    }),
    'the policy to read': requests(() => `${school()}/policy`),
  };
};

function anyCase(schools: readonly Pack[], chance: Chance): { school: Pack; one: Case } {
  const school = pick(chance, schools);
  return { school, one: pick(chance, school.cases) };
}

/** Half way through the interview: who asks and what, and no facts yet. */
function fieldsOf({ question: { act, event, as } }: Case): URLSearchParams {
  const fields = new URLSearchParams(as.map((role): [string, string] => ['as', role]));
  if (act !== undefined) fields.set('act', act);
  else if (event !== undefined) fields.set('event', event);
  return fields;
}
