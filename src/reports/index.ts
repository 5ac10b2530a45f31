export { endClock, readClocksOf, type RunningClock } from './clocks/records.ts';
export * from './escalating/index.ts';
export * from './figures/index.ts';
export { reportErrors, reportFault } from './errors.ts';
export { checkFile, LARGEST_FILE, MOST_FILES } from './evidence/checking.ts';
export { endingsTaken } from './evidence/file-kind.ts';
export { IMAGE_FACT, mayHandIn } from './evidence/forbidding.ts';
export {
  type Filed,
  fileReport,
  type FilingSchool,
  hashed,
  type ReportDraft,
  type Reporting,
} from './filing.ts';
export { rolesHeard, rolesOfHearer, unheardRoutes } from './handling/acknowledging.ts';
export {
  type CheckedFile,
  type EntryDraft,
  type EntryKind,
  type Evidence,
  type ReportEntry,
} from './handling/entry.ts';
export {
  acknowledge,
  add,
  assign,
  close,
  find,
  foundIn,
  type Handling,
  letIn,
  mayBeLetIn,
  missingOf,
  type PlainKind,
  reopen,
  tellAbout,
} from './handling/handling.ts';
export { mostPressingFirst, type Pressing, pressingOf } from './handling/pressing.ts';
export { changeState, lockReport, readEntries, readFile, readRolesHeard } from './handling/records.ts';
export { write } from './handling/writing.ts';
export { earsOf, type Hearer, hearersOf, hears } from './hearing.ts';
export {
  type Finding,
  findingsAsked,
  kindOf,
  type Press,
  pressesOf,
  type Queue,
  queues,
  refusesFiles,
  type ReportKind,
} from './kind.ts';
export {
  closedHeard,
  type Looking,
  reportNotFound,
  reportsHeard,
  requireHeard,
  searched,
} from './looking.ts';
export { type Named, peopleMeant } from './naming.ts';
export * from './measures/index.ts';
export { openReporting, type ReportingTables } from './opening.ts';
export { reportPowers } from './powers.ts';
export { readReportKinds } from './reading-kinds.ts';
export { readReceipt } from './reference.ts';
export { readReports } from './records.ts';
export type { Hearing, LetIn, Listener, Report, ReportRoute, Way } from './report.ts';
export { type PlannedRoute, type Routing, routingOf, type Telling } from './routing.ts';
export { type Asked, askedOf } from './telling/asking.ts';
export { type Meaning, peopleAbout } from './telling/meaning.ts';
export { answerAsTeller, reportsTold, type Teller, type Told, toldReport } from './telling/telling.ts';
