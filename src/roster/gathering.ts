import { mostToldOfOneKind } from './limits.ts';
import {
  kindOfRole,
  type Quarantined,
  type Remark,
  type RosterGroup,
  type RosterGuardianship,
  type RosterMembership,
  type RosterPerson,
} from './roster.ts';
import { roleFor } from './roles.ts';
import type { Row, Sheet } from './sheet.ts';

/** A person as rows give them, before the roles of all files are known. */
export interface PersonDraft {
  readonly rosterId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly enabled: boolean;
  readonly bornOn: string | undefined;
}

/** Where a value stands. */
export interface Spot {
  readonly sheet: Sheet;
  readonly row: Row;
  readonly column: string;
}

export interface Gathered {
  readonly people: RosterPerson[];
  readonly groups: RosterGroup[];
  readonly memberships: RosterMembership[];
  readonly guardianships: RosterGuardianship[];
  readonly quarantine: Quarantined[];
  readonly remarks: Remark[];
}

/** Collects what rows say, whatever the format, and puts aside what cannot be taken. */
export class Gathering {
  readonly #drafts = new Map<string, PersonDraft & { readonly spot: Spot }>();
  readonly #roles = new Map<string, Set<string>>();
  readonly #groups = new Map<string, RosterGroup>();
  readonly #memberships = new Map<string, RosterMembership>();
  readonly #guardianships = new Map<string, RosterGuardianship>();
  readonly #quarantine: Quarantined[] = [];
  readonly #remarks: Remark[] = [];
  readonly #unknownRoles = new Map<string, { readonly file: string; count: number }>();
  /** Ids that stood in rows which were put aside: what refers to them was told already. */
  readonly #aside = new Set<string>();

  remark(file: string, text: string): void {
    this.#remarks.push({ file, text });
  }

  /** Puts a row aside. */
  leaveOut({ sheet, row, column }: Spot, cause: string, rosterId = ''): void {
    if (rosterId !== '') this.#aside.add(rosterId);
    const whose = rosterId === '' ? {} : { rosterId };
    this.#quarantine.push({ file: sheet.file, row: row.number, column, cause, ...whose });
  }

  /** Rows whose cells can be kept and whose needed cells are filled; the others are put aside. */
  sound(sheet: Sheet, needed: readonly string[], idColumn: string): Row[] {
    return sheet.rows.filter((row) => {
      const empty = needed.find((column) => row.cell(column) === '');
      const fault =
        row.fault ?? (empty === undefined ? undefined : { column: empty, cause: 'this is empty' });
      if (fault) this.leaveOut({ sheet, row, column: fault.column }, fault.cause, idOf(row, idColumn));
      return fault === undefined;
    });
  }

  addPerson(draft: PersonDraft, spot: Spot): void {
    const earlier = this.#drafts.get(draft.rosterId);
    if (!earlier) this.#drafts.set(draft.rosterId, { ...draft, spot });
    else this.leaveOut(spot, `the same id stands in row ${earlier.spot.row.number}`, draft.rosterId);
  }

  hasPerson(rosterId: string): boolean {
    return this.#drafts.has(rosterId);
  }

  /** Gives a person a role of ours by the file's word for it. */
  addRole(rosterId: string, name: string, spot: Spot): void {
    const { role, isKnown } = roleFor(name);
    if (!isKnown) this.#countUnknown(name, spot.sheet.file);
    if (this.knows(rosterId, spot)) this.#rolesOf(rosterId).add(role);
  }

  hasRole(rosterId: string, role: string): boolean {
    return this.#roles.get(rosterId)?.has(role) ?? false;
  }

  addGroup(group: RosterGroup): void {
    if (!this.#groups.has(group.rosterId)) this.#groups.set(group.rosterId, group);
  }

  hasGroup(rosterId: string): boolean {
    return this.#groups.has(rosterId);
  }

  addMembership(membership: RosterMembership, spot: Spot): void {
    if (!this.knows(membership.person, spot)) return;
    const { group, person, part } = membership;
    if (this.#groups.has(group)) this.#memberships.set(JSON.stringify([group, person, part]), membership);
    else if (!this.#aside.has(group)) this.leaveOut(spot, 'there is no such group in the files');
  }

  addGuardianship(pair: RosterGuardianship, spot: Spot): void {
    if (pair.parent === pair.child) return this.leaveOut(spot, 'nobody is their own parent');
    if (this.knows(pair.parent, spot) && this.knows(pair.child, spot))
      this.#guardianships.set(JSON.stringify([pair.parent, pair.child]), pair);
  }

  /** Everything that was collected. Whoever holds no role is put aside: nothing would open for them. */
  finish(): Gathered {
    const people = [...this.#drafts.values()].flatMap((draft) => this.#personOf(draft));
    const taken = new Set(people.map((person) => person.rosterId));
    for (const [name, { file, count }] of this.#unknownRoles)
      this.remark(
        file,
        `“${name}” is no role that we know (${count} times); whoever holds it is taken as staff.`,
      );
    return {
      people,
      groups: [...this.#groups.values()],
      memberships: [...this.#memberships.values()].filter(({ person }) => taken.has(person)),
      guardianships: [...this.#guardianships.values()].filter(
        ({ parent, child }) => taken.has(parent) && taken.has(child),
      ),
      quarantine: this.#quarantine,
      remarks: this.#remarks.slice(0, mostToldOfOneKind),
    };
  }

  #personOf({ spot, email, bornOn, ...draft }: PersonDraft & { readonly spot: Spot }): RosterPerson[] {
    const roles = [...(this.#roles.get(draft.rosterId) ?? [])].toSorted();
    if (roles.length === 0 && draft.enabled) {
      this.leaveOut({ ...spot, column: 'role' }, 'no role is given for this person', draft.rosterId);
      return [];
    }
    const isPupil = roles.some((role) => kindOfRole(role) === 'pupil');
    return [
      { ...draft, ...(email !== '' && { email }), ...(isPupil && bornOn !== undefined && { bornOn }), roles },
    ];
  }

  #rolesOf(rosterId: string): Set<string> {
    const roles = this.#roles.get(rosterId) ?? new Set<string>();
    this.#roles.set(rosterId, roles);
    return roles;
  }

  /** Whether there is such a person; where there is none, and no row of theirs was put aside, the spot is. */
  knows(rosterId: string, spot: Spot): boolean {
    if (this.#drafts.has(rosterId)) return true;
    if (!this.#aside.has(rosterId)) this.leaveOut(spot, 'there is no such person in the files');
    return false;
  }

  #countUnknown(name: string, file: string): void {
    const shown = name.slice(0, 40);
    const known = this.#unknownRoles.get(shown);
    if (known) known.count += 1;
    else if (this.#unknownRoles.size < 50) this.#unknownRoles.set(shown, { file, count: 1 });
  }
}

const idOf = (row: Row, column: string): string => row.cell(column).slice(0, 200);
