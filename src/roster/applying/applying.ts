import { endSessionsOf } from '../../accounts/index.ts';
import { canonicalJson, type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import type { Store, Transaction } from '../../store/index.ts';
import { differenceOf } from '../comparing/comparing.ts';
import { type Decisions, type Difference, noDecisions, sizeOf } from '../comparing/difference.ts';
import { readPresent } from '../comparing/records.ts';
import { rosterFault } from '../errors.ts';
import { insertImport } from '../records.ts';
import type { Roster } from '../roster.ts';
import { beginImport, peopleWithSessions } from './records.ts';
import { Touching } from './touching.ts';
import { writeDifference } from './writing.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface ApplyingOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** What the office said when it saw the difference. */
  readonly decisions?: Decisions;
  /** Whether somebody ticked that so many do leave. */
  readonly massLeavingIsMeant?: boolean;
}

export interface Applied {
  /** None where there was nothing to change. */
  readonly importId: string | undefined;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Applies the difference that somebody has seen, all of it or nothing. Leavers are shut from that moment.
 * @throws ROSTER_OUTDATED, ROSTER_UNDECIDED, ROSTER_MASS_LEAVING
 */
export async function applyRoster(
  store: Store,
  clock: Clock,
  school: string,
  by: string | undefined,
  roster: Roster,
  difference: Difference,
  options: ApplyingOptions = {},
): Promise<Applied> {
  if (difference.questions.length > 0)
    throw rosterFault('ROSTER_UNDECIDED', 'there are people of whom nobody has said who they are', 422);
  if (difference.isMassLeaving && !options.massLeavingIsMeant)
    throw rosterFault('ROSTER_MASS_LEAVING', 'more than a fifth of the people would leave', 422);
  const counts = countsOf(roster, difference);
  if (sizeOf(difference) === 0) return { importId: undefined, counts };
  const at = clock.now();
  return store.transaction(async (tx) => {
    await beginImport(tx, school);
    await checkSeen(tx, school, at, roster, difference, options.decisions);
    const touching = new Touching(tx, school);
    const act = { school, at, by, day: localDay(at) };
    await writeDifference(tx, act, difference, touching, counter(difference, options.onProgress));
    await endSessions(tx, clock, school, by, difference);
    const importId = newId();
    const reversal = await touching.finish();
    const { form, fileName } = roster;
    await insertImport(tx, school, {
      id: importId,
      form,
      fileName,
      appliedAt: at,
      appliedBy: by,
      counts,
      reversal,
    });
    await tell(tx, { school, at, by, importId, roster, counts, people: touching.people() });
    return { importId, counts };
  });
}

interface Told {
  readonly school: string;
  readonly at: Date;
  readonly by: string | undefined;
  readonly importId: string;
  readonly roster: Roster;
  readonly counts: Applied['counts'];
  readonly people: readonly string[];
}

/** One entry for the whole import: numbers for all who verify, and whom it touched where that can be forgotten. */
const tell = (tx: Transaction, { school, at, by, importId, roster, counts, people }: Told): Promise<number> =>
  record(tx, {
    school,
    at,
    kind: 'roster.imported',
    subject: importId,
    ...(by !== undefined && { actor: by }),
    details: { form: roster.form, file: roster.fileHash, ...counts },
    personal: { people },
  });

/** Whoever is shut is out, on every device. */
async function endSessions(
  tx: Transaction,
  clock: Clock,
  school: string,
  by: string | undefined,
  { leavers }: Difference,
): Promise<void> {
  const gone = leavers.map(({ personId }) => ({ id: personId }));
  for (const personId of await peopleWithSessions(tx, school, gone))
    await endSessionsOf(tx, clock, school, personId, 'person-shut', { by });
}

/** INVARIANT: what is written is what somebody has seen, whatever has happened since. */
async function checkSeen(
  tx: Transaction,
  school: string,
  at: Date,
  roster: Roster,
  seen: Difference,
  decisions: Decisions = noDecisions,
): Promise<void> {
  const now = differenceOf(roster, await readPresent(tx, school, localDay(at)), decisions);
  if (canonicalJson(now) !== canonicalJson(seen))
    throw rosterFault(
      'ROSTER_OUTDATED',
      'the people of the school have changed since the difference was shown',
      409,
    );
}

/** Counts rows that are written, and tells whoever waits. */
function counter(
  difference: Difference,
  tell: ((progress: Progress) => void) | undefined,
): (rows: number) => void {
  const total = sizeOf(difference);
  let done = 0;
  tell?.({ done, total });
  return (rows) => {
    done = Math.min(total, done + rows);
    tell?.({ done, total });
  };
}

/** What an import did, in numbers. */
export function countsOf(roster: Roster, difference: Difference): Readonly<Record<string, number>> {
  const { groups, memberships, guardianships } = difference;
  return {
    people: roster.people.length,
    arrivals: difference.arrivals.length,
    changes: difference.changes.length,
    leavers: difference.leavers.length,
    unchanged: difference.unchanged,
    groups: Object.values(groups).reduce((sum, list) => sum + list.length, 0),
    memberships: memberships.begun.length + memberships.ended.length,
    families: guardianships.begun.length + guardianships.ended.length,
    quarantined: roster.quarantine.length,
  };
}
