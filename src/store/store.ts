import { Kysely, PostgresDialect } from 'kysely';
import { checkHealth, type Health } from './checking.ts';
import { storeFault } from './errors.ts';
import { type Connections, guard } from './guarding.ts';
import type { Queries, Tables, Transaction } from './tables.ts';

export type StoreKind = 'embedded' | 'server' | 'memory';

/** Where records are kept. One dialect of SQL on every kind. */
export interface Store {
  readonly kind: StoreKind;
  /** Queries that stand alone. Inside a transaction use only the transaction. */
  readonly db: Queries;
  /**
   * Runs the work in one transaction: all of it is kept, or, when it throws, none.
   * @throws STORE_QUERY_OUTSIDE_TRANSACTION when the work asks `db`, or opens another transaction
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** @throws STORE_GONE, STORE_UNREACHABLE */
  check(): Promise<Health>;
  /** The whole data directory as tar.gz; only where the data is ours. */
  readonly dump: (() => Promise<Uint8Array>) | undefined;
  close(): Promise<void>;
}

export interface StoreParts {
  readonly kind: StoreKind;
  readonly connections: Connections;
  readonly dump?: () => Promise<Uint8Array>;
  readonly trouble?: () => Error | undefined;
}

export function assemble(parts: StoreParts): Store {
  let closing: Promise<void> | undefined;
  const end = () => (closing ??= parts.connections.end());
  const connect: Connections['connect'] = (purpose) => {
    if (closing) throw storeFault('STORE_CLOSED', 'the store is closed');
    return parts.connections.connect(purpose);
  };
  const guarded = guard({ connect, end });
  const db: Queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded.pool }) });
  return {
    kind: parts.kind,
    db,
    transaction: (work) =>
      guarded.begin(() => db.transaction().execute((tx) => guarded.inside(() => work(tx)))),
    check: () => checkHealth(db, parts),
    dump: parts.dump,
    close: end,
  };
}
