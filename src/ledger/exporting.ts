import type { Store } from '../store/index.ts';
import { exportStart, payloadData } from './evidence.ts';
import {
  entryCount,
  readEntries,
  readHeads,
  readPayloads,
  type StoredEntry,
  type StoredPayload,
} from './records.ts';

const PAGE = 1000;

export interface ExportOptions {
  /** With the personal parts that are still kept; without them where left out. */
  readonly withPersonal?: boolean;
}

/**
 * The whole ledger of a school as lines of JSON, each head after the last entry that it covers, and a last line that
 * counts both, so that a file that was cut short is seen. Read by `scripts/verify-gatehouse.mjs`.
 */
export async function* exportLedger(
  store: Store,
  school: string,
  options: ExportOptions = {},
): AsyncGenerator<string> {
  const size = await entryCount(store.db, school);
  const heads = (await readHeads(store.db, school)).filter((head) => head.size <= size);
  const checkpoints = new Map(heads.map((head) => [head.size, head.checkpoint]));
  yield line(exportStart(school));
  for (let from = 0; from < size; from += PAGE) {
    const entries = await readEntries(store.db, school, from, Math.min(PAGE, size - from));
    const payloads = options.withPersonal ? await payloadsOf(store, school, from) : undefined;
    for (const entry of entries) {
      yield line(entryData(entry, payloads?.get(entry.seq)));
      const checkpoint = checkpoints.get(entry.seq + 1);
      if (checkpoint !== undefined) yield line({ size: entry.seq + 1, checkpoint });
    }
  }
  yield line({ entries: size, heads: heads.length });
}

async function payloadsOf(store: Store, school: string, from: number): Promise<Map<number, StoredPayload>> {
  const payloads = await readPayloads(store.db, school, from, from + PAGE);
  return new Map(payloads.map((payload) => [payload.seq, payload]));
}

const entryData = (entry: StoredEntry, payload: StoredPayload | undefined) => ({
  seq: entry.seq,
  leaf: entry.leaf,
  hash: entry.leafHash.toString('base64'),
  ...(payload && { payload: payloadData(payload) }),
});

const line = (value: object): string => `${JSON.stringify(value)}\n`;
