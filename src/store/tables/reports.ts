import type { Day, Fixed, FixedJson } from './columns.ts';

/** Something that was told. What was said is never altered; how it stands is kept beside it for lists. */
export interface ReportTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** What people say to each other; tells nothing, not even how many there are. */
  reference: Fixed<string>;
  /** Of vocabulary/reports: which questions, clocks and findings it has. */
  kind: Fixed<string>;
  /** Of the vocabulary. */
  event: Fixed<string>;
  /** The policy that routed it. */
  edition: Fixed<number>;
  /** Words of the vocabulary only. */
  facts: FixedJson;
  /** The teller's own. */
  words: Fixed<string>;
  /** Whom it is about, as the teller wrote it. */
  about: Fixed<string | null>;
  way: Fixed<string>;
  /** None where somebody without an account told it. */
  told_by: Fixed<string | null>;
  /** Role under which it was routed. */
  told_as: Fixed<string>;
  /** Who wrote it down for somebody who telephoned. */
  entered_by: Fixed<string | null>;
  /** Where answers go, if somebody without an account left one. */
  teller_address: Fixed<string | null>;
  /** Of the code with which somebody without an account comes back. */
  receipt_hash: Fixed<Uint8Array | null>;
  /** Of the form or the letter: the same one sent twice is one report. */
  came_once: Fixed<Uint8Array>;
  is_confidential: Fixed<boolean>;
  /** When somebody of the school first knew. */
  came_at: Fixed<Date>;
  filed_at: Fixed<Date>;
  state: string;
  acknowledged_at: Date | null;
  assigned_to: string | null;
  closed_at: Date | null;
  seq: Fixed<number>;
}

/** A clause that says who must be told of it, as it was when the report came. */
export interface ReportRouteTable {
  school_id: Fixed<string>;
  report_id: Fixed<string>;
  /** Empty where no clause speaks of it. */
  clause: Fixed<string>;
  mode: Fixed<string>;
  /** Separated by blanks. */
  roles: Fixed<string>;
  /** As the clause says it. */
  within: Fixed<string | null>;
  how: Fixed<string | null>;
  /** By when somebody must have heard. */
  due_at: Fixed<Date | null>;
}

/** Roles under which a report may come to be heard: where to look first. Who hears it is decided from the route, each time. */
export interface ReportEarTable {
  school_id: Fixed<string>;
  role: Fixed<string>;
  report_id: Fixed<string>;
}

/** Whom a report is about. It does not exist for them. */
export interface ReportAboutTable {
  school_id: Fixed<string>;
  report_id: Fixed<string>;
  person_id: Fixed<string>;
  since: Fixed<Date>;
}

/** Somebody who hears a report besides those whom the policy names: it was given to them, or went up to them. */
export interface ReportHearerTable {
  school_id: Fixed<string>;
  report_id: Fixed<string>;
  person_id: Fixed<string>;
  why: Fixed<string>;
  since: Fixed<Date>;
  until: Date | null;
}

/** Everything that was done about it, in order; nothing is altered. */
export interface ReportEntryTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  report_id: Fixed<string>;
  kind: Fixed<string>;
  /** None for the teller without an account, and for the program itself. */
  person_id: Fixed<string | null>;
  words: Fixed<string | null>;
  details: FixedJson;
  /** The teller reads it. */
  is_for_teller: Fixed<boolean>;
  at: Fixed<Date>;
  seq: Fixed<number>;
}

/** Evidence, as it came: its hash is in the ledger. */
export interface ReportFileTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  report_id: Fixed<string>;
  entry_id: Fixed<string>;
  name: Fixed<string>;
  /** Found from its bytes. */
  type: Fixed<string>;
  size: Fixed<number>;
  content_hash: Fixed<Uint8Array>;
  body: Fixed<Uint8Array>;
}

/** Times that a report has set running, beside those of its routes. */
export interface ReportClockTable {
  school_id: Fixed<string>;
  report_id: Fixed<string>;
  /** Of the law. */
  clock: Fixed<string>;
  started_at: Fixed<Date>;
  due_at: Date | null;
  met_at: Date | null;
  /** Met, or why it does not bind any more. */
  ended_why: string | null;
}

/** What was decided about a person; somebody decides it, never the program. */
export interface MeasureTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  report_id: Fixed<string>;
  /** Whom it is taken against. */
  person_id: Fixed<string>;
  /** The clause that provides for it. */
  clause: Fixed<string | null>;
  measure: Fixed<string>;
  reason: Fixed<string>;
  decided_by: Fixed<string>;
  decided_at: Fixed<Date>;
  since: Fixed<Day>;
  until: Fixed<Day | null>;
  lifted_at: Date | null;
  lifted_by: string | null;
  lifted_why: string | null;
  seq: Fixed<number>;
}

/** Somebody's account and permissions rest while something is looked into; it is taken back as if it had not been. */
export interface SuspensionTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  reason: Fixed<string>;
  decided_by: Fixed<string>;
  since: Fixed<Date>;
  ended_at: Date | null;
  ended_by: string | null;
  ended_why: string | null;
  seq: Fixed<number>;
}

export interface ReportsTables {
  report: ReportTable;
  report_route: ReportRouteTable;
  report_ear: ReportEarTable;
  report_about: ReportAboutTable;
  report_hearer: ReportHearerTable;
  report_entry: ReportEntryTable;
  report_file: ReportFileTable;
  report_clock: ReportClockTable;
  measure: MeasureTable;
  suspension: SuspensionTable;
}
