import { isId } from '../../../kernel/index.ts';
import {
  type Handling,
  type Letters,
  type Looking,
  type Report,
  reportNotFound,
  requireHeard,
} from '../../../reports/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';

/** Where the viewer looks, and as whom. */
export const lookingAs = ({ school, viewer, day }: Acting): Looking => ({
  school: school.key,
  policy: school.policy,
  day,
  listener: { personId: viewer.personId, roles: viewer.roles },
});

/** As whom the viewer does something about a report. */
export function handlingAs(acting: Acting): Handling {
  const { listener, ...where } = lookingAs(acting);
  return { ...where, by: listener, at: acting.act.at };
}

/** Who writes letters about a report. */
export const lettersFrom = (site: Site, { school, act }: Acting): Letters => ({
  school: school.key,
  policy: school.policy,
  at: act.at,
  origin: site.origin(),
});

/** A report that the viewer hears; whatever else the address names is not there. @throws REPORT_NOT_FOUND */
export async function heardReport(site: Site, acting: Acting, id: string): Promise<Report> {
  if (!isId(id)) throw reportNotFound();
  return requireHeard(site.store.db, lookingAs(acting), id);
}
