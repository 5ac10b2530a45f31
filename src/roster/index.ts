export { type Applied, applyRoster, type ApplyingOptions, countsOf, type Progress } from './applying.ts';
export {
  faultsOfMapping,
  type Field,
  fields,
  headingsHash,
  type Mapping,
  suggestMapping,
} from './columns.ts';
export { differenceOf } from './comparing.ts';
export {
  type Decisions,
  type Difference,
  noDecisions,
  type PersonChange,
  sizeOf,
} from './difference.ts';
export { rosterErrors } from './errors.ts';
export type { Present } from './present.ts';
export { type Reading, readRoster } from './reading.ts';
export { type ImportRow, listImports, readMapping, readPresent, saveMapping } from './records.ts';
export { sheetRoles } from './roles.ts';
export type { GivenFile, Problem, Quarantined, Remark, Roster, RosterForm, RosterPerson } from './roster.ts';
export { type ChangedSince, undoImport, type Undone } from './undoing.ts';
