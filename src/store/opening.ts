import type { Clock } from '../kernel/index.ts';
import { type Embedded, openEmbedded, openMemory } from './embedded.ts';
import { openServer } from './server.ts';
import { assemble, type Store, type StoreKind } from './store.ts';

export type StoreOptions =
  | {
      readonly kind: 'embedded';
      /** A directory of its own, on a local disk; made when missing. */
      readonly directory: string;
      readonly clock: Clock;
      /** Another thread to run the database in: for campaigns that break the disk beneath it. */
      readonly worker?: URL;
    }
  | {
      readonly kind: 'server';
      /** `postgres://user:password@host:port/database` */
      readonly address: string;
    }
  | {
      readonly kind: 'memory';
      /** A dump to begin with. */
      readonly contents?: Uint8Array;
    };

/**
 * Opens the store. The caller closes it; an embedded store keeps its process alive until then.
 * @throws STORE_IN_USE, STORE_DAMAGED, STORE_DIRECTORY_UNUSABLE, STORE_UNREACHABLE, STORE_SERVER_TOO_OLD
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  switch (options.kind) {
    case 'embedded':
      return own('embedded', await openEmbedded(options.directory, options.clock, options.worker));
    case 'memory':
      return own('memory', await openMemory(options.contents));
    case 'server':
      return assemble({ kind: 'server', connections: await openServer(options.address) });
  }
}

function own(kind: StoreKind, embedded: Embedded): Store {
  const { connections, dump, tending } = embedded;
  return assemble({ kind, connections, dump, trouble: () => tending?.trouble() });
}
