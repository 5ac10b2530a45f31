import { sql } from 'kysely';
import type { Queries } from '../../store/index.ts';

/** Open reports of which a route's time is over, and that not everybody heard whom the policy wants to hear them. */
export async function unheardIds(db: Queries, school: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('report')
    .innerJoin('report_route', (join) =>
      join
        .onRef('report_route.school_id', '=', 'report.school_id')
        .onRef('report_route.report_id', '=', 'report.id'),
    )
    .select('report.id')
    .distinct()
    .where('report.school_id', '=', school)
    .where('report.state', '=', 'open')
    .where('report.acknowledged_at', 'is', null)
    .where('report_route.due_at', '<=', now)
    .execute();
  return rows.map(({ id }) => id);
}

/** A time of an open report of which a quarter is left, or less, and of which nobody was reminded. */
export interface ShortClock {
  readonly reportId: string;
  readonly clock: string;
}

export async function shortClocks(
  db: Queries,
  school: string,
  now: Date,
  only?: ShortClock,
): Promise<ShortClock[]> {
  const { rows } = await sql<ShortClock>`
    select c.report_id as "reportId", c.clock
    from report_clock c
    join report r on r.school_id = c.school_id and r.id = c.report_id
    where c.school_id = ${school} and r.state = 'open' and c.met_at is null and c.ended_why is null
      and c.due_at - (c.due_at - c.started_at) / 4 <= ${now}::timestamptz
      and ${only ? sql`c.report_id = ${only.reportId} and c.clock = ${only.clock}` : sql`true`}
      and not exists (
        select 1 from report_entry e
        where e.school_id = c.school_id and e.report_id = c.report_id and e.kind = 'clock'
          and e.details->>'clock' = c.clock and e.details->>'what' = ${REMINDED}
      )
    order by c.due_at, c.report_id, c.clock
  `.execute(db);
  return rows;
}

/** In the details of an entry: people were reminded of this time. */
export const REMINDED = 'reminded';
