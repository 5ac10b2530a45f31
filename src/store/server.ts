import type { PostgresPoolClient } from 'kysely';
import { type ClientBase, DatabaseError, Pool, types } from 'pg';
import { storeFault } from './errors.ts';
import type { Connections } from './guarding.ts';

const OLDEST_SERVER = 15;
const DATE_OID = 1082;
const INT8_OID = 20;

/** Days stay text and counts are numbers, as on the embedded store. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === DATE_OID) return (day: string) => day;
  if (oid === INT8_OID) return readCount;
  return types.getTypeParser(oid, format);
}) as typeof types.getTypeParser;

function readCount(text: string): number | bigint {
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : BigInt(text);
}

/** An acknowledged write must survive a power loss whatever the server's default is. */
const NO_EARLY_ACKNOWLEDGEMENT = `
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

/** A pool of connections to a PostgreSQL server. @throws STORE_UNREACHABLE, STORE_SERVER_TOO_OLD */
export async function openServer(address: string): Promise<Connections> {
  const pool = new Pool({
    connectionString: address,
    connectionTimeoutMillis: 30_000,
    types: { getTypeParser },
    // pg waits for what this returns, which its types do not say.
    onConnect: (client: ClientBase) => client.query(NO_EARLY_ACKNOWLEDGEMENT) as unknown as void,
  });
  // A lost connection is told to whoever asks through it. Unheard, these events would end the program.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const told = telling(pool);
  await refuseOldServer(told).catch(async (error) => {
    await pool.end();
    throw error;
  });
  return told;
}

async function refuseOldServer(pool: Connections): Promise<void> {
  const client = await pool.connect('statement');
  const { rows } = await client.query<{ server_version: string }>('show server_version', []);
  client.release();
  const version = rows[0]?.server_version ?? '0';
  if (Number.parseInt(version, 10) < OLDEST_SERVER)
    throw storeFault('STORE_SERVER_TOO_OLD', `the server runs PostgreSQL \`${version}\``);
}

/** The pool, telling a lost server as a fault and leaving the database's own answers as they are. */
function telling(pool: Pool): Connections {
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch(tell);
      const query = (sql: string, parameters: readonly unknown[]) =>
        client.query(sql, [...parameters]).catch(tell);
      return { query: query as unknown as PostgresPoolClient['query'], release: (d) => client.release(d) };
    },
  };
}

function tell(cause: unknown): never {
  if (!isLost(cause)) throw cause;
  throw storeFault('STORE_UNREACHABLE', 'the PostgreSQL server does not answer', { cause });
}

/** SOURCE: PostgreSQL, appendix A: class 08 is a connection exception, 57P an operator's intervention, 28 a refused user, 3D an unknown database. */
function isLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(08|57P|28|3D)/.test(error.code ?? '');
  return error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
}
