import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../kernel/index.ts';
import type { Config } from './config.ts';
import { cliFault } from './errors.ts';

/**
 * One process holds the embedded store; commands that need it speak to that process over a socket that only the same
 * user can open. Its path is short whatever the data directory's is, because the system allows 107 bytes.
 */
const socketOf = (config: Config): string =>
  join(tmpdir(), `gatehouse-${createHash('sha256').update(config.data).digest('hex').slice(0, 16)}.sock`);

/** What a command may have the server do, by path: gives what the command shows. */
export type Orders = Readonly<Record<string, (given: URLSearchParams) => Promise<unknown>>>;

/** Serves commands for the store until closed. The caller holds the store's lock, so an old socket is nobody's. */
export async function serveControl(config: Config, orders: Orders): Promise<{ close(): Promise<void> }> {
  const path = socketOf(config);
  rmSync(path, { force: true });
  const server = createServer((incoming, reply) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    const order = incoming.method === 'POST' ? orders[pathname] : undefined;
    if (order === undefined) return void reply.writeHead(404).end();
    order(searchParams).then(
      (done) => reply.end(JSON.stringify(done)),
      (error: unknown) =>
        reply.writeHead(500).end(
          JSON.stringify({
            code: (error as Fault).code,
            message: (error as Fault).message,
            help: (error as Fault).help,
            status: (error as Fault).status,
          }),
        ),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Has the running Gatehouse do something. @throws STORE_HELD where nothing serves; the fault that it met */
export function order(
  config: Config,
  what: 'backup' | 'publish',
  given: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        socketPath: socketOf(config),
        method: 'POST',
        path: `/${what}?${String(new URLSearchParams(given))}`,
      },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        reply.on('end', () => {
          const data = JSON.parse(text || '{}') as Record<string, string>;
          if (reply.statusCode === 200) resolve(data);
          else
            reject(
              new Fault(
                data['code'] ?? 'SOMETHING_FAILED',
                data['message'] ?? 'the running Gatehouse refused',
                {
                  status: Number(data['status'] ?? 500),
                  ...(data['help'] !== undefined && { help: data['help'] }),
                },
              ),
            );
        });
      },
    );
    // Whoever holds the store without serving it is another command.
    asked
      .on('error', (cause) =>
        reject(cliFault('STORE_HELD', 'another command holds the store', { status: 409, cause })),
      )
      .end();
  });
}
