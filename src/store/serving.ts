import type { MessagePort } from 'node:worker_threads';
import { PGlite, type Results } from '@electric-sql/pglite';
import type { Filesystem } from '@electric-sql/pglite/basefs';
import { durableStartParams } from './durable-fs.ts';
import {
  type Ask,
  carry,
  type QueryAnswer,
  type Question,
  type Reply,
  type WorkerSettings,
} from './protocol.ts';

export type OpenFilesystem = (directory: string, onFailure: (error: unknown) => never) => Filesystem;

const DATE_OID = 1082;
const BYTEA_OID = 17;

/** Days stay text, as on the server: a `Date` would move them by the time zone. */
const parsers = { [DATE_OID]: (day: string) => day };

/** PGlite's own takes a third of a second for two megabytes. SOURCE: PostgreSQL, 8.4.1 */
const serializers = {
  [BYTEA_OID]: (bytes: Uint8Array) =>
    `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`,
};

/** Runs the embedded database in this thread and answers what the program asks through the port. */
export async function serve(
  port: MessagePort,
  settings: WorkerSettings,
  openFilesystem: OpenFilesystem,
  startParams: string[] = durableStartParams,
): Promise<void> {
  const say = (reply: Reply, transfer: ArrayBuffer[] = []) => port.postMessage(reply, transfer);

  /** Ends the thread: what the engine would do next is not known, and the write-ahead log is. */
  const breakOff = (error: unknown): never => {
    say({ kind: 'broken', error: carry(error) });
    return process.exit(1);
  };

  const database = await start(settings, openFilesystem, startParams, breakOff);
  const respond = async (question: Question) => {
    try {
      const value = await answer(database, question);
      say({ kind: 'answer', id: question.id, value }, value instanceof Uint8Array ? [value.buffer] : []);
      if (question.kind === 'close') port.close();
    } catch (error) {
      if (isBreakage(error)) breakOff(error);
      say({ kind: 'refusal', id: question.id, error: carry(error) });
    }
  };
  // INVARIANT: questions are answered in the order they came; the turns on the other side rely on it.
  let last = Promise.resolve();
  port.on('message', (question: Question) => {
    last = last.then(() => respond(question));
  });
  say({ kind: 'ready' });
}

async function start(
  settings: WorkerSettings,
  openFilesystem: OpenFilesystem,
  startParams: string[],
  breakOff: (error: unknown) => never,
): Promise<PGlite> {
  const loadDataDir = settings.contents && new Blob([Uint8Array.from(settings.contents)]);
  const disk = settings.directory && { fs: openFilesystem(settings.directory, breakOff), startParams };
  try {
    return await PGlite.create({ ...disk, ...(loadDataDir && { loadDataDir }), parsers, serializers });
  } catch (error) {
    return breakOff(error);
  }
}

async function answer(
  database: PGlite,
  ask: Ask,
): Promise<QueryAnswer | Uint8Array<ArrayBuffer> | undefined> {
  switch (ask.kind) {
    case 'query':
      return query(database, ask.sql, ask.parameters);
    case 'dump':
      await database.exec('checkpoint');
      return new Uint8Array(await (await database.dumpDataDir('gzip')).arrayBuffer());
    case 'close':
      await database.close();
      return undefined;
  }
}

/** Without parameters the simple protocol is used, as `pg` does: several statements, one round trip. */
async function query(database: PGlite, sql: string, parameters: readonly unknown[]): Promise<QueryAnswer> {
  const result = parameters.length
    ? await database.query<Record<string, unknown>>(sql, [...parameters])
    : ((await database.exec(sql)).at(-1) as Results<Record<string, unknown>> | undefined);
  if (result?.command === undefined) throw new Silence();
  return {
    command: result.command,
    rowCount: result.rowCount ?? result.affectedRows ?? 0,
    rows: result.rows,
  };
}

/**
 * The engine ran a statement and did not say that it was done. PGlite reports this as an empty success, because it
 * swallows every exception that is not PostgreSQL's own; it may be a commit that never reached the disk.
 */
class Silence extends Error {
  constructor() {
    super('the database engine stopped without an answer');
  }
}

/** `RuntimeError` is WebAssembly's: the engine itself fell over. */
function isBreakage(error: unknown): boolean {
  const { name, severity } = (error ?? {}) as { name?: unknown; severity?: unknown };
  return error instanceof Silence || name === 'RuntimeError' || severity === 'PANIC' || severity === 'FATAL';
}
