import { AsyncLocalStorage } from 'node:async_hooks';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { storeFault } from './errors.ts';

/** Where a piece of work stands: `inside` while a transaction's callback runs. */
type Place = 'beginning' | { inside: boolean };

export type Purpose = 'statement' | 'transaction';

/** Connections of an engine. Whoever begins a transaction needs one that nobody else sends through. */
export interface Connections {
  connect(purpose: Purpose): Promise<PostgresPoolClient>;
  end(): Promise<void>;
}

export interface Guard {
  readonly pool: PostgresPool;
  /** Opens a transaction: what `open` begins is allowed, and `inside` marks its callback. */
  begin<T>(open: () => Promise<T>): Promise<T>;
  inside<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Refuses what would hang or slip out of its transaction. On the embedded store a query beside the open transaction
 * waits for the session that its own caller holds, for ever; on a server it silently runs outside the transaction.
 * Both engines answer the same fault.
 *
 * @throws STORE_QUERY_OUTSIDE_TRANSACTION from the guarded pool
 */
export function guard(connections: Connections): Guard {
  const place = new AsyncLocalStorage<Place>();
  /** A connection is watched once, however often it is lent: kysely remembers every one that it meets. */
  const watched = new WeakMap<PostgresPoolClient, PostgresPoolClient>();

  function refuseInside(): void {
    const here = place.getStore();
    if (typeof here === 'object' && here.inside)
      throw storeFault(
        'STORE_QUERY_OUTSIDE_TRANSACTION',
        'the store was asked beside the transaction that is open here',
        { status: 500 },
      );
  }

  function refuseUnmarked(sql: string): void {
    if (isBegin(sql) && place.getStore() !== 'beginning')
      throw storeFault(
        'STORE_QUERY_OUTSIDE_TRANSACTION',
        'a transaction was opened by another way than the store',
        { status: 500 },
      );
  }

  return {
    pool: {
      options: {},
      end: () => connections.end(),
      async connect() {
        refuseInside();
        const purpose = place.getStore() === 'beginning' ? 'transaction' : 'statement';
        const client = await connections.connect(purpose);
        const known = watched.get(client) ?? watch(client, refuseUnmarked);
        watched.set(client, known);
        return known;
      },
    },
    begin: (open) => {
      refuseInside();
      return place.run('beginning', open);
    },
    inside: (work) => {
      const here = { inside: true };
      return place.run(here, async () => {
        try {
          return await work();
        } finally {
          here.inside = false;
        }
      });
    },
  };
}

const isBegin = (sql: string): boolean => sql === 'begin' || sql.startsWith('start transaction');

function watch(client: PostgresPoolClient, refuse: (sql: string) => void): PostgresPoolClient {
  const query = async (sql: string, parameters: readonly unknown[]) => {
    refuse(sql);
    return client.query(sql, parameters);
  };
  return { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
}
