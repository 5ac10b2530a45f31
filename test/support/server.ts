import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/web/index.ts';
import { openTestSite, type TestSite, type TestSiteOptions } from './site.ts';

/** The product on a port of its own, in this process. */
export interface WebServer {
  readonly site: TestSite;
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Every line of its log so far. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** Serves a site whose clock stands still on a free port of the loopback. */
export async function startWebServer(options: TestSiteOptions = {}): Promise<WebServer> {
  const log: string[] = [];
  const site = await openTestSite(options);
  const app = await buildApp(site, { log: { write: (line) => void log.push(line) } });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    site,
    address: `http://127.0.0.1:${port}`,
    log,
    async close() {
      await app.close();
      await site.close();
    },
  };
}
