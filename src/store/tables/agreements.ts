import type { Day, Fixed, FixedGenerated } from './columns.ts';

export interface VisitTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** Of the link that opens it on the visitor's own phone. */
  token_hash: Uint8Array;
  /** None until the visitor gives it. */
  visitor_name: string | null;
  comes_from: string | null;
  host_id: Fixed<string | null>;
  opened_at: Fixed<Date>;
  opened_by: Fixed<string>;
  ends_at: Date;
  left_at: Date | null;
}

export interface ShowingTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** Who reads; none for a visitor. */
  person_id: Fixed<string | null>;
  visit_id: Fixed<string | null>;
  /** For whom, where a parent signs for a child. */
  child_id: Fixed<string | null>;
  edition: Fixed<number>;
  /** The agreement's id in the pack; `reading` where reading is acknowledged. */
  form: Fixed<string>;
  /** SHA-256 of the words shown, canonical JSON. */
  text_hash: Fixed<string>;
  /** 'full', 'plain' or 'changes'. */
  wording: Fixed<string>;
  shown_at: Fixed<Date>;
}

export interface SignatureTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  /** None for paper. */
  showing_id: Fixed<string | null>;
  person_id: Fixed<string | null>;
  visit_id: Fixed<string | null>;
  child_id: Fixed<string | null>;
  edition: Fixed<number>;
  form: Fixed<string>;
  text_hash: Fixed<string>;
  /** 'screen', 'paper' or 'door'. */
  way: Fixed<string>;
  full_name: Fixed<string>;
  /** The date that the signer gave or the paper bears. */
  signed_on: Fixed<Day>;
  signed_at: Fixed<Date>;
  read_seconds: Fixed<number>;
  /** How the signer was known: 'password', 'two-factors', 'pupil-secret', 'visit', 'witness'. */
  proof: Fixed<string>;
  child_ticked: FixedGenerated<boolean>;
  /** Ids of clauses not agreed to, separated by blanks; none where all are. */
  declined: Fixed<string | null>;
  witness_id: Fixed<string | null>;
  scan: Fixed<Uint8Array | null>;
  scan_type: Fixed<string | null>;
  /** Place in the ledger. */
  seq: Fixed<number>;
}

export interface RefusalTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  showing_id: Fixed<string>;
  person_id: Fixed<string>;
  child_id: Fixed<string | null>;
  edition: Fixed<number>;
  form: Fixed<string>;
  /** Ids of the clauses refused; none where the whole is. */
  clauses: Fixed<string | null>;
  reason: Fixed<string>;
  refused_at: Fixed<Date>;
  seq: Fixed<number>;
}

export interface RefusalFollowUpTable {
  school_id: Fixed<string>;
  refusal_id: Fixed<string>;
  by_id: Fixed<string>;
  outcome: Fixed<string>;
  followed_at: Fixed<Date>;
}

export interface CountersignatureTable {
  school_id: Fixed<string>;
  signature_id: Fixed<string>;
  person_id: Fixed<string>;
  /** As whom. */
  role: Fixed<string>;
  full_name: Fixed<string>;
  signed_on: Fixed<Day>;
  signed_at: Fixed<Date>;
  proof: Fixed<string>;
  seq: Fixed<number>;
}

export interface CampaignTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  reason: Fixed<string>;
  edition: Fixed<number>;
  opened_at: Fixed<Date>;
  due_on: Fixed<Day>;
}

export interface ReminderTable {
  school_id: Fixed<string>;
  campaign_id: Fixed<string>;
  person_id: Fixed<string>;
  /** 1, 2, …; the last goes to the manager as well. */
  number: Fixed<number>;
  sent_on: Fixed<Day>;
  told_manager: Fixed<string | null>;
}

export interface ClosedDayTable {
  school_id: Fixed<string>;
  day: Fixed<Day>;
  name: Fixed<string>;
}

export interface MessageTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  to_person_id: Fixed<string | null>;
  to_address: Fixed<string>;
  kind: Fixed<string>;
  subject: Fixed<string>;
  /** Empty once the letter has left or was given up: it may carry a link that still opens something. */
  body_text: string;
  body_html: string;
  made_at: Fixed<Date>;
}

export interface DeliveryTable {
  school_id: Fixed<string>;
  message_id: Fixed<string>;
  tried_at: Fixed<Date>;
  /** 'sent', 'kept' (no server is set), 'put-off' or 'failed'. */
  outcome: Fixed<string>;
  detail: Fixed<string | null>;
}

export interface AgreementsTables {
  visit: VisitTable;
  showing: ShowingTable;
  signature: SignatureTable;
  refusal: RefusalTable;
  refusal_follow_up: RefusalFollowUpTable;
  countersignature: CountersignatureTable;
  campaign: CampaignTable;
  reminder: ReminderTable;
  closed_day: ClosedDayTable;
  message: MessageTable;
  delivery: DeliveryTable;
}
