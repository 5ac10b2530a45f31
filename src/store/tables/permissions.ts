import type { Day, Fixed, FixedGenerated, FixedJson } from './columns.ts';

export interface CounterTable {
  school_id: Fixed<string>;
  kind: Fixed<string>;
  last: number;
}

export interface AbsenceTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  since: Fixed<Day>;
  until: Day;
}

export interface RequestTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  number: Fixed<number>;
  /** Who wants to do it. */
  person_id: Fixed<string>;
  /** Who wrote it down: the same person, or the office for somebody on the telephone. */
  entered_by: Fixed<string>;
  edition: Fixed<number>;
  act: Fixed<string>;
  thing: Fixed<string | null>;
  /** Words of the vocabulary only. */
  facts: FixedJson;
  /** The asker's own words. */
  purpose: Fixed<string>;
  since: Fixed<Day>;
  until: Fixed<Day | null>;
  /** Of a register. */
  item_id: Fixed<string | null>;
  is_exemption: FixedGenerated<boolean>;
  made_at: Fixed<Date>;
  seq: Fixed<number>;
}

export interface RequestPartTable {
  school_id: Fixed<string>;
  request_id: Fixed<string>;
  clause: Fixed<string>;
  mode: Fixed<string>;
  /** Separated by blanks. */
  roles: Fixed<string>;
  written: Fixed<boolean>;
}

export interface RequestNeedTable {
  school_id: Fixed<string>;
  request_id: Fixed<string>;
  /** A fact of the vocabulary. */
  need: Fixed<string>;
  /** 'register', 'assessment', 'asker' or none while it is missing. */
  shown_by: string | null;
  /** Id of the item or the assessment. */
  reference: string | null;
}

export interface RequestRemarkTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  request_id: Fixed<string>;
  person_id: Fixed<string>;
  words: Fixed<string>;
  /** Asked back: it waits for the asker. */
  is_question: Fixed<boolean>;
  said_at: Fixed<Date>;
}

export interface DecisionTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  request_id: Fixed<string>;
  clause: Fixed<string>;
  /** As whom. */
  role: Fixed<string>;
  person_id: Fixed<string>;
  outcome: Fixed<string>;
  conditions: Fixed<string | null>;
  reason: Fixed<string | null>;
  decided_at: Fixed<Date>;
  seq: Fixed<number>;
}

export interface RequestRetractionTable {
  school_id: Fixed<string>;
  request_id: Fixed<string>;
  retracted_at: Fixed<Date>;
}

export interface PermissionTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  number: Fixed<number>;
  /** None where it was given without being asked for. */
  request_id: Fixed<string | null>;
  person_id: Fixed<string>;
  edition: Fixed<number>;
  clause: Fixed<string>;
  act: Fixed<string>;
  thing: Fixed<string | null>;
  /** What it was granted for. */
  facts: FixedJson;
  /** Roles, separated by blanks. */
  given_by: Fixed<string>;
  written: Fixed<boolean>;
  is_exemption: Fixed<boolean>;
  conditions: Fixed<string | null>;
  since: Fixed<Day>;
  /** The last day; lapses by itself. */
  until: Fixed<Day | null>;
  item_id: Fixed<string | null>;
  given_at: Fixed<Date>;
  seq: Fixed<number>;
}

export interface WithdrawalTable {
  school_id: Fixed<string>;
  permission_id: Fixed<string>;
  /** Who withdrew it. */
  person_id: Fixed<string>;
  role: Fixed<string>;
  reason: Fixed<string>;
  withdrawn_at: Fixed<Date>;
  seq: Fixed<number>;
}

export interface RestrictionTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  act: Fixed<string>;
  /** The clause that lets it be withdrawn. */
  clause: Fixed<string>;
  /** What is still allowed; none where nothing is. */
  limits: Fixed<string | null>;
  reason: Fixed<string>;
  since: Fixed<Day>;
  until: Day | null;
  by_id: Fixed<string>;
  role: Fixed<string>;
  made_at: Fixed<Date>;
  lifted_at: Date | null;
  lifted_by: string | null;
  seq: Fixed<number>;
}

export interface AssessmentTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  edition: Fixed<number>;
  kind: Fixed<string>;
  title: Fixed<string>;
  item_id: Fixed<string | null>;
  answers: FixedJson;
  written_by: Fixed<string>;
  written_at: Fixed<Date>;
  approved_by: string | null;
  approved_at: Date | null;
  review_on: Day | null;
}

export interface EarlyReviewTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** 'ai-tool', 'filter-change', 'incident'. */
  cause: Fixed<string>;
  subject: Fixed<string>;
  raised_at: Fixed<Date>;
  settled_at: Date | null;
  settled_by: string | null;
  outcome: string | null;
}

export interface PermissionsTables {
  counter: CounterTable;
  absence: AbsenceTable;
  request: RequestTable;
  request_part: RequestPartTable;
  request_need: RequestNeedTable;
  request_remark: RequestRemarkTable;
  decision: DecisionTable;
  request_retraction: RequestRetractionTable;
  permission: PermissionTable;
  withdrawal: WithdrawalTable;
  restriction: RestrictionTable;
  assessment: AssessmentTable;
  early_review: EarlyReviewTable;
}
