import { birthdayIn, type Cell, emailIn, idIn, nameIn } from './cells.ts';
import type { Gathering } from './gathering.ts';
import type { Row, Sheet } from './sheet.ts';

/** In which columns of a sheet a person stands. An empty string where the sheet has no such column. */
export interface PersonColumns {
  readonly rosterId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly bornOn: string;
}

export interface PersonTaking {
  readonly sheet: Sheet;
  readonly row: Row;
  readonly columns: PersonColumns;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly enabled: boolean;
  /** The day of birth where another file gives it. */
  readonly bornOn?: string | undefined;
  /** Put before the id, where a sheet's ids are not unique in the school. */
  readonly prefix?: string;
}

/** Takes the person of a row; gives the id, or nothing where the row was put aside. */
export function takePerson(gathering: Gathering, taking: PersonTaking): string | undefined {
  const { sheet, row, columns, today } = taking;
  const cells = {
    rosterId: idIn(row.cell(columns.rosterId)),
    givenName: nameIn(row.cell(columns.givenName)),
    familyName: nameIn(row.cell(columns.familyName)),
    email: emailIn(row.cell(columns.email)),
    bornOn: birthdayIn(row.cell(columns.bornOn), today),
  };
  const rosterId = `${taking.prefix ?? ''}${valueOf(cells.rosterId) ?? ''}`;
  for (const [field, cell] of Object.entries(cells)) {
    if ('value' in cell) continue;
    const column = columns[field as keyof PersonColumns];
    gathering.leaveOut({ sheet, row, column }, cell.cause, rosterId);
    return undefined;
  }
  const draft = {
    rosterId,
    givenName: valueOf(cells.givenName) ?? '',
    familyName: valueOf(cells.familyName) ?? '',
    email: valueOf(cells.email) ?? '',
    enabled: taking.enabled,
    bornOn: valueOf(cells.bornOn) ?? taking.bornOn,
  };
  const isNew = !gathering.hasPerson(rosterId);
  gathering.addPerson(draft, { sheet, row, column: columns.rosterId });
  return isNew ? rosterId : undefined;
}

const valueOf = <Value>(cell: Cell<Value>): Value | undefined => ('value' in cell ? cell.value : undefined);
