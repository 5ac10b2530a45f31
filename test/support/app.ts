import type { FastifyInstance, InjectOptions, LightMyRequestResponse, RouteOptions } from 'fastify';
import { buildApp } from '../../src/web/index.ts';
import { openTestSite, type TestSite, type TestSiteOptions } from './site.ts';

/** The product to be asked without a network. */
export interface TestApp {
  readonly site: TestSite;
  readonly app: FastifyInstance;
  /** Every line of its log so far. */
  readonly log: readonly string[];
  /** Every route of the product. */
  readonly routes: readonly RouteOptions[];
  inject(options: InjectOptions | string): Promise<LightMyRequestResponse>;
  /** Asks the API of a school. Text is sent as it is. */
  ask(school: string, question: unknown): Promise<LightMyRequestResponse>;
  /** Sends a form as a browser does. */
  send(
    url: string,
    fields: Fields,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
  /** How many answers and gaps are kept. */
  countKept(): Promise<number>;
  close(): Promise<void>;
}

export type Fields = string | readonly (readonly [string, string])[];

export async function openTestApp(options: TestSiteOptions = {}): Promise<TestApp> {
  const log: string[] = [];
  const routes: RouteOptions[] = [];
  const site = await openTestSite(options);
  const app = await buildApp(site, {
    log: { write: (line) => void log.push(line) },
    eachRoute: (route) => void routes.push(route),
  });
  const count = async (table: 'answer' | 'gap') =>
    Number(
      (
        await site.store.db
          .selectFrom(table)
          .select((e) => e.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  return {
    site,
    app,
    log,
    routes,
    inject: (asked) => app.inject(asked),
    ask: (school, question) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/schools/${school}/verdicts`,
        headers: { 'content-type': 'application/json' },
        payload: typeof question === 'string' ? question : JSON.stringify(question),
      }),
    send: (url, fields, headers = {}) =>
      app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload:
          typeof fields === 'string'
            ? fields
            : String(new URLSearchParams(fields.map((field): [string, string] => [...field]))),
      }),
    countKept: async () => (await count('answer')) + (await count('gap')),
    async close() {
      await app.close();
      await site.close();
    },
  };
}
