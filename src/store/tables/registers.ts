import type { Day, Fixed, FixedJson, Json } from './columns.ts';

export interface RegisterKindTable {
  school_id: Fixed<string>;
  /** `equipment`, or one that the school added. */
  kind: Fixed<string>;
  /** Name, fields, checks, powers: canonical form of what vocabulary/kinds has. */
  definition: Json;
  made_at: Fixed<Date>;
  made_by: Fixed<string | null>;
}

export interface ItemTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  kind: Fixed<string>;
  number: Fixed<number>;
  name: string;
  /** What its label says: an asset number. */
  tag: string | null;
  fields: Json;
  /** The person who has or answers for it. */
  holder_id: string | null;
  place: string | null;
  /** 'in-use', 'lent', 'faulty', 'untested', 'retired'. */
  state: string;
  /** What is looked through, lower case. */
  search: string;
  entered_at: Fixed<Date>;
  changed_at: Date;
}

export interface ItemEventTable {
  school_id: Fixed<string>;
  item_id: Fixed<string>;
  happened_at: Fixed<Date>;
  id: Fixed<string>;
  /** 'entered', 'changed', 'lent', 'returned', 'checked', 'retired', 'wiped'. */
  what: Fixed<string>;
  by_id: Fixed<string | null>;
  details: FixedJson;
  seq: Fixed<number>;
}

export interface LoanTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  item_id: Fixed<string>;
  person_id: Fixed<string>;
  lent_at: Fixed<Date>;
  lent_by: Fixed<string>;
  /** The borrower's name as given. */
  signed_out: Fixed<string>;
  due_on: Day | null;
  permission_id: Fixed<string | null>;
  conditions: Fixed<string | null>;
  returned_at: Date | null;
  returned_by: string | null;
  signed_in: string | null;
  state_on_return: string | null;
}

export interface BookingTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  item_id: Fixed<string>;
  person_id: Fixed<string>;
  day: Fixed<Day>;
  slot: Fixed<string>;
  made_at: Fixed<Date>;
  cancelled_at: Date | null;
}

export interface ItemCheckTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  item_id: Fixed<string>;
  /** `pat-visual`, `pat-combined`, `wipe`, `review`. */
  check_kind: Fixed<string>;
  done_at: Fixed<Date>;
  done_by: Fixed<string>;
  passed: Fixed<boolean>;
  note: Fixed<string | null>;
  evidence: Fixed<Uint8Array | null>;
  evidence_type: Fixed<string | null>;
  /** Chosen by the school, not by whoever tests. */
  next_due_on: Fixed<Day | null>;
}

export interface CheckDueTable {
  school_id: Fixed<string>;
  item_id: Fixed<string>;
  check_kind: Fixed<string>;
  due_on: Day;
  owner_role: string | null;
}

export interface FeedTable {
  school_id: Fixed<string>;
  token_hash: Fixed<Uint8Array>;
  person_id: Fixed<string>;
  made_at: Fixed<Date>;
  ended_at: Date | null;
}

export interface RegistersTables {
  register_kind: RegisterKindTable;
  item: ItemTable;
  item_event: ItemEventTable;
  loan: LoanTable;
  booking: BookingTable;
  item_check: ItemCheckTable;
  check_due: CheckDueTable;
  feed: FeedTable;
}
