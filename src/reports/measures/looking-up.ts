import type { Queries } from '../../store/index.ts';
import { type Looking, requireHeard } from '../looking.ts';
import type { Measure } from './measure.ts';
import { readMeasures } from './records.ts';

/** Measures of a report that somebody hears, the oldest first. @throws REPORT_NOT_FOUND */
export async function measuresOf(db: Queries, looking: Looking, reportId: string): Promise<Measure[]> {
  await requireHeard(db, looking, reportId);
  return readMeasures(db, looking.school, reportId);
}
