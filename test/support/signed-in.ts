import { beginSession } from '../../src/accounts/index.ts';
import { addPerson, closePerson, giveRole, joinGroup, tieFamily } from '../../src/people/index.ts';
import type { TestSite } from './site.ts';

/** Somebody invented, signed in. */
export interface SignedIn {
  readonly personId: string;
  /** What their browser sends with each request. */
  readonly headers: { readonly cookie: string };
}

export interface Who {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly email?: string;
  /** Signed in with one factor or with two. */
  readonly strength?: 1 | 2;
  /** Groups to lead. */
  readonly leads?: readonly string[];
  /** Groups to be in. */
  readonly groups?: readonly string[];
  readonly childOf?: string;
  /** Shut after signing in. */
  readonly isGone?: boolean;
}

/** Enters somebody who holds these roles since September and signs them in. */
export async function signIn(
  site: TestSite,
  school: string,
  roles: readonly string[],
  who: Who = {},
): Promise<SignedIn> {
  const act = { school, at: site.clock.now() };
  const since = '2026-09-01';
  const personId = await site.store.transaction(async (tx) => {
    const id = await addPerson(tx, act, {
      givenName: who.givenName ?? 'Hazel',
      familyName: who.familyName ?? 'Example',
      email: who.email,
    });
    for (const role of roles) await giveRole(tx, act, { personId: id, role, since });
    for (const groupId of who.leads ?? [])
      await joinGroup(tx, act, { groupId, personId: id, part: 'lead', since });
    for (const groupId of who.groups ?? [])
      await joinGroup(tx, act, { groupId, personId: id, part: 'member', since });
    if (who.childOf !== undefined)
      await tieFamily(tx, act, { parentId: who.childOf, childId: id, household: 1, since });
    return id;
  });
  const { token } = await beginSession(site.store, site.clock, {
    school,
    personId,
    strength: who.strength ?? 2,
    agent: 'test',
    address: '127.0.0.1',
  });
  if (who.isGone) await site.store.transaction((tx) => closePerson(tx, act, personId));
  return { personId, headers: { cookie: `__Host-gatehouse=${token}` } };
}
