import { Fault, type FaultDetails } from '../kernel/index.ts';

/** Every fault of this room, and what the technician should do about it. */
export const storeErrors = {
  STORE_IN_USE:
    'Stop the Gatehouse that holds this directory, or give the command to that running Gatehouse instead; the lock goes when its process ends.',
  STORE_DIRECTORY_UNUSABLE:
    'Give a directory on a local disk that the account running Gatehouse may write to.',
  STORE_DAMAGED:
    'Keep a copy of the directory as it is, then restore the newest backup into an empty directory.',
  STORE_GONE:
    'Restart Gatehouse, which recovers every acknowledged record; look first for a full or failing disk.',
  STORE_BUSY: 'Try again; if it returns, look in the log for one piece of work that never ends.',
  STORE_CLOSED: 'Restart Gatehouse; it was asked for something while it was shutting down.',
  STORE_UNREACHABLE: 'Check the address, the user, the password and that the PostgreSQL server is running.',
  STORE_SERVER_TOO_OLD: 'Move to PostgreSQL 15 or later.',
  STORE_QUERY_OUTSIDE_TRANSACTION:
    'Report this as a fault in Gatehouse: inside a transaction only the transaction itself may ask the store.',
  STORE_NEWER_THAN_PROGRAM:
    'Install the release of Gatehouse that last used this store, or a later one; nothing was changed.',
  MIGRATION_CHANGED:
    'Reinstall this release of Gatehouse, whose migration files were altered after they had been applied; nothing was changed.',
  BACKUP_BY_SERVER:
    'Back up with `pg_dump --format=custom --file=gatehouse.dump ADDRESS` and restore with `pg_restore --dbname=ADDRESS gatehouse.dump`.',
  BACKUP_EXISTS: 'Give a file name that is not taken; Gatehouse never overwrites a backup.',
  BACKUP_UNVERIFIED:
    'Put the backup and its `.sha256` file side by side; without it the backup cannot be proved whole.',
  BACKUP_DAMAGED: 'Use another copy of this backup, or the one before it; nothing was restored.',
  RESTORE_NOT_EMPTY: 'Restore into a new or empty directory, then start Gatehouse on that one.',
} as const;

export type StoreErrorCode = keyof typeof storeErrors;

/** A fault of this room, with the help its code stands for. */
export function storeFault(
  code: StoreErrorCode,
  message: string,
  details: Omit<FaultDetails, 'help'> = {},
): Fault {
  return new Fault(code, message, { status: 503, ...details, help: storeErrors[code] });
}
