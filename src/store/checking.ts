import { sql } from 'kysely';
import type { StoreParts } from './store.ts';
import type { Queries } from './tables.ts';

export interface Health {
  readonly kind: StoreParts['kind'];
  /** PostgreSQL's version, as it gives it. */
  readonly version: string;
  /** Whether an acknowledged write survives a power loss. */
  readonly durable: boolean;
  readonly sizeBytes: number;
  /** The last failure of the regular checkpoint or vacuum. */
  readonly trouble: Error | undefined;
}

const settings = sql<{ version: string; synced: boolean; size: number }>`
  select current_setting('server_version') as version,
         current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'
           and current_setting('synchronous_commit') <> 'off' as synced,
         pg_database_size(current_database()) as size`;

/** Asks the database itself, so the answer also proves that it answers. */
export async function checkHealth(db: Queries, parts: StoreParts): Promise<Health> {
  const { rows } = await settings.execute(db);
  const row = rows[0];
  return {
    kind: parts.kind,
    version: row?.version ?? '',
    durable: parts.kind !== 'memory' && row?.synced === true,
    sizeBytes: row?.size ?? 0,
    trouble: parts.trouble?.(),
  };
}
