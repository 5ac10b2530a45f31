import { type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { refusalTold } from '../../mail/index.ts';
import { findPerson, nameOf } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Transaction } from '../../store/index.ts';
import { agreementFault } from '../errors.ts';
import { formsOf } from '../form.ts';
import type { ShownTo } from '../signing/records.ts';
import { followers, holdersOfFirst, tell } from '../telling.ts';
import { insertRefusal } from './records.ts';

/** What somebody does not agree to, and why. */
export interface Refusing {
  readonly school: string;
  readonly showingId: string;
  readonly shown: ShownTo;
  /** Empty where the whole is refused. */
  readonly clauses: readonly string[];
  readonly reason: string;
  readonly origin: string | undefined;
  /** The signature on the rest, where there is one. */
  readonly signatureId?: string;
}

const LONGEST_REASON = 4000;

/** Keeps a refusal and writes to whoever follows it up; the reason stays here, behind the sign-in. */
export async function keepRefusal(
  tx: Transaction,
  clock: Clock,
  pack: Pack,
  refusing: Refusing,
): Promise<{ readonly refusalId: string; readonly seq: number }> {
  const { school, shown, showingId, clauses } = refusing;
  const [id, at, personId] = [newId(), clock.now(), shown.personId as string];
  const reason = refusing.reason.trim().slice(0, LONGEST_REASON);
  const seq = await record(tx, {
    school,
    at,
    kind: 'signature.refused',
    actor: personId,
    subject: id,
    details: {
      form: shown.form,
      edition: shown.edition,
      textHash: shown.textHash,
      clauses: clauses.join(' ') || null,
    },
    personal: { reason, personId, childId: shown.childId },
  });
  const { childId, edition, form } = shown;
  const row = { id, showingId, personId, childId, edition, form, clauses, reason, at, seq };
  if (!(await insertRefusal(tx, school, row, refusing.signatureId)))
    throw agreementFault('SHOWING_USED', 'what was shown was answered already', { status: 409 });
  await tellFollowers(tx, clock, pack, refusing);
  return { refusalId: id, seq };
}

async function tellFollowers(tx: Transaction, clock: Clock, pack: Pack, refusing: Refusing): Promise<void> {
  const { school, shown, clauses, origin } = refusing;
  const personId = shown.personId as string;
  const who = await findPerson(tx, school, personId);
  const holders = await holdersOfFirst(tx, school, followers, localDay(clock.now()), [personId]);
  if (!who || origin === undefined) return;
  const form = formsOf(pack).find((each) => each.id === shown.form)?.title ?? shown.form;
  for (const holder of holders)
    await tell(tx, clock, school, holder, (name) =>
      refusalTold({
        school: pack.school,
        name,
        who: { name: nameOf(who), isChild: false },
        form,
        isPartial: clauses.length > 0,
        link: `${origin}/schools/${school}/refusals`,
      }),
    );
}
