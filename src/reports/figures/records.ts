import type { Queries } from '../../store/index.ts';

/** A report as far as figures need it: nobody and nothing that was said. */
export interface Counted {
  readonly id: string;
  readonly kind: string;
  readonly filedAt: Date;
  readonly clauses: readonly string[];
}

/** Reports of a time that may be counted before a viewer: none that is confidential, and none that is about them. */
export async function countable(
  db: Queries,
  school: string,
  viewerId: string,
  since: Date,
): Promise<Counted[]> {
  const rows = await db
    .selectFrom('report')
    .leftJoin('report_route', (join) =>
      join
        .onRef('report_route.school_id', '=', 'report.school_id')
        .onRef('report_route.report_id', '=', 'report.id'),
    )
    .select(['report.id', 'report.kind', 'report.filed_at', 'report_route.clause'])
    .where('report.school_id', '=', school)
    .where('report.filed_at', '>=', since)
    .where('report.is_confidential', '=', false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('report_about')
            .select('report_about.person_id')
            .whereRef('report_about.school_id', '=', 'report.school_id')
            .whereRef('report_about.report_id', '=', 'report.id')
            .where('report_about.person_id', '=', viewerId),
        ),
      ),
    )
    .execute();
  const counted = new Map<string, Counted>();
  for (const { id, kind, filed_at: filedAt, clause } of rows) {
    const clauses = [...(counted.get(id)?.clauses ?? []), ...(clause ? [clause] : [])];
    counted.set(id, { id, kind, filedAt, clauses });
  }
  return [...counted.values()];
}
