import autocannon, { type Request } from 'autocannon';

/** What the measuring process asks of this one. */
export interface Load {
  readonly url: string;
  readonly clients: number;
  readonly seconds: number;
  /** Requests a second of all clients together; without a pause where left out. */
  readonly rate?: number | undefined;
  /** Each client makes these one after another, round and round. */
  readonly requests: readonly Request[];
}

/* The clients, in a process of their own so that they do not slow what they measure. It ends with its parent. */

process.on('message', async ({ url, clients, seconds, rate, requests }: Load) => {
  const pace = rate === undefined ? {} : { overallRate: rate };
  process.send?.(await autocannon({ url, connections: clients, duration: seconds, requests, ...pace }));
});
process.on('disconnect', () => process.exit());
