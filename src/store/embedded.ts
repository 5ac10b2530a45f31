import type { PostgresPoolClient } from 'kysely';
import type { Clock } from '../kernel/index.ts';
import { dropStaleLock, holdsData, makeDatabase, makeDirectory, postgresIn } from './directory.ts';
import type { Connections, Purpose } from './guarding.ts';
import { type Lock, takeLock } from './locking.ts';
import type { QueryAnswer } from './protocol.ts';
import { type Session, startSession } from './session.ts';
import { type Tending, tend } from './tending.ts';
import { turns } from './turns.ts';

const LONGEST_WAIT_MS = 30_000;

export interface Embedded {
  readonly connections: Connections;
  readonly tending: Tending | undefined;
  /** The whole data directory as tar.gz, taken while nobody else writes. */
  dump(): Promise<Uint8Array>;
}

/** Opens, or first makes, the database of a directory. @throws STORE_IN_USE, STORE_DAMAGED, STORE_DIRECTORY_UNUSABLE */
export async function openEmbedded(directory: string, clock: Clock, worker?: URL): Promise<Embedded> {
  makeDirectory(directory);
  const lock = takeLock(directory, clock);
  try {
    if (!holdsData(directory)) await makeDatabase(directory);
    dropStaleLock(directory);
    const session = await startSession({ directory: postgresIn(directory), contents: undefined }, worker);
    return connectionsOf(session, lock, clock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database that is gone when it is closed. */
export async function openMemory(contents: Uint8Array | undefined): Promise<Embedded> {
  return connectionsOf(await startSession({ directory: undefined, contents }));
}

/**
 * The one session as connections, so that kysely's own PostgreSQL dialect drives both engines. A transaction has the
 * session to itself from its first statement to its last.
 */
function connectionsOf(session: Session, lock?: Lock, clock?: Clock): Embedded {
  const turn = turns(LONGEST_WAIT_MS);
  const tending = clock && tend((sql) => turn.along(() => session.query(sql, [])), clock);

  async function send(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer> {
    const answer = await session.query(sql, parameters);
    tending?.used(isWrite(answer.command) ? answer.rowCount : 0);
    return answer;
  }

  /** One for all: kysely remembers every connection that it is given. */
  const shared = client(
    (sql, parameters) => turn.along(() => send(sql, parameters)),
    () => undefined,
  );

  const connect = async (purpose: Purpose): Promise<PostgresPoolClient> =>
    purpose === 'transaction' ? client(send, await turn.alone()) : shared;

  async function close(): Promise<void> {
    tending?.stop();
    await turn.along(() => session.close());
    lock?.release();
  }

  return {
    tending,
    connections: {
      connect,
      end: close,
    },
    dump: () => turn.along(() => session.dump()),
  };
}

type Send = (sql: string, parameters: readonly unknown[]) => Promise<QueryAnswer>;

const client = (query: Send, release: () => void): PostgresPoolClient => ({
  query: query as unknown as PostgresPoolClient['query'],
  release,
});

const isWrite = (command: string): boolean => ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command);
