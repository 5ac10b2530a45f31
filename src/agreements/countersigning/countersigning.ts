import { type Clock, isId, localDay } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { findPersons, type Holding, holdingsOn, nameOf } from '../../people/index.ts';
import type { Queries, Store } from '../../store/index.ts';
import { violates } from '../../store/index.ts';
import { agreementFault } from '../errors.ts';
import { isOwnName } from '../naming.ts';
import type { Forms, History } from '../opening-forms.ts';
import { type LastSignature, lastSignatures } from '../owing/records.ts';
import { type SignatureRow, signaturesWhere } from '../records.ts';
import { type NotSigned, oneLine, type Proof } from '../signing/signing.ts';
import { countersignatureOf, insertCountersignature } from './records.ts';

/** A signature that waits for another beside it. */
export interface Waiting {
  readonly signatureId: string;
  readonly personId: string;
  readonly person: string;
  readonly childId?: string;
  readonly childName?: string;
  readonly form: string;
  readonly title: string;
  readonly edition: number;
  /** The name as it was signed. */
  readonly fullName: string;
  readonly signedOn: string;
  readonly signedAt: Date;
  /** The role that countersigns. */
  readonly role: string;
  /** Who may countersign it today; empty while nobody may, and it stays owed. */
  readonly by: readonly string[];
}

/** Countersigns the headteacher's own signature. */
const CHAIR = 'chair-of-governors';

type Held = Pick<Holding, 'personId' | 'role' | 'deputises'>;

/**
 * Who may countersign today: whoever holds the role, or its deputies while nobody does. Nobody countersigns their own: that of
 * a holder goes to the deputies, and the headteacher's to the chair of governors alone.
 */
export function mayCountersign(role: string, signerId: string, held: readonly Held[]): string[] {
  const holders = idsOf(held, role, false);
  const deputies = idsOf(held, role, true);
  if (!holders.includes(signerId)) return without(holders.length > 0 ? holders : deputies, signerId);
  return without(role === 'headteacher' ? idsOf(held, CHAIR, false) : deputies, signerId);
}

const idsOf = (held: readonly Held[], role: string, deputises: boolean): string[] => [
  ...new Set(
    held.flatMap((each) => (each.role === role && each.deputises === deputises ? [each.personId] : [])),
  ),
];

const without = (ids: readonly string[], id: string): string[] => ids.filter((each) => each !== id);

/** Every signature of a school that waits to be countersigned, the oldest first; those that wait for one person where named. */
export async function waitingToCountersign(
  store: Store,
  forms: Forms,
  clock: Clock,
  school: string,
  personId?: string,
): Promise<Waiting[]> {
  const history = await forms.history(school);
  if (history.countersigners.length === 0) return [];
  const held = await heldFor(store.db, clock, school, history.countersigners);
  if (!isAmong(held, personId)) return [];
  const waiting = (await lastSignatures(store.db, school)).flatMap((signature) => {
    const role = signature.isCountersigned ? undefined : countersignerOf(history, signature);
    return role === undefined ? [] : [{ signature, role }];
  });
  const people = await findPersons(store.db, school, [
    ...new Set(
      waiting.flatMap(({ signature: { personId: id, childId } }) => (childId ? [id, childId] : [id])),
    ),
  ]);
  const name = (id: string) => nameOf(people.get(id) ?? { givenName: '', familyName: '' });
  return waiting
    .map(({ signature, role }) => ({
      signatureId: signature.id,
      personId: signature.personId,
      person: name(signature.personId),
      ...(signature.childId !== undefined && {
        childId: signature.childId,
        childName: name(signature.childId),
      }),
      form: signature.form,
      title: history.words(signature.form, signature.edition)?.form.title ?? signature.form,
      edition: signature.edition,
      fullName: signature.fullName,
      signedOn: signature.signedOn,
      signedAt: signature.at,
      role,
      by: mayCountersign(role, signature.personId, held),
    }))
    .filter(({ by }) => personId === undefined || by.includes(personId))
    .toSorted((one, other) => one.signedAt.getTime() - other.signedAt.getTime());
}

/** Most people never countersign: for them nobody's signatures are read, on whichever page they are. */
const isAmong = (held: readonly Held[], personId: string | undefined): boolean =>
  personId === undefined || held.some((each) => each.personId === personId);

/** The role that countersigns a signature, while what was signed is still what is signed now. */
function countersignerOf(
  history: History,
  { form, edition, clauses }: Pick<LastSignature, 'form' | 'edition' | 'clauses'>,
): string | undefined {
  const stands = history.version(form, edition) === history.version(form, history.current.number);
  return stands && clauses.length === 0 ? history.words(form, edition)?.form.countersigns : undefined;
}

const heldFor = (db: Queries, clock: Clock, school: string, roles: readonly string[]) =>
  holdingsOn(db, school, localDay(clock.now()), [...new Set([...roles, CHAIR])]);

/** What somebody who countersigns hands in. */
export interface Countersigning {
  readonly school: string;
  readonly signatureId: string;
  readonly personId: string;
  readonly fullName: string;
  /** YYYY-MM-DD: today. It stands beside the signer's own date. */
  readonly signedOn: string;
  readonly proof: Proof;
  readonly agent?: string;
  readonly address?: string;
}

/**
 * Signs beside a signature; gives the place in the ledger.
 * @throws SIGNATURE_NOT_FOUND, COUNTERSIGNING_NOT_YOURS, ALREADY_COUNTERSIGNED
 */
export async function countersign(
  store: Store,
  forms: Forms,
  clock: Clock,
  countersigning: Countersigning,
): Promise<{ readonly seq: number } | NotSigned> {
  const { school, signatureId, personId } = countersigning;
  const { signature, role } = await requireCountersigned(store, forms, school, signatureId);
  const held = await heldFor(store.db, clock, school, [role]);
  const isTheirs = mayCountersign(role, signature.personId ?? '', held).includes(personId);
  if (!isTheirs)
    throw agreementFault('COUNTERSIGNING_NOT_YOURS', 'somebody else countersigns this', { status: 403 });
  if (await countersignatureOf(store.db, school, signatureId)) throw countersignedAlready();
  const person = held.find((each) => each.personId === personId)?.person;
  if (!person || !isOwnName(countersigning.fullName, person)) return { refused: 'another-name' };
  if (countersigning.signedOn !== localDay(clock.now())) return { refused: 'another-day' };
  const as = held.find((each) => each.personId === personId)?.role ?? role;
  return { seq: await keep(store, clock, countersigning, signature, as) };
}

/** @throws SIGNATURE_NOT_FOUND */
async function requireCountersigned(store: Store, forms: Forms, school: string, signatureId: string) {
  const [signature] = isId(signatureId) ? await signaturesWhere(store.db, school, { id: signatureId }) : [];
  const history = await forms.history(school);
  const role = signature && countersignerOf(history, { ...signature, clauses: signature.declined });
  if (!signature || role === undefined)
    throw agreementFault('SIGNATURE_NOT_FOUND', 'there is no such signature to countersign', { status: 404 });
  return { signature, role };
}

async function keep(
  store: Store,
  clock: Clock,
  countersigning: Countersigning,
  signature: SignatureRow,
  role: string,
): Promise<number> {
  const { school, signatureId, personId, signedOn, proof, agent, address } = countersigning;
  const signedAt = clock.now();
  const fullName = oneLine(countersigning.fullName, 200);
  try {
    return await store.transaction(async (tx) => {
      const seq = await record(tx, {
        school,
        at: signedAt,
        kind: 'signature.countersigned',
        actor: personId,
        subject: signatureId,
        details: {
          form: signature.form,
          edition: signature.edition,
          textHash: signature.textHash,
          role,
          proof,
          signedOn,
        },
        personal: { fullName, personId, agent, address },
      });
      const row = { signatureId, personId, role, fullName, signedOn, signedAt, proof, seq };
      await insertCountersignature(tx, school, row);
      return seq;
    });
  } catch (error) {
    if (violates(error, 'countersignature_pkey')) throw countersignedAlready();
    throw error;
  }
}

const countersignedAlready = () =>
  agreementFault('ALREADY_COUNTERSIGNED', 'it is countersigned already', { status: 409 });
