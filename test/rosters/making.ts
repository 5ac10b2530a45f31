import type { GivenFile } from '../../src/roster/index.ts';
import { zipOf } from './zipping.ts';

/** An invented school, from which files of every format are written. */
export interface InventedSchool {
  readonly pupils: readonly InventedPerson[];
  readonly parents: readonly (InventedPerson & { readonly child: string })[];
  readonly staff: readonly (InventedPerson & { readonly role: string })[];
  readonly classes: readonly { readonly id: string; readonly title: string }[];
}

export interface InventedPerson {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly email: string;
  /** Of pupils: their year group and class. */
  readonly year?: number;
  readonly classId?: string;
  readonly born?: string;
}

const given = ['Ambertine', 'Brundle', 'Cosmaline', 'Dorrin', 'Elphina', 'Fenwick-Ray', 'Gristle', 'Hollin'];
const family = [
  'Applethwaite',
  'Bramblecote',
  'Cloverhay',
  'Dunmoor',
  'O’Quillan',
  'Ffoulkestone',
  'Zürnbach',
];

const person = (kind: string, index: number): InventedPerson => ({
  id: `${kind}-${index}`,
  given: given[index % given.length] as string,
  family: `${family[index % family.length]}${index}`,
  email: `${kind}${index}@school.example`,
});

/** So many invented people: of ten, five are pupils, four parents and one works at the school. */
export function inventSchool(count: number): InventedSchool {
  const size = Math.max(1, Math.floor(count / 10));

  const staff = Array.from({ length: size }, (_, index) => ({
    ...person('staff', index),
    role: index === 0 ? 'principal' : index % 4 === 3 ? 'aide' : 'teacher',
  }));
  const classes = staff.map((_, index) => ({ id: `class-${index}`, title: `Class ${index}` }));
  const pupils = Array.from({ length: size * 5 }, (_, index) => ({
    ...person('pupil', index),
    year: (index % 7) + 1,
    classId: `class-${index % size}`,
    born: `20${14 + (index % 7)}-0${1 + (index % 9)}-15`,
  }));
  const parents = Array.from({ length: count - size * 6 }, (_, index) => ({
    ...person('parent', index),
    child: `pupil-${index % (size * 5)}`,
  }));
  return { pupils, parents, staff, classes };
}

type Rows = readonly (readonly (string | number | undefined)[])[];

/** A CSV file (RFC 4180) from rows, the headings first. */
export const csvFile = (name: string, rows: Rows): GivenFile => ({
  name,
  bytes: Buffer.from(rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')),
});

const quoted = (cell: string | number | undefined): string => {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const zipped = (files: readonly GivenFile[], name = 'roster.zip'): GivenFile => ({
  name,
  bytes: zipOf(files),
});

const manifest = (version: string, ...bulk: readonly string[]): GivenFile =>
  csvFile('manifest.csv', [
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', version],
    ...bulk.map((file) => [`file.${file}`, 'bulk']),
    ['file.results', 'absent'],
  ]);

const userHeadings = ['sourcedId', 'status', 'dateLastModified', 'enabledUser'];
const orgs = csvFile('orgs.csv', [
  ['sourcedId', 'status', 'dateLastModified', 'name', 'type', 'identifier', 'parentSourcedId'],
  ['org-1', '', '', 'Invented School', 'school', '', ''],
  ['org-2', '', '', 'Humanities', 'department', '', 'org-1'],
]);

const everybody = (school: InventedSchool) => [
  ...school.pupils.map((person) => ({ ...person, role: 'student', agents: '' })),
  ...school.parents.map((person) => ({ ...person, role: 'guardian', agents: person.child })),
  ...school.staff.map((person) => ({ ...person, role: person.role, agents: '' })),
];

const enrollments = (school: InventedSchool): Rows => [
  ...school.pupils.map((pupil) => [pupil.classId, pupil.id, 'student']),
  ...school.classes.map(({ id }, index) => [id, school.staff[index]?.id, 'teacher']),
];

const classFiles = (school: InventedSchool): GivenFile[] => [
  csvFile('classes.csv', [
    [
      'sourcedId',
      'status',
      'dateLastModified',
      'title',
      'grades',
      'courseSourcedId',
      'classCode',
      'classType',
      'schoolSourcedId',
      'termSourcedIds',
    ],
    ...school.classes.map(({ id, title }) => [id, '', '', title, '', 'c', '', 'homeroom', 'org-1', 't']),
  ]),
  csvFile('enrollments.csv', [
    [
      'sourcedId',
      'status',
      'dateLastModified',
      'classSourcedId',
      'schoolSourcedId',
      'userSourcedId',
      'role',
      'primary',
      'beginDate',
      'endDate',
    ],
    ...enrollments(school).map(([group, user, role], index) => [
      `e-${index}`,
      '',
      '',
      group,
      'org-1',
      user,
      role,
      '',
      '',
      '',
    ]),
  ]),
];

const demographics = (school: InventedSchool): GivenFile =>
  csvFile('demographics.csv', [
    ['sourcedId', 'status', 'dateLastModified', 'birthDate', 'sex'],
    ...school.pupils.map((pupil) => [pupil.id, '', '', pupil.born, '']),
  ]);

/** The files of a OneRoster 1.2 export, bulk. */
export const oneRoster12 = (school: InventedSchool): GivenFile[] => [
  manifest('1.2', 'users', 'roles', 'orgs', 'classes', 'enrollments', 'demographics'),
  orgs,
  csvFile('users.csv', [
    [
      ...userHeadings,
      'username',
      'userIds',
      'givenName',
      'familyName',
      'middleName',
      'identifier',
      'email',
      'sms',
      'phone',
      'agentSourcedIds',
      'grades',
      'password',
      'primaryOrgSourcedId',
    ],
    ...everybody(school).map((person) => [
      person.id,
      '',
      '',
      'true',
      person.id,
      '',
      person.given,
      person.family,
      '',
      '',
      person.email,
      '',
      '',
      person.agents,
      person.year,
      '',
      'org-1',
    ]),
  ]),
  csvFile('roles.csv', [
    [
      'sourcedId',
      'status',
      'dateLastModified',
      'userSourcedId',
      'roleType',
      'role',
      'beginDate',
      'endDate',
      'orgSourcedId',
      'userProfileSourcedId',
    ],
    ...everybody(school).map((person, index) => [
      `r-${index}`,
      '',
      '',
      person.id,
      'primary',
      person.role,
      '',
      '',
      person.role === 'teacher' ? 'org-2' : 'org-1',
      '',
    ]),
  ]),
  ...classFiles(school),
  demographics(school),
];

/** The files of a OneRoster 1.1 export, bulk: roles stand with the users. */
export const oneRoster11 = (school: InventedSchool): GivenFile[] => [
  manifest('1.1', 'users', 'orgs', 'classes', 'enrollments', 'demographics'),
  orgs,
  csvFile('users.csv', [
    [
      ...userHeadings,
      'orgSourcedIds',
      'role',
      'username',
      'userIds',
      'givenName',
      'familyName',
      'middleName',
      'identifier',
      'email',
      'sms',
      'phone',
      'agentSourcedIds',
      'grades',
      'password',
    ],
    ...everybody(school).map((person) => [
      person.id,
      '',
      '',
      'true',
      person.role === 'teacher' ? 'org-1,org-2' : 'org-1',
      person.role === 'principal' ? 'administrator' : person.role,
      person.id,
      '',
      person.given,
      person.family,
      '',
      '',
      person.email,
      '',
      '',
      person.agents,
      person.year,
      '',
    ]),
  ]),
  ...classFiles(school),
  demographics(school),
];

/** The files of a School Data Sync 2.1 export. Parents hold no role there. */
export const schoolDataSync = (school: InventedSchool): GivenFile[] => [
  csvFile('orgs.csv', [
    ['sourcedId', 'name', 'type', 'parentSourcedId'],
    ['org-1', 'Invented School', 'school', ''],
    ['org-2', 'Humanities', 'department', 'org-1'],
  ]),
  csvFile('users.csv', [
    [
      'sourcedId',
      'username',
      'givenName',
      'familyName',
      'password',
      'activeDirectoryMatchId',
      'email',
      'phone',
      'sms',
    ],
    ...everybody(school).map((person) => [
      person.id,
      person.email,
      person.given,
      person.family,
      '',
      '',
      person.email,
      '',
      '',
    ]),
  ]),
  csvFile('roles.csv', [
    ['userSourcedId', 'orgSourcedId', 'role', 'sessionSourcedId', 'grade', 'isPrimary'],
    ...everybody(school)
      .filter((person) => person.role !== 'guardian')
      .map((person) => [
        person.id,
        person.role === 'teacher' ? 'org-2' : 'org-1',
        person.role,
        '',
        person.year,
        'true',
      ]),
  ]),
  csvFile('classes.csv', [
    ['sourcedId', 'orgSourcedId', 'title', 'sessionSourcedIds', 'courseSourcedId', 'code'],
    ...school.classes.map(({ id, title }) => [id, 'org-1', title, '', '', '']),
  ]),
  csvFile('enrollments.csv', [['classSourcedId', 'userSourcedId', 'role'], ...enrollments(school)]),
  csvFile('demographics.csv', [
    ['userSourcedId', 'sex', 'birthDate'],
    ...school.pupils.map((pupil) => [pupil.id, '', pupil.born]),
  ]),
  csvFile('relationships.csv', [
    ['userSourcedId', 'relationshipUserSourcedId', 'relationshipRole'],
    ...school.parents.map((parent) => [parent.child, parent.id, 'guardian']),
  ]),
];

/** The list of pupils as a British information system writes it. */
export const pupilList = (school: InventedSchool): GivenFile =>
  csvFile('pupils.csv', [
    ['Adno', 'Legal Surname', 'Forename', 'DOB', 'Year Group', 'Reg Group', 'Work Email'],
    ...school.pupils.map((pupil) => [
      pupil.id,
      pupil.family,
      pupil.given,
      pupil.born?.split('-').toReversed().join('/'),
      `Year ${pupil.year}`,
      pupil.classId,
      pupil.email,
    ]),
  ]);
