export { type Backup, backUp, restore } from './backing-up.ts';
export type { Health } from './checking.ts';
export { type StoreErrorCode, storeErrors } from './errors.ts';
export { migrate } from './migrating.ts';
export { openStore, type StoreOptions } from './opening.ts';
export type { Store, StoreKind } from './store.ts';
export type {
  AnswerTable,
  EditionTable,
  GapTable,
  Queries,
  SchoolTable,
  Tables,
  Transaction,
} from './tables.ts';
export { codeOf, isUnalterable, violates } from './violations.ts';
