import { type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson, type Clock, localDay } from '../kernel/index.ts';
import type { FactValue } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { readPermissions, readRestrictions } from './held/records.ts';

/** What a gate carries of one permission: ids and words of the vocabulary, no names and no reasons. */
export interface CarriedPermission {
  readonly number: number;
  readonly person: string;
  readonly clause: string;
  readonly act: string;
  readonly thing: string | null;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly by: readonly string[];
  /** The moment at which it lapses, in UTC; none where it goes on. */
  readonly until: string | null;
}

/** What was taken from one person; limits are for people to read, so a gate only learns that there are some. */
export interface CarriedRestriction {
  readonly person: string;
  readonly clause: string;
  readonly act: string;
  readonly limited: boolean;
  readonly until: string | null;
}

export interface Snapshot {
  readonly school: string;
  readonly takenAt: string;
  /** After this moment a gate asks for a newer one, and believes nothing of this. */
  readonly goodUntil: string;
  readonly permissions: readonly CarriedPermission[];
  readonly restrictions: readonly CarriedRestriction[];
}

/** A snapshot as it travels: the text that is signed, and the signature in base64. */
export interface SignedSnapshot {
  readonly text: string;
  readonly signature: string;
}

/** In front of what is signed, so that no signature of another kind by the same key stands for a snapshot. */
const CONTEXT = 'gatehouse.permissions.snapshot.v1\n';
/** A withdrawal reaches a gate that has lost touch within this time, by the gate's own clock. */
const GOOD_HOURS = 24;
const HOUR_MS = 3_600_000;
const MOST = 100_000;

/** Every permission and restriction that holds now, as canonical JSON with an Ed25519 signature. */
export async function snapshotOf(
  store: Store,
  clock: Clock,
  school: string,
  key: KeyObject,
): Promise<SignedSnapshot> {
  const at = clock.now();
  const liveOn = localDay(at);
  const permissions = await readPermissions(store.db, school, { liveOn }, MOST);
  const restrictions = await readRestrictions(store.db, school, { liveOn });
  const snapshot: Snapshot = {
    school,
    takenAt: at.toISOString(),
    goodUntil: new Date(at.getTime() + GOOD_HOURS * HOUR_MS).toISOString(),
    permissions: permissions
      .map((each) => ({
        number: each.number,
        person: each.personId,
        clause: each.clause,
        act: each.act,
        thing: each.thing ?? null,
        facts: each.facts,
        by: each.givenBy,
        until: each.until === undefined ? null : endOf(each.until).toISOString(),
      }))
      .toSorted((one, other) => one.number - other.number),
    restrictions: restrictions.map((each) => ({
      person: each.personId,
      clause: each.clause,
      act: each.act,
      limited: each.limits !== undefined,
      until: each.until === undefined ? null : endOf(each.until).toISOString(),
    })),
  };
  const text = canonicalJson(snapshot);
  return { text, signature: sign(undefined, Buffer.from(CONTEXT + text), key).toString('base64') };
}

/** What a gate may believe at a moment: nothing where the signature is not the key's, or the snapshot is too old. */
export function openSnapshot(signed: SignedSnapshot, key: KeyObject, at: Date): Snapshot | undefined {
  const isSigned = verify(
    undefined,
    Buffer.from(CONTEXT + signed.text),
    key,
    Buffer.from(signed.signature, 'base64'),
  );
  if (!isSigned) return undefined;
  const snapshot = JSON.parse(signed.text) as Snapshot;
  return at.toISOString() < snapshot.goodUntil ? snapshot : undefined;
}

/** The moment at which a day (YYYY-MM-DD) ends in the United Kingdom. */
function endOf(day: string): Date {
  const next = new Date(`${day}T24:00:00Z`);
  const inSummer = new Date(next.getTime() - HOUR_MS);
  return localDay(inSummer) > day ? inSummer : next;
}
