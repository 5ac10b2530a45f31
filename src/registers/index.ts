export {
  type Finding,
  chooseDue,
  noteCheck,
} from './checks/checking.ts';
export { readEvidence } from './checks/evidence.ts';
export {
  checksOf,
  type DoneCheck,
  type Due,
  type DueCheck,
  type DueFilter,
  type Evidence,
  evidenceOf,
  listDue,
} from './checks/records.ts';
export { type CalendarOf, calendarOf } from './feeds/calendar.ts';
export { endFeed, type FeedReader, feedReader, makeFeed } from './feeds/feed.ts';
export { feedMadeAt } from './feeds/records.ts';
export { registerErrors } from './errors.ts';
export { dayIn, type Fitted, fitDraft, isWebAddress, type RawItem } from './fitting.ts';
export type { Item, ItemDraft, Standing } from './item.ts';
export { changeItem, enterItem, enterItems, hasPassed, setState, type StateOutcome } from './keeping.ts';
export {
  checksFor,
  type CheckPlan,
  type Choice,
  dayAfter,
  type FactValue,
  type Field,
  type FieldType,
  fieldTypes,
  type Interval,
  type Kind,
  kindsFor,
  mayWith,
  type State,
  states,
} from './kind.ts';
export type { KindData, Wrong } from './kind-shape.ts';
export { addKind, dataOf, keepKind, openKinds, requireKind, withIntervals, wordInterval } from './kinds.ts';
export { book, type Booked, type BookingDraft, cancelBooking } from './loans/booking.ts';
export { type ActOfPerson, lend, type Lent, type LoanDraft, takeBack } from './loans/lending.ts';
export {
  type Booking,
  listBookings,
  listLoans,
  type Loan,
  type LoanFilter,
  type LoanOfItem,
} from './loans/records.ts';
export { makeKind } from './making-kinds.ts';
export { type RegisterPower, registersPowers } from './powers.ts';
export {
  eventsOf,
  findItem,
  findItems,
  type ItemEvent,
  type ItemFilter,
  listItems,
} from './records.ts';
export { closedDaysOf, type Round, takeRound } from './reminding/records.ts';
export { remindOwners, type SchoolWithChecks } from './reminding/reminding.ts';
export { type Columns, faultsOfColumns, suggestColumns } from './sheets/columns.ts';
export { csvOf, rowsOf, wordValue } from './sheets/exporting.ts';
export {
  applyImport,
  type ImportPlan,
  planImport,
  type Present,
  type RowProblem,
  type SheetRead,
} from './sheets/importing.ts';
export { openShelves, type Shelves } from './shelves/keeping-shelves.ts';
export type { ShelfRow } from './shelves/records.ts';
export type { DueOfItem, Found, LentItem, Shelf, ShelfFilter } from './shelves/shelf.ts';
export { readKind, readKinds, shippedKinds } from './shipped-kinds.ts';
export { shownByItem } from './showing.ts';
