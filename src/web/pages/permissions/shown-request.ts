import {
  asItStands,
  type Assessment,
  type Awaited,
  awaitedIn,
  awaitedPeople,
  type Permission,
  readAssessments,
  readPermissions,
  holdersFor,
  type Reading,
  readRequests,
  type Request,
  rolesNamed,
} from '../../../permissions/index.ts';
import type { Site } from '../../site.ts';
import { type Acting, idIn, notHere } from '../people/acting.ts';
import { type Clauses, clausesOf } from './clauses.ts';
import { type Names, namesOf } from './names.ts';

/** A request with all that is needed to show it. */
export interface ShownRequest {
  readonly acting: Acting;
  readonly request: Request;
  readonly awaited: readonly Awaited[];
  readonly names: Names;
  readonly clauses: Clauses;
  /** What was opened by it. */
  readonly permissions: readonly Permission[];
  /** Assessments that show what was wanted, by id. */
  readonly attached: ReadonlyMap<string, Assessment>;
  /** What registers say today of things that are to show something, by need. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** A request of the school. @throws PAGE_NOT_FOUND */
export async function requestIn(site: Site, { school }: Acting, id: string): Promise<Request> {
  const [request] = await readRequests(site.store.db, school.key, { ids: [idIn(id)] });
  if (!request) throw notHere();
  return request;
}

export async function shownRequest(site: Site, acting: Acting, asked: Request): Promise<ShownRequest> {
  const { school, day } = acting;
  const { db } = site.store;
  const { request, readings } = await asItStands(db, school.key, asked, day);
  const awaited = awaitedIn(
    request,
    await holdersFor(db, school.key, day, rolesNamed(request.parts), school.policy),
    school.policy,
  );
  const ids = [
    request.personId,
    request.enteredBy,
    ...awaitedPeople(awaited),
    ...request.decisions.map(({ personId }) => personId),
    ...request.remarks.map(({ personId }) => personId),
  ];
  return {
    acting,
    request,
    awaited,
    names: await namesOf(site, acting, ids),
    clauses: await clausesOf(site, school, request.edition),
    permissions: await readPermissions(db, school.key, { requestId: request.id }),
    attached: await attachedTo(site, acting, request),
    readings,
  };
}

async function attachedTo(site: Site, { school }: Acting, { needs }: Request) {
  const attached = new Map<string, Assessment>();
  for (const { reference, shownBy } of needs) {
    if (shownBy !== 'assessment' || reference === undefined) continue;
    const [assessment] = await readAssessments(site.store.db, school.key, { id: reference, approved: true });
    if (assessment) attached.set(reference, assessment);
  }
  return attached;
}
