export {
  type Applied,
  applyRoster,
  type ApplyingOptions,
  countsOf,
  type Progress,
} from './applying/applying.ts';
export { type ChangedSince, undoImport, type Undone } from './applying/undoing.ts';
export {
  faultsOfMapping,
  type Field,
  fields,
  headingsHash,
  type Mapping,
  suggestMapping,
} from './columns.ts';
export { differenceOf } from './comparing/comparing.ts';
export {
  type Decisions,
  type Difference,
  noDecisions,
  type PersonChange,
  sizeOf,
} from './comparing/difference.ts';
export type { Present } from './comparing/present.ts';
export { readPresent } from './comparing/records.ts';
export { rosterErrors } from './errors.ts';
export { type Reading, readRoster } from './reading.ts';
export { type ImportRow, listImports, readMapping, saveMapping } from './records.ts';
export { sheetRoles } from './roles.ts';
export type { GivenFile, Problem, Quarantined, Remark, Roster, RosterForm, RosterPerson } from './roster.ts';
export { readSheet } from './sheet.ts';
