import { birthdayIn, isDay, yearGroupIn } from './cells.ts';
import { type Files, missing } from './files.ts';
import type { Gathering, Spot } from './gathering.ts';
import type { Told } from './one-roster.ts';
import { roleFor } from './roles.ts';
import type { GroupKind, Problem } from './roster.ts';
import type { Row, Sheet } from './sheet.ts';
import { takePerson } from './taking.ts';

/** What files of School Data Sync lack. SOURCE: Microsoft, SDS V2.1 CSV file format */
export const faultsOfSchoolDataSync = (files: Files): Problem[] =>
  missing(files, [
    ['users', ['sourcedId', 'username', 'givenName', 'familyName']],
    ['roles', ['userSourcedId', 'orgSourcedId', 'role']],
    ['orgs', ['sourcedId', 'name', 'type']],
  ]);

interface Reading {
  readonly files: Files;
  readonly gathering: Gathering;
  readonly today: string;
}

/** Gathers files of School Data Sync, version 2.1. */
export function readSchoolDataSync(reading: Reading): Told {
  const { files } = reading;
  readDepartments(reading);
  readUsers(reading);
  readRoles(reading);
  readClasses(reading);
  readFamilies(reading);
  const groups: GroupKind[] = ['department'];
  if (files.sheet('classes') && files.sheet('enrollments')) groups.push('class');
  if (files.has('roles', 'grade')) groups.push('year');
  return { groups, families: files.sheet('relationships') !== undefined };
}

const at = (sheet: Sheet, row: Row, column: string): Spot => ({ sheet, row, column });

function readDepartments({ files, gathering }: Reading): void {
  const sheet = files.sheet('orgs');
  if (!sheet) return;
  for (const row of gathering.sound(sheet, ['sourcedId', 'name', 'type'], ''))
    if (row.cell('type') === 'department')
      gathering.addGroup({
        rosterId: row.cell('sourcedId'),
        kind: 'department',
        name: row.cell('name').slice(0, 200),
      });
}

const columns = {
  rosterId: 'sourcedId',
  givenName: 'givenName',
  familyName: 'familyName',
  email: 'email',
  bornOn: '',
} as const;

function readUsers(reading: Reading): void {
  const { files, gathering, today } = reading;
  const sheet = files.sheet('users');
  if (!sheet) return;
  const birthdays = birthdaysIn(reading);
  for (const row of gathering.sound(sheet, ['sourcedId', 'givenName', 'familyName'], 'sourcedId')) {
    const bornOn = birthdays.get(row.cell('sourcedId'));
    takePerson(gathering, { sheet, row, columns, today, enabled: true, bornOn });
  }
}

function birthdaysIn({ files, gathering, today }: Reading): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const sheet = files.sheet('demographics');
  if (!sheet) return found;
  for (const row of gathering.sound(sheet, ['userSourcedId'], '')) {
    const day = birthdayIn(row.cell('birthDate'), today);
    if ('cause' in day) gathering.leaveOut(at(sheet, row, 'birthDate'), day.cause);
    else if (day.value !== undefined) found.set(row.cell('userSourcedId'), day.value);
  }
  return found;
}

function readRoles({ files, gathering, today }: Reading): void {
  const sheet = files.sheet('roles');
  if (!sheet) return;
  for (const row of gathering.sound(sheet, ['userSourcedId', 'role'], '')) {
    const column = ['roleStartDate', 'roleEndDate'].find((each) => !isDayOrEmpty(row.cell(each)));
    if (column !== undefined) gathering.leaveOut(at(sheet, row, column), 'this is no day; write 2026-09-01');
    else if (isOn(row, today)) readRole(gathering, sheet, row);
  }
}

function readRole(gathering: Gathering, sheet: Sheet, row: Row): void {
  const person = row.cell('userSourcedId');
  gathering.addRole(person, row.cell('role'), at(sheet, row, 'userSourcedId'));
  if (!gathering.hasPerson(person)) return;
  const org = row.cell('orgSourcedId');
  if (gathering.hasGroup(org))
    gathering.addMembership({ group: org, person, part: 'member' }, at(sheet, row, 'orgSourcedId'));
  if (row.cell('grade') === '' || roleFor(row.cell('role')).role !== 'pupil') return;
  const { id, name } = yearGroupIn(row.cell('grade'));
  gathering.addGroup({ rosterId: id, kind: 'year', name });
  gathering.addMembership({ group: id, person, part: 'member' }, at(sheet, row, 'grade'));
}

const isDayOrEmpty = (text: string): boolean => text === '' || isDay(text.slice(0, 10));

function isOn(row: Row, today: string): boolean {
  const [begins, ends] = [row.cell('roleStartDate').slice(0, 10), row.cell('roleEndDate').slice(0, 10)];
  return (begins === '' || begins <= today) && (ends === '' || ends >= today);
}

function readClasses({ files, gathering }: Reading): void {
  const [classes, enrollments] = [files.sheet('classes'), files.sheet('enrollments')];
  if (!classes || !enrollments) return;
  for (const row of gathering.sound(classes, ['sourcedId', 'title'], 'sourcedId'))
    gathering.addGroup({
      rosterId: row.cell('sourcedId'),
      kind: 'class',
      name: row.cell('title').slice(0, 200),
    });
  for (const row of gathering.sound(enrollments, ['classSourcedId', 'userSourcedId', 'role'], '')) {
    const [group, person] = [row.cell('classSourcedId'), row.cell('userSourcedId')];
    const column = gathering.hasPerson(person) ? 'classSourcedId' : 'userSourcedId';
    const part = roleFor(row.cell('role')).role === 'teacher' ? 'lead' : 'member';
    gathering.addMembership({ group, person, part }, at(enrollments, row, column));
  }
}

/** Contacts stand among the users without a role; being somebody's parent is what makes them one. */
function readFamilies({ files, gathering }: Reading): void {
  const sheet = files.sheet('relationships');
  if (!sheet) return;
  const needed = ['userSourcedId', 'relationshipUserSourcedId', 'relationshipRole'];
  for (const row of gathering.sound(sheet, needed, '')) {
    if (!/^(?:parent|guardian|relative)$/i.test(row.cell('relationshipRole'))) continue;
    const [child, parent] = [row.cell('userSourcedId'), row.cell('relationshipUserSourcedId')];
    if (gathering.hasPerson(parent) && gathering.hasPerson(child))
      gathering.addRole(parent, 'parent', at(sheet, row, 'relationshipUserSourcedId'));
    const column = gathering.hasPerson(parent) ? 'userSourcedId' : 'relationshipUserSourcedId';
    gathering.addGuardianship({ parent, child }, at(sheet, row, column));
  }
}
