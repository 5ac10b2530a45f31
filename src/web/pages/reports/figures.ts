import { figuresFor, type Shown } from '../../../reports/index.ts';
import { type InSchool, type Routes, type Site, sendPage } from '../../site.ts';
import { type Acting, actingIn } from '../people/acting.ts';
import { sendSheet } from '../people/sheet.ts';
import { clausesOf } from '../permissions/clauses.ts';
import { type FiguresTable, figuresPage, wordShown } from './figures-page.ts';

const seeing = { config: { power: 'reports.figures' } } as const;

/** `/schools/:school/reports/figures`: how much was told, without persons. */
export const figuresPages: Routes = (app, site) => {
  app.get<InSchool>('/schools/:school/reports/figures', seeing, async (request, reply) => {
    const acting = actingIn(site, request);
    return sendPage(reply, figuresPage(acting, await tablesOf(site, acting)));
  });

  app.get<InSchool>('/schools/:school/reports/figures/reports.csv', seeing, async (request, reply) => {
    const tables = await tablesOf(site, actingIn(site, request));
    return sendSheet(reply, 'reports', [
      ['By', 'What', 'Reports'],
      ...tables.flatMap(({ title, rows, all }) => [
        ...rows.map(({ name, count }) => [title, name, wordShown(count)]),
        ...(all === undefined ? [] : [[title, 'All', wordShown(all)]]),
      ]),
    ]);
  });
};

async function tablesOf(site: Site, acting: Acting): Promise<FiguresTable[]> {
  const { school, viewer, day } = acting;
  const figures = await figuresFor(site.store.db, school.key, viewer.personId, day);
  const clauses = await clausesOf(site, school, school.edition.number);
  const kindName = (id: string) => site.reporting.kinds.get(id)?.name ?? id;
  const clauseName = (id: string) => {
    const clause = clauses.find(id);
    return clause ? `${clause.number}: ${clause.text}` : id;
  };
  return [
    { title: 'By kind', rows: byName(named(figures.byKind.rows, kindName)), all: figures.byKind.all },
    { title: 'By clause', rows: byName(named(figures.byClause, clauseName)), all: undefined },
    { title: 'By month', rows: named(figures.byMonth.rows, monthName), all: figures.byMonth.all },
  ];
}

const named = (
  rows: readonly { readonly of: string; readonly count: Shown }[],
  name: (of: string) => string,
) => rows.map(({ of, count }) => ({ name: name(of), count }));

const byName = <T extends { readonly name: string }>(rows: readonly T[]): T[] =>
  rows.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB', { numeric: true }));

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const monthName = (of: string): string => month.format(new Date(`${of}-01T00:00:00Z`));
