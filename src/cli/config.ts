import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where things are and how the server listens. The only place that reads the environment. */
export interface Config {
  readonly packs: string;
  readonly vocabulary: string;
  readonly migrations: string;
  /** Folder of the embedded store. */
  readonly data: string;
  /** Address of a PostgreSQL server; the embedded store is used without one. */
  readonly database: string | undefined;
  readonly host: string;
  readonly port: number;
  /** How people reach this server: `https://gatehouse.school.example`. What it listens on where left out. */
  readonly origin: string | undefined;
  /** Address of a mail server; letters are kept and shown without one. */
  readonly mail: string | undefined;
  /** Where letters come in, `host:port`; none do without it. */
  readonly intake: string | undefined;
  /** A file that names the sign-in services of each school. */
  readonly providers: string | undefined;
}

const root = resolve(import.meta.dirname, '../..');

/** Reads the configuration from `GATEHOUSE_…` variables; each has a default that serves one school on one machine. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  return {
    packs: resolve(environment['GATEHOUSE_PACKS'] ?? join(root, 'packs')),
    vocabulary: resolve(environment['GATEHOUSE_VOCABULARY'] ?? join(root, 'vocabulary')),
    migrations: join(root, 'migrations'),
    data: resolve(environment['GATEHOUSE_DATA'] ?? (existsSync(root) ? join(root, 'data') : 'data')),
    database: environment['GATEHOUSE_DATABASE'],
    host: environment['GATEHOUSE_HOST'] ?? '127.0.0.1',
    port: Number(environment['GATEHOUSE_PORT'] ?? 3000),
    origin: environment['GATEHOUSE_ORIGIN'],
    mail: environment['GATEHOUSE_MAIL'],
    intake: environment['GATEHOUSE_INTAKE'],
    providers: environment['GATEHOUSE_PROVIDERS'],
  };
}
