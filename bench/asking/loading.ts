import autocannon, { type Request } from 'autocannon';
import { askAtAPace } from './pacing.ts';

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

/** What the clients saw: times in milliseconds. */
export interface Seen {
  readonly requests: number;
  readonly seconds: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/* The clients, in a process of their own so that they do not slow what they measure. It ends with its parent. */

async function askWithoutPause({ url, clients, seconds, requests }: Load): Promise<Seen> {
  const result = await autocannon({ url, connections: clients, duration: seconds, requests: [...requests] });
  return {
    requests: result.requests.total,
    seconds: result.duration,
    failed: result.non2xx + result.errors,
    p50: result.latency.p50,
    p99: result.latency.p99,
    longest: result.latency.max,
  };
}

process.on('message', async (load: Load) => {
  const { rate } = load;
  process.send?.(rate === undefined ? await askWithoutPause(load) : await askAtAPace({ ...load, rate }));
});
process.on('disconnect', () => process.exit());
