import type { Fixed } from './columns.ts';

export interface LedgerEntryTable {
  school_id: Fixed<string>;
  /** Place in the tree, from 0. */
  seq: Fixed<number>;
  entered_at: Fixed<Date>;
  /** What happened: `signature.given`. */
  kind: Fixed<string>;
  /** Canonical JSON (RFC 8785) of the entry, what the leaf hash is the hash of. */
  leaf: Fixed<string>;
  /** SHA-256(0x00 || leaf). */
  leaf_hash: Fixed<Uint8Array>;
}

export interface LedgerPayloadTable {
  school_id: Fixed<string>;
  seq: Fixed<number>;
  salt: Fixed<Uint8Array>;
  /** Canonical JSON. */
  content: Fixed<string>;
}

export interface LedgerHeadTable {
  school_id: Fixed<string>;
  size: Fixed<number>;
  root: Fixed<Uint8Array>;
  /** C2SP signed note. */
  checkpoint: Fixed<string>;
  signed_at: Fixed<Date>;
}

export interface LedgerTables {
  ledger_entry: LedgerEntryTable;
  ledger_payload: LedgerPayloadTable;
  ledger_head: LedgerHeadTable;
}
