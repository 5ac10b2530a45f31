/** How a school's system handed its people over. */
export type RosterForm = 'oneroster-1.2' | 'oneroster-1.1' | 'sds-2.1' | 'columns';

export type GroupKind = 'class' | 'year' | 'department';

/** Whom a roster speaks of. Who stands outside is neither missed nor made a leaver. */
export type PersonKind = 'pupil' | 'parent' | 'staff';

export interface RosterPerson {
  /** The source's own id. Never shown, never a name to sign in with. */
  readonly rosterId: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Lower case. */
  readonly email?: string;
  readonly enabled: boolean;
  /** YYYY-MM-DD; of pupils only, because an age decides nothing for others. */
  readonly bornOn?: string;
  /** Our words for roles, sorted. */
  readonly roles: readonly string[];
}

export interface RosterGroup {
  readonly rosterId: string;
  readonly kind: GroupKind;
  readonly name: string;
}

export interface RosterMembership {
  readonly group: string;
  readonly person: string;
  /** `lead` for who teaches. */
  readonly part: 'member' | 'lead';
}

export interface RosterGuardianship {
  readonly parent: string;
  readonly child: string;
}

/** A row that was left out. Says where it stands and why, never what stood in it. */
export interface Quarantined {
  readonly file: string;
  /** As a spreadsheet counts: the headings are row 1. */
  readonly row: number;
  readonly column: string;
  readonly cause: string;
  /** Whose row it was, where that could be read: such a person is not missing. */
  readonly rosterId?: string;
}

/** Something to know of a file that was read all the same. */
export interface Remark {
  readonly file: string;
  readonly text: string;
}

/** Why nothing of a file was read. */
export interface Problem {
  readonly file: string;
  readonly row?: number;
  readonly column?: string;
  readonly cause: string;
}

/** The people, groups and families of a school as a file tells them. */
export interface Roster {
  readonly form: RosterForm;
  readonly fileName: string;
  /** SHA-256 of what was handed in, in hex. */
  readonly fileHash: string;
  readonly people: readonly RosterPerson[];
  readonly groups: readonly RosterGroup[];
  readonly memberships: readonly RosterMembership[];
  readonly guardianships: readonly RosterGuardianship[];
  /** Whom it lists in full. */
  readonly covers: readonly PersonKind[];
  /** Which kinds of group it lists in full. */
  readonly tellsGroups: readonly GroupKind[];
  readonly tellsFamilies: boolean;
  readonly quarantine: readonly Quarantined[];
  readonly remarks: readonly Remark[];
}

/** A file as somebody handed it in. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What kind of person a role makes. */
export const kindOfRole = (role: string): PersonKind =>
  role === 'pupil' || role === 'parent' ? role : 'staff';
