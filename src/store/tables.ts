import type { Generated, Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { AccountsTables } from './tables/accounts.ts';
import type { AgreementsTables } from './tables/agreements.ts';
import type { Day, Fixed, FixedJson } from './tables/columns.ts';
import type { LedgerTables } from './tables/ledger.ts';
import type { PeopleTables } from './tables/people.ts';
import type { PermissionsTables } from './tables/permissions.ts';
import type { RegistersTables } from './tables/registers.ts';
import type { ReportsTables } from './tables/reports.ts';

export interface SchoolTable {
  school_id: Fixed<string>;
  name: string;
  created_at: Fixed<Date>;
}

export interface EditionTable {
  school_id: Fixed<string>;
  number: Fixed<number>;
  pack: Fixed<string>;
  title: Fixed<string>;
  /** Canonical JSON of the pack, byte for byte what `content_hash` is the hash of. */
  content: Fixed<string>;
  /** SHA-256 of `content` in UTF-8, 64 lower-case hex digits; the database checks it. */
  content_hash: Fixed<string>;
  change: Fixed<'first' | 'minor' | 'material'>;
  board_minute: Fixed<string | null>;
  effective_from: Fixed<Day>;
  published_at: Fixed<Date>;
}

export interface AnswerTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  asked_at: Fixed<Date>;
  edition: Fixed<number>;
  channel: Fixed<'page' | 'api' | 'command'>;
  question: FixedJson;
  verdict: FixedJson;
  outcome: Fixed<string>;
}

export interface GapTable {
  school_id: Fixed<string>;
  id: Fixed<string>;
  told_at: Fixed<Date>;
  edition: Fixed<number>;
  kind: Fixed<'silent' | 'not-found'>;
  act: Fixed<string | null>;
  words: Fixed<string | null>;
}

export interface MigrationTable {
  number: Fixed<number>;
  name: Fixed<string>;
  content_hash: Fixed<string>;
  applied_at: Generated<Fixed<Date>>;
}

export interface Tables
  extends LedgerTables,
    PeopleTables,
    AccountsTables,
    AgreementsTables,
    PermissionsTables,
    RegistersTables,
    ReportsTables {
  school: SchoolTable;
  edition: EditionTable;
  answer: AnswerTable;
  gap: GapTable;
  migration: MigrationTable;
}

/** What a room's `records.ts` takes: the store's queries, or those of a transaction. */
export type Queries = Kysely<Tables>;

export type Transaction = KyselyTransaction<Tables>;
