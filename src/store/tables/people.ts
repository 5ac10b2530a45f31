import type { Generated } from 'kysely';
import type { Day, Fixed, FixedJson, Json } from './columns.ts';

export interface FirmTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  name: string;
  /** The role of the policy that the firm fills, where it fills one. */
  role: string | null;
  since: Fixed<Day>;
  /** The last day. */
  until: Day | null;
}

export interface PersonTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  given_name: string;
  family_name: string;
  /** Lower case; not unique: a household may share one. */
  email: string | null;
  /** The source's own id, where a roster brought the person. */
  roster_id: string | null;
  /** Only where an age decides something. */
  born_on: Day | null;
  firm_id: string | null;
  made_at: Fixed<Date>;
  /** Shut: nothing opens for this person from that moment. */
  closed_at: Date | null;
  /** Since when the account rests while something is looked into. */
  suspended_at: Generated<Date | null>;
}

export interface HoldingTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  /** A role of the policy. */
  role: Fixed<string>;
  since: Day;
  /** The last day; none while it goes on. */
  until: Day | null;
  /** Stands in while the holder is away. */
  deputises: Generated<boolean>;
  /** 'office' or 'roster'. */
  source: Fixed<string>;
}

export interface GroupingTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  kind: Fixed<string>;
  name: string;
  roster_id: string | null;
  since: Fixed<Day>;
  until: Day | null;
}

export interface MembershipTable {
  school_id: Fixed<string>;
  group_id: Fixed<string>;
  person_id: Fixed<string>;
  /** 'member', or 'lead' for who teaches or heads it. */
  part: Fixed<string>;
  since: Fixed<Day>;
  until: Day | null;
  source: Fixed<string>;
}

export interface GuardianshipTable {
  school_id: Fixed<string>;
  parent_id: Fixed<string>;
  child_id: Fixed<string>;
  household: Generated<number>;
  since: Fixed<Day>;
  until: Day | null;
  source: Fixed<string>;
}

export interface MovementTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  kind: Fixed<string>;
  on_day: Fixed<Day>;
  opened_at: Fixed<Date>;
  /** A person; none where the roster opened it. */
  opened_by: Fixed<string | null>;
}

export interface MovementStepTable {
  school_id: Fixed<string>;
  movement_id: Fixed<string>;
  /** `give-back-devices`. */
  step: Fixed<string>;
  done_at: Date | null;
  done_by: string | null;
  note: string | null;
}

export interface RosterImportTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** 'oneroster-1.2', 'oneroster-1.1', 'sds-2.1', 'columns'. */
  form: Fixed<string>;
  file_name: Fixed<string>;
  applied_at: Fixed<Date>;
  applied_by: Fixed<string | null>;
  undone_at: Date | null;
  counts: FixedJson;
  /** The rows as they were before. */
  reversal: FixedJson;
}

export interface RosterMappingTable {
  school_id: Fixed<string>;
  headings_hash: Fixed<string>;
  mapping: Json;
  saved_at: Date;
}

export interface PeopleTables {
  firm: FirmTable;
  person: PersonTable;
  holding: HoldingTable;
  grouping: GroupingTable;
  membership: MembershipTable;
  guardianship: GuardianshipTable;
  movement: MovementTable;
  movement_step: MovementStepTable;
  roster_import: RosterImportTable;
  roster_mapping: RosterMappingTable;
}
