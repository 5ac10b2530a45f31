import { createHash } from 'node:crypto';
import { yearGroupIn } from './cells.ts';
import type { Gathering, Spot } from './gathering.ts';
import type { Told } from './one-roster.ts';
import { kindOfRole, type PersonKind, type Problem } from './roster.ts';
import { roleFor, sheetRoles } from './roles.ts';
import type { Row, Sheet } from './sheet.ts';
import { takePerson } from './taking.ts';

/** What a column of a school's own sheet may mean. */
export const fields = [
  'rosterId',
  'givenName',
  'familyName',
  'email',
  'bornOn',
  'role',
  'year',
  'class',
] as const;
export type Field = (typeof fields)[number];

/** Which heading means what, in a school's own sheet. */
export interface Mapping {
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  /** The role of everybody in the sheet, where no column says it. */
  readonly everybody?: string;
}

/**
 * Headings as information systems of British schools write them, the surest first. Compared in lower case, letters and
 * digits alone.
 */
const usual: Readonly<Record<Field, readonly string[]>> = {
  rosterId: [
    'personid',
    'studentid',
    'pupilid',
    'staffid',
    'arborstudentid',
    'arborstaffid',
    'arborid',
    'bromcomid',
    'externalid',
    'sourcedid',
    'admissionnumber',
    'admissionno',
    'admno',
    'adno',
    'staffcode',
    'employeeid',
    'payrollnumber',
    'misid',
    'id',
    'upn',
  ],
  givenName: [
    'preferredforename',
    'preferredfirstname',
    'chosenforename',
    'forename',
    'firstname',
    'givenname',
    'legalforename',
    'legalfirstname',
  ],
  familyName: [
    'preferredsurname',
    'preferredlastname',
    'chosensurname',
    'surname',
    'lastname',
    'familyname',
    'legalsurname',
    'legallastname',
  ],
  email: [
    'schoolemail',
    'workemail',
    'workemailaddress',
    'primaryemail',
    'mainemail',
    'emailaddress',
    'email',
    'defaultemailaddress',
    'studentemail',
  ],
  bornOn: ['dateofbirth', 'dob', 'birthdate', 'birthday'],
  role: ['role', 'jobtitle', 'staffrole', 'post', 'position', 'persontype', 'usertype', 'type'],
  year: ['yeargroup', 'year', 'nationalcurriculumyear', 'ncyear', 'ncyearactual', 'yeartaughtin', 'grade'],
  class: [
    'registrationform',
    'registrationgroup',
    'reggroup',
    'regform',
    'reg',
    'form',
    'formgroup',
    'tutorgroup',
    'tutor',
    'class',
    'classname',
  ],
};

const bare = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Names headings so that the same sheet is known again next time. */
export const headingsHash = (headings: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headings.map(bare)))
    .digest('hex');

/** What the headings seem to mean. */
export function suggestMapping(headings: readonly string[]): Mapping {
  const known = new Map(headings.map((heading) => [bare(heading), heading]));
  const columns: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const name = usual[field].find((each) => known.has(each));
    if (name !== undefined) columns[field] = known.get(name) as string;
  }
  return { columns };
}

/** What keeps a mapping from being used, by field. */
export function faultsOfMapping(mapping: Mapping, headings: readonly string[]): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const [field, heading] of Object.entries(mapping.columns))
    if (heading !== undefined && !headings.includes(heading))
      faults.set(field, 'Select a column of this file');
  for (const field of ['rosterId', 'givenName', 'familyName'] as const)
    if (mapping.columns[field] === undefined) faults.set(field, wanted[field]);
  if (mapping.columns.role === undefined && !sheetRoles.some((role) => role === mapping.everybody))
    faults.set('everybody', 'Select what everybody in this file is, or the column that says it');
  return faults;
}

const wanted = {
  rosterId: 'Select the column with an id that stays the same from file to file',
  givenName: 'Select the column with the first name',
  familyName: 'Select the column with the family name',
} as const;

interface Reading {
  readonly sheet: Sheet;
  readonly gathering: Gathering;
  readonly today: string;
}

/** Gathers a school's own sheet. Gives what it tells in full, and of whom. */
export function readColumns(
  { sheet, gathering, today }: Reading,
  mapping: Mapping,
): Told & { readonly covers: readonly PersonKind[] } {
  const column = (field: Field) => mapping.columns[field] ?? '';
  const covers = new Set<PersonKind>();
  const needed = [column('rosterId'), column('givenName'), column('familyName')];
  for (const row of gathering.sound(sheet, needed, '')) {
    const word = row.cell(column('role')) || (mapping.everybody ?? '');
    const kind = kindOfRole(roleFor(word).role);
    covers.add(kind);
    const rosterId = takePerson(gathering, {
      sheet,
      row,
      today,
      enabled: true,
      // A pupil and a teacher may have one number in two sheets.
      prefix: `${kind}:`,
      columns: {
        rosterId: column('rosterId'),
        givenName: column('givenName'),
        familyName: column('familyName'),
        email: column('email'),
        bornOn: column('bornOn'),
      },
    });
    if (rosterId === undefined) continue;
    const spot = (field: Field): Spot => ({ sheet, row, column: column(field) });
    if (word !== '') gathering.addRole(rosterId, word, spot('role'));
    if (kind === 'pupil') joinGroups({ gathering, row, rosterId, column, spot });
  }
  const groups = (['year', 'class'] as const).filter((field) => column(field) !== '');
  return { covers: [...covers], groups, families: false };
}

interface Joining {
  readonly gathering: Gathering;
  readonly row: Row;
  readonly rosterId: string;
  readonly column: (field: Field) => string;
  readonly spot: (field: Field) => Spot;
}

function joinGroups({ gathering, row, rosterId, column, spot }: Joining): void {
  const [year, form] = [row.cell(column('year')), row.cell(column('class'))];
  if (year !== '') {
    const { id, name } = yearGroupIn(year);
    gathering.addGroup({ rosterId: id, kind: 'year', name });
    gathering.addMembership({ group: id, person: rosterId, part: 'member' }, spot('year'));
  }
  if (form === '') return;
  const group = `class:${form.toLowerCase().slice(0, 190)}`;
  gathering.addGroup({ rosterId: group, kind: 'class', name: form.slice(0, 200) });
  gathering.addMembership({ group, person: rosterId, part: 'member' }, spot('class'));
}

/** What a sheet of columns lacks. */
export const faultsOfColumns = (sheet: Sheet, mapping: Mapping): Problem[] =>
  [...faultsOfMapping(mapping, sheet.headings)].map(([field, cause]) => ({
    file: sheet.file,
    column: field,
    cause,
  }));
