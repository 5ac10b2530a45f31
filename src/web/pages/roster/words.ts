import type { RosterForm } from '../../../roster/index.ts';

export const formWords: Readonly<Record<RosterForm, string>> = {
  'oneroster-1.2': 'OneRoster 1.2',
  'oneroster-1.1': 'OneRoster 1.1',
  'sds-2.1': 'School Data Sync 2.1',
  columns: 'A sheet of your own',
};

export const fieldWords: Readonly<Record<string, string>> = {
  rosterId: 'Id',
  givenName: 'First name',
  familyName: 'Family name',
  email: 'E-mail address',
  bornOn: 'Date of birth',
  role: 'Role',
  year: 'Year group',
  class: 'Class',
};

/** Counts of an import in the order in which people read them. */
export const countWords: readonly (readonly [string, string])[] = [
  ['arrivals', 'Arrivals'],
  ['changes', 'People changed'],
  ['leavers', 'Leavers'],
  ['unchanged', 'People as they were'],
  ['groups', 'Groups changed'],
  ['memberships', 'Places in groups changed'],
  ['families', 'Family ties changed'],
  ['quarantined', 'Rows left out'],
];
