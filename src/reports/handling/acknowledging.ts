import type { Hearer } from '../hearing.ts';
import type { Report, ReportRoute } from '../report.ts';
import type { ReportEntry } from './entry.ts';

/** Roles of a report's routes as which somebody has said that they heard it. */
export const rolesHeard = (entries: readonly ReportEntry[]): ReadonlySet<string> =>
  new Set(
    entries
      .filter(({ kind }) => kind === 'acknowledged')
      .flatMap(({ details }) => String(details['roles'] ?? '').split(' ')),
  );

/** Routes on which nobody has heard it yet: any of the roles is enough, or each is needed. */
export const unheardRoutes = (
  { routes }: Pick<Report, 'routes'>,
  heard: ReadonlySet<string>,
): readonly ReportRoute[] =>
  routes.filter(({ mode, roles }) =>
    mode === 'all' ? !roles.every((role) => heard.has(role)) : !roles.some((role) => heard.has(role)),
  );

/** The roles as which this person hears it, of those that its routes name. */
export const rolesOfHearer = (hearers: readonly Hearer[], personId: string): string[] =>
  hearers.flatMap((hearer) =>
    hearer.personId === personId && hearer.role !== undefined ? [hearer.role] : [],
  );
