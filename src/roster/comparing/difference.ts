import type { RosterGroup, RosterPerson } from '../roster.ts';
import type { PresentPerson } from './present.ts';

/** What the office said of people whom a roster cannot place by itself. */
export interface Decisions {
  /** People of the file, by its ids, who are people of the school, by ours. */
  readonly same: ReadonlyMap<string, string>;
  /** People of the file who are nobody that the school knows. */
  readonly another: ReadonlySet<string>;
  /** People of the file who were shut and are let in again. */
  readonly reopened: ReadonlySet<string>;
}

export const noDecisions: Decisions = { same: new Map(), another: new Set(), reopened: new Set() };

export type ChangedField = 'givenName' | 'familyName' | 'email' | 'bornOn' | 'rosterId';

export interface FieldChange {
  readonly field: ChangedField;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface PersonChange {
  readonly personId: string;
  readonly rosterId: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
  /** Whether somebody who was shut is let in again. */
  readonly isReopened: boolean;
  readonly rolesGiven: readonly string[];
  /** What a roster gave and gives no longer. */
  readonly holdingsEnded: readonly { readonly id: string; readonly role: string }[];
}

export interface Leaver {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Is the person of the file somebody whom the school knows already? */
export interface SameQuestion {
  readonly person: RosterPerson;
  readonly maybe: Pick<PresentPerson, 'id' | 'givenName' | 'familyName'>;
}

/** A group of the file, or a person of the file, by the file's id. */
export interface MembershipChange {
  readonly group: string;
  readonly person: string;
  readonly part: 'member' | 'lead';
}

/** What would change if a roster were applied. Ids of the file and of the school, never mixed. */
export interface Difference {
  readonly arrivals: readonly RosterPerson[];
  readonly changes: readonly PersonChange[];
  readonly leavers: readonly Leaver[];
  /** People of the file whom the school has shut. They stay shut unless the office says otherwise. */
  readonly shut: readonly { readonly rosterId: string; readonly name: string }[];
  readonly questions: readonly SameQuestion[];
  readonly unchanged: number;
  /** People who would be leavers if their row had not been put aside. */
  readonly heldBack: number;
  /** Leavers of those whom the file lists in full, from 0 to 1. */
  readonly leavingShare: number;
  /** So many leave that the file may be half a file. */
  readonly isMassLeaving: boolean;
  readonly groups: {
    readonly begun: readonly RosterGroup[];
    readonly renamed: readonly { readonly id: string; readonly from: string; readonly to: string }[];
    readonly ended: readonly { readonly id: string; readonly name: string }[];
    readonly resumed: readonly { readonly id: string; readonly name: string }[];
  };
  readonly memberships: {
    readonly begun: readonly MembershipChange[];
    readonly ended: readonly { readonly groupId: string; readonly personId: string; readonly part: string }[];
  };
  readonly guardianships: {
    readonly begun: readonly { readonly parent: string; readonly child: string }[];
    readonly ended: readonly { readonly parentId: string; readonly childId: string }[];
  };
}

/** More than a fifth of a school does not leave between two files. */
export const MASS_LEAVING = 0.2;

/** How many rows a difference would write. */
export function sizeOf({
  arrivals,
  changes,
  leavers,
  groups,
  memberships,
  guardianships,
}: Difference): number {
  const lists = [arrivals, changes, leavers, ...Object.values(groups)];
  const pairs = [...Object.values(memberships), ...Object.values(guardianships)];
  return [...lists, ...pairs].reduce((sum, list) => sum + list.length, 0);
}
