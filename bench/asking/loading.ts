import autocannon, { type Request } from 'autocannon';

/** What the measuring process asks of this one. */
export interface Load {
  readonly url: string;
  readonly clients: number;
  readonly seconds: number;
  /** Each client makes these one after another, round and round, without a pause. */
  readonly requests: readonly Request[];
}

/* The clients, in a process of their own so that they do not slow what they measure. It ends with its parent. */

process.on('message', async ({ url, clients, seconds, requests }: Load) => {
  process.send?.(await autocannon({ url, connections: clients, duration: seconds, requests }));
});
process.on('disconnect', () => process.exit());
