import { birthdayIn, isDay, truthIn, yearGroupIn } from './cells.ts';
import { type Files, missing, type Needed } from './files.ts';
import type { Gathering, Spot } from './gathering.ts';
import type { GroupKind, Problem } from './roster.ts';
import { roleFor } from './roles.ts';
import type { Row, Sheet } from './sheet.ts';
import { takePerson } from './taking.ts';

/** SOURCE: 1EdTech OneRoster 1.2 and 1.1, CSV binding */
const users = ['sourcedId', 'enabledUser', 'username', 'givenName', 'familyName'];
const needed: Readonly<Record<'1.2' | '1.1', Needed>> = {
  '1.2': [
    ['users', users],
    ['roles', ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId']],
    ['orgs', ['sourcedId', 'name', 'type']],
  ],
  '1.1': [
    ['users', [...users, 'orgSourcedIds', 'role']],
    ['orgs', ['sourcedId', 'name', 'type']],
  ],
};

/** What a OneRoster export lacks. */
export const faultsOfOneRoster = (files: Files, version: '1.2' | '1.1'): Problem[] =>
  missing(files, needed[version]);

interface Reading {
  readonly files: Files;
  readonly gathering: Gathering;
  readonly today: string;
}

/** What of a OneRoster export tells in full. */
export interface Told {
  readonly groups: readonly GroupKind[];
  readonly families: boolean;
}

/** Gathers a OneRoster export, 1.2 or 1.1. */
export function readOneRoster(reading: Reading, version: '1.2' | '1.1'): Told {
  readDepartments(reading);
  readUsers(reading);
  if (version === '1.2') readRoles(reading);
  else readRolesOfUsers(reading);
  readClasses(reading);
  readGrades(reading);
  readFamilies(reading);
  const { files } = reading;
  const hasClasses = files.sheet('classes') !== undefined && files.sheet('enrollments') !== undefined;
  return {
    groups: [...(hasClasses ? (['class'] as const) : []), ...toldBy(files)],
    families: files.has('users', 'agentSourcedIds'),
  };
}

const toldBy = (files: Files): GroupKind[] => [
  ...(files.has('users', 'grades') ? (['year'] as const) : []),
  'department',
];

/** A row that is there still: a system may list what it is about to forget. */
const stays = (row: Row): boolean => row.cell('status').toLowerCase() !== 'tobedeleted';

const at = (sheet: Sheet, row: Row, column: string): Spot => ({ sheet, row, column });

/** Ids in one cell, divided by commas. */
const listed = (cell: string): string[] =>
  cell
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

function readDepartments({ files, gathering }: Reading): void {
  const sheet = files.sheet('orgs');
  if (!sheet) return;
  const rows = gathering.sound(sheet, ['sourcedId', 'name', 'type'], '').filter(stays);
  for (const row of rows)
    if (row.cell('type') === 'department')
      gathering.addGroup({
        rosterId: row.cell('sourcedId'),
        kind: 'department',
        name: row.cell('name').slice(0, 200),
      });
  const schools = rows.filter((row) => row.cell('type') === 'school').length;
  if (schools > 1)
    gathering.remark(sheet.file, `The files name ${schools} schools. The people of all of them were read.`);
}

const userColumns = {
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
    const rosterId = row.cell('sourcedId');
    const enabled = truthIn(row.cell('enabledUser'));
    if ('cause' in enabled) {
      gathering.leaveOut(at(sheet, row, 'enabledUser'), enabled.cause, rosterId);
      continue;
    }
    takePerson(gathering, {
      sheet,
      row,
      columns: userColumns,
      today,
      enabled: enabled.value && stays(row),
      bornOn: birthdays.get(rosterId),
    });
  }
}

/** Days of birth, and nothing else of `demographics.csv`: the rest is nobody's business here. */
function birthdaysIn({ files, gathering, today }: Reading): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const sheet = files.sheet('demographics');
  if (!sheet) return found;
  for (const row of gathering.sound(sheet, ['sourcedId'], '').filter(stays)) {
    const day = birthdayIn(row.cell('birthDate'), today);
    if ('cause' in day) gathering.leaveOut(at(sheet, row, 'birthDate'), day.cause);
    else if (day.value !== undefined) found.set(row.cell('sourcedId'), day.value);
  }
  return found;
}

function readRoles({ files, gathering, today }: Reading): void {
  const sheet = files.sheet('roles');
  if (!sheet) return;
  for (const row of gathering.sound(sheet, ['userSourcedId', 'role'], '')) {
    const problem = faultOfDays(row);
    if (problem) gathering.leaveOut(at(sheet, row, problem), 'this is no day; write 2026-09-01');
    else if (stays(row) && isOn(row, today)) {
      const person = row.cell('userSourcedId');
      gathering.addRole(person, row.cell('role'), at(sheet, row, 'userSourcedId'));
      joinDepartment(gathering, row.cell('orgSourcedId'), person, at(sheet, row, 'orgSourcedId'));
    }
  }
}

function joinDepartment(gathering: Gathering, org: string, person: string, spot: Spot): void {
  if (gathering.hasGroup(org) && gathering.hasPerson(person))
    gathering.addMembership({ group: org, person, part: 'member' }, spot);
}

const faultOfDays = (row: Row): string | undefined =>
  ['beginDate', 'endDate'].find((column) => row.cell(column) !== '' && !isDay(row.cell(column).slice(0, 10)));

/** Whether a role or a place in a class goes on today; an end is the last day. */
function isOn(row: Row, today: string): boolean {
  const [begins, ends] = [row.cell('beginDate').slice(0, 10), row.cell('endDate').slice(0, 10)];
  return (begins === '' || begins <= today) && (ends === '' || ends >= today);
}

function* usersTaken({ files, gathering }: Reading): Generator<readonly [Sheet, Row, string]> {
  const sheet = files.sheet('users');
  for (const row of sheet?.rows ?? [])
    if (sheet && gathering.hasPerson(row.cell('sourcedId'))) yield [sheet, row, row.cell('sourcedId')];
}

function readRolesOfUsers(reading: Reading): void {
  for (const [sheet, row, person] of usersTaken(reading)) {
    if (row.cell('role') !== '') reading.gathering.addRole(person, row.cell('role'), at(sheet, row, 'role'));
    for (const org of listed(row.cell('orgSourcedIds')))
      joinDepartment(reading.gathering, org, person, at(sheet, row, 'orgSourcedIds'));
  }
}

function readClasses({ files, gathering, today }: Reading): void {
  const [classes, enrollments] = [files.sheet('classes'), files.sheet('enrollments')];
  if (!classes || !enrollments) return;
  for (const row of gathering.sound(classes, ['sourcedId', 'title'], 'sourcedId').filter(stays))
    gathering.addGroup({
      rosterId: row.cell('sourcedId'),
      kind: 'class',
      name: row.cell('title').slice(0, 200),
    });
  const needed = ['classSourcedId', 'userSourcedId', 'role'];
  for (const row of gathering.sound(enrollments, needed, '').filter(stays)) {
    const problem = faultOfDays(row);
    const group = row.cell('classSourcedId');
    if (problem) gathering.leaveOut(at(enrollments, row, problem), 'this is no day; write 2026-09-01');
    else if (isOn(row, today)) {
      const column = gathering.hasPerson(row.cell('userSourcedId')) ? 'classSourcedId' : 'userSourcedId';
      const part = roleFor(row.cell('role')).role === 'teacher' ? 'lead' : 'member';
      gathering.addMembership(
        { group, person: row.cell('userSourcedId'), part },
        at(enrollments, row, column),
      );
    }
  }
}

function readGrades(reading: Reading): void {
  const { gathering } = reading;
  for (const [sheet, row, person] of usersTaken(reading)) {
    if (!gathering.hasRole(person, 'pupil')) continue;
    for (const grade of listed(row.cell('grades'))) {
      const { id, name } = yearGroupIn(grade);
      gathering.addGroup({ rosterId: id, kind: 'year', name });
      gathering.addMembership({ group: id, person, part: 'member' }, at(sheet, row, 'grades'));
    }
  }
}

/** Parents stand with their children or children with their parents: systems write either, and some both. */
function readFamilies(reading: Reading): void {
  const { gathering } = reading;
  for (const [sheet, row, person] of usersTaken(reading)) {
    const spot = at(sheet, row, 'agentSourcedIds');
    for (const other of listed(row.cell('agentSourcedIds'))) {
      if (!gathering.knows(other, spot)) continue;
      if (gathering.hasRole(person, 'pupil') && gathering.hasRole(other, 'parent'))
        gathering.addGuardianship({ parent: other, child: person }, spot);
      else if (gathering.hasRole(person, 'parent') && gathering.hasRole(other, 'pupil'))
        gathering.addGuardianship({ parent: person, child: other }, spot);
    }
  }
}
