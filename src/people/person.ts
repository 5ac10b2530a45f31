/** Somebody the school knows. */
export interface Person {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Lower case; a household may share one. */
  readonly email: string | undefined;
  /** The outside firm that the person works for. */
  readonly firmId: string | undefined;
  /** From this moment on nothing opens for the person. */
  readonly closedAt: Date | undefined;
}

/** What the office says of somebody. */
export interface PersonDraft {
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly firmId?: string | undefined;
  /** YYYY-MM-DD, where an age decides something. */
  readonly bornOn?: string | undefined;
}

/** As people say it: given name, then family name. */
export const nameOf = (person: Pick<Person, 'givenName' | 'familyName'>): string =>
  `${person.givenName} ${person.familyName}`.trim();

/** A role that somebody holds, on the days from `since` to `until`, both included. */
export interface Holding {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly since: string;
  readonly until: string | undefined;
  /** Stands in while the holder is away. */
  readonly deputises: boolean;
  readonly source: Source;
}

/** Who said it: the office by hand, or a roster. */
export type Source = 'office' | 'roster';

export type GroupKind = 'class' | 'year' | 'department';

export interface Group {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly since: string;
  readonly until: string | undefined;
}

/** A person's part in a group: a member, or who teaches or heads it. */
export type Part = 'member' | 'lead';

export interface Membership {
  readonly groupId: string;
  readonly groupName: string;
  readonly groupKind: GroupKind;
  readonly personId: string;
  readonly part: Part;
}

/** Who changes something, and when; it goes into the ledger with the change. */
export interface Act {
  readonly school: string;
  readonly at: Date;
  /** Id of the person who does it; none for the program itself. */
  readonly by?: string | undefined;
}
