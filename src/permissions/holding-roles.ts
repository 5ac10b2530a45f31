import type { Policy } from '../policy/index.ts';
import type { Queries } from '../store/index.ts';
import { type Holder, rolesThatServe } from './approving.ts';
import { readHolders } from './records.ts';
import type { RequestPart } from './request.ts';

/** The roles that parts name; the school where one names nobody. */
export const rolesNamed = (parts: readonly Pick<RequestPart, 'roles'>[]): string[] => [
  ...new Set(parts.flatMap(({ roles }) => (roles.length > 0 ? roles : ['school']))),
];

/** Every role under which somebody may come to answer for one of these. */
export const rolesToServe = (roles: readonly string[], policy: Policy): string[] => [
  ...new Set(roles.flatMap((role) => rolesThatServe(role, policy))),
];

/**
 * Who may come to answer for these roles on a day (YYYY-MM-DD): few people, where all holders of roles are the whole
 * school. Nobody where no role is named.
 */
export async function holdersFor(
  db: Queries,
  school: string,
  day: string,
  roles: readonly string[],
  policy: Policy,
): Promise<Holder[]> {
  return roles.length === 0 ? [] : readHolders(db, school, day, rolesToServe(roles, policy));
}
