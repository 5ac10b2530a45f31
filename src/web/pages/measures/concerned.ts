import { isId } from '../../../kernel/index.ts';
import { findPersons, nameOf, rolesHeld } from '../../../people/index.ts';
import { type Holder, readHolders } from '../../../permissions/index.ts';
import {
  type Handling,
  type Looking,
  readEntries,
  type Report,
  type ReportEntry,
  reportNotFound,
  requireHeard,
  type Subject,
} from '../../../reports/index.ts';
import type { Site } from '../../site.ts';
import type { Acting } from '../people/acting.ts';

/** Somebody whom a report is about, as the pages name them. */
export interface Concerned extends Subject {
  readonly name: string;
}

/** A report that the viewer hears, with those whom it is about. */
export interface Concern {
  readonly acting: Acting;
  readonly report: Report;
  readonly entries: readonly ReportEntry[];
  readonly people: readonly Concerned[];
  readonly holders: readonly Holder[];
}

/** As whom the viewer decides. */
export const handlerOf = ({ school, viewer, day, act }: Acting): Handling => ({
  school: school.key,
  policy: school.policy,
  day,
  at: act.at,
  by: { personId: viewer.personId, roles: viewer.roles },
});

export const lookerOf = (acting: Acting): Looking => {
  const { by, ...where } = handlerOf(acting);
  return { ...where, listener: by };
};

/** What the address names, where the viewer hears it; otherwise it is not there. @throws REPORT_NOT_FOUND */
export async function concernIn(site: Site, acting: Acting, id: string): Promise<Concern> {
  if (!isId(id)) throw reportNotFound();
  const { school, day } = acting;
  const { db } = site.store;
  const report = await requireHeard(db, lookerOf(acting), id);
  const persons = await findPersons(db, school.key, report.about);
  const people = await Promise.all(
    [...persons.values()].map(async (person) => ({
      personId: person.id,
      name: nameOf(person),
      roles: await rolesHeld(db, school.key, person.id, day),
    })),
  );
  return {
    acting,
    report,
    entries: await readEntries(db, school.key, id),
    people,
    holders: await readHolders(db, school.key, day),
  };
}
