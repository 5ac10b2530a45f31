import type { GroupKind } from '../roster.ts';

/** The school's people as they stand, for comparing a roster with. Ids are the school's own. */
export interface Present {
  readonly people: readonly PresentPerson[];
  readonly groups: readonly PresentGroup[];
  readonly memberships: readonly PresentMembership[];
  readonly guardianships: readonly PresentGuardianship[];
}

export interface PresentPerson {
  readonly id: string;
  /** The source's id; none for whom the office entered by hand. */
  readonly rosterId: string | undefined;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | undefined;
  readonly bornOn: string | undefined;
  readonly isShut: boolean;
  /** What goes on today or begins later. */
  readonly holdings: readonly PresentHolding[];
}

export interface PresentHolding {
  readonly id: string;
  readonly role: string;
  readonly source: string;
}

export interface PresentGroup {
  readonly id: string;
  readonly rosterId: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly hasEnded: boolean;
}

/** A place in a group that goes on. */
export interface PresentMembership {
  readonly groupId: string;
  readonly personId: string;
  readonly part: string;
  readonly source: string;
}

/** A parent and a child, also where it has ended: what the office ended by hand, no file begins again. */
export interface PresentGuardianship {
  readonly parentId: string;
  readonly childId: string;
  readonly source: string;
  readonly hasEnded: boolean;
}
