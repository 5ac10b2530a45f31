import { Worker } from 'node:worker_threads';
import { storeFault } from './errors.ts';
import {
  type Ask,
  type CarriedError,
  type QueryAnswer,
  type Question,
  type Reply,
  unpack,
  type WorkerSettings,
} from './protocol.ts';

/** The one session of an embedded database, which runs in a thread of its own. */
export interface Session {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryAnswer>;
  /** The whole data directory as tar.gz. */
  dump(): Promise<Uint8Array>;
  /** Shuts the database down in good order; also fine when the thread has gone. */
  close(): Promise<void>;
}

interface Asker {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export const storeWorker = new URL('./worker.ts', import.meta.url);

/** Starts the thread and waits until the database answers. @throws STORE_DAMAGED when it cannot be opened */
export async function startSession(settings: WorkerSettings, entry: URL = storeWorker): Promise<Session> {
  // The flags that the program was started with are not the thread's: `--eval` would keep it from its own file.
  const worker = new Worker(entry, { workerData: settings, execArgv: [] });
  const asked = new Map<number, Asker>();
  let lastId = 0;
  let gone: Error | undefined;

  function lose(cause: Error | undefined): void {
    gone ??= storeFault('STORE_GONE', 'the database stopped', cause ? { cause } : {});
    for (const asker of asked.values()) asker.reject(gone);
    asked.clear();
  }

  function ask(question: Ask): Promise<unknown> {
    if (gone) return Promise.reject(gone);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      asked.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, ...question } satisfies Question);
    });
  }

  function hear(reply: Reply): void {
    if (reply.kind === 'broken') return lose(unpack(reply.error));
    if (reply.kind === 'ready') return;
    const asker = asked.get(reply.id);
    asked.delete(reply.id);
    if (reply.kind === 'answer') asker?.resolve(reply.value);
    else asker?.reject(unpack(reply.error));
  }

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('error', lose);
  worker.on('exit', () => lose(undefined));
  await ready(worker).catch(async (error) => {
    // The files are nobody's only when the thread has let go of them.
    await exited;
    throw error;
  });
  worker.on('message', hear);

  return {
    query: (sql, parameters) => ask({ kind: 'query', sql, parameters }) as Promise<QueryAnswer>,
    dump: () => ask({ kind: 'dump' }) as Promise<Uint8Array>,
    async close() {
      if (!gone) await ask({ kind: 'close' }).catch(() => undefined);
      await exited;
    },
  };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause?: CarriedError | Error) =>
      reject(storeFault('STORE_DAMAGED', 'the database does not open', cause ? { cause } : {}));
    worker.once('error', refuse);
    worker.once('exit', () => refuse());
    worker.once('message', (reply: Reply) => {
      if (reply.kind === 'ready') resolve();
      else refuse(reply.kind === 'broken' ? unpack(reply.error) : undefined);
    });
  });
}
