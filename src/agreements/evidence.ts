import type { KeyObject } from 'node:crypto';
import { editionsOf } from '../editions/index.ts';
import { type Clock, Fault, isId, localDay } from '../kernel/index.ts';
import { type Evidence, evidenceOf, sealedEvidence } from '../ledger/index.ts';
import { findPersons, nameOf } from '../people/index.ts';
import type { Store } from '../store/index.ts';
import { countersignatureOf, type CountersignatureRow } from './countersigning/records.ts';
import { agreementFault } from './errors.ts';
import type { Forms } from './opening-forms.ts';
import { type SignatureRow, signaturesWhere } from './records.ts';
import { endOf } from './visits/records.ts';
import type { FormText, Wording } from './wording.ts';

/** Everything that is known of a signature: who, what, when, how, and where it stands in the ledger. Written as JSON. */
export interface SignatureEvidence {
  readonly format: 'gatehouse-signature/1';
  readonly school: { readonly key: string; readonly name: string };
  readonly signature: {
    readonly id: string;
    readonly personId?: string;
    readonly visitId?: string;
    /** As it was signed; the person may be named otherwise by now. */
    readonly fullName: string;
    readonly childId?: string;
    readonly childName?: string;
    readonly childTicked: boolean;
    readonly way: string;
    /** How the signer was known. */
    readonly proof: string;
    /** The date on the form, YYYY-MM-DD. */
    readonly signedOn: string;
    readonly signedAt: string;
    readonly shownAt?: string;
    readonly readSeconds: number;
    /** Network address and browser; gone when they were forgotten. */
    readonly address?: string;
    readonly agent?: string;
    /** Clauses not agreed to. */
    readonly declined: readonly string[];
    readonly witness?: string;
    /** When the visit ended or ends, and what was signed with it. */
    readonly endsAt?: string;
  };
  readonly countersignature?: {
    readonly fullName: string;
    readonly role: string;
    readonly signedOn: string;
    readonly signedAt: string;
    readonly proof: string;
    readonly seq: number;
  };
  readonly edition: {
    readonly number: number;
    readonly title: string;
    readonly contentHash: string;
    readonly effectiveFrom: string;
  };
  /** The words as they were shown. */
  readonly words: FormText;
  /** A later edition has other words of this form. */
  readonly isSuperseded: boolean;
  readonly ledger: {
    readonly seq: number;
    /** None until a head covers the entry. */
    readonly evidence?: Evidence;
  };
}

/** What signs a head at once for a receipt that somebody waits for. */
export interface Sealing {
  readonly clock: Clock;
  readonly key: KeyObject;
}

/**
 * The evidence of a signature. Without a way to seal, the ledger's proof is left out while no head covers the entry.
 * @throws SIGNATURE_NOT_FOUND
 */
export async function evidenceOfSignature(
  store: Store,
  forms: Forms,
  school: string,
  signatureId: string,
  sealing?: Sealing,
): Promise<SignatureEvidence> {
  const signature = await requireSignature(store, school, signatureId);
  const history = await forms.history(school);
  const editions = await editionsOf(store, school);
  const edition = editions.find(({ number }) => number === signature.edition);
  const people = await findPersons(
    store.db,
    school,
    [signature.childId, signature.witnessId].flatMap((id) => id ?? []),
  );
  const name = (id: string | undefined) => (id === undefined ? undefined : people.get(id));
  const [child, witness] = [name(signature.childId), name(signature.witnessId)];
  const countersigned = await countersignatureOf(store.db, school, signatureId);
  const proven = await provenBy(store, school, signature.seq, sealing);
  const endsAt =
    signature.visitId === undefined ? undefined : await endOf(store.db, school, signature.visitId);
  const { pack } = await forms.current(school);
  return {
    format: 'gatehouse-signature/1',
    school: { key: school, name: pack.school },
    signature: {
      ...signerOf(signature),
      ...(child && { childName: nameOf(child) }),
      ...(witness && { witness: nameOf(witness) }),
      ...(endsAt && { endsAt: endsAt.toISOString() }),
      ...howOf(proven),
    },
    ...(countersigned && { countersignature: countersignatureData(countersigned) }),
    edition: {
      number: signature.edition,
      title: edition?.title ?? '',
      contentHash: edition?.contentHash ?? '',
      effectiveFrom: edition?.effectiveFrom ?? '',
    },
    words: await shownWords(forms, school, signature),
    isSuperseded:
      history.version(signature.form, signature.edition) !==
      history.version(signature.form, history.current.number),
    ledger: { seq: signature.seq, ...(proven && { evidence: proven }) },
  };
}

/** A signature of a school. @throws SIGNATURE_NOT_FOUND */
export async function requireSignature(store: Store, school: string, id: string): Promise<SignatureRow> {
  const [signature] = isId(id) ? await signaturesWhere(store.db, school, { id }) : [];
  if (!signature) throw agreementFault('SIGNATURE_NOT_FOUND', 'there is no such signature', { status: 404 });
  return signature;
}

/** Everything that somebody has signed, the newest first. */
export const signaturesOf = (store: Store, school: string, personId: string): Promise<SignatureRow[]> =>
  signaturesWhere(store.db, school, { personId });

const signerOf = (row: SignatureRow): SignatureEvidence['signature'] => ({
  id: row.id,
  ...(row.personId !== undefined && { personId: row.personId }),
  ...(row.visitId !== undefined && { visitId: row.visitId }),
  fullName: row.fullName,
  ...(row.childId !== undefined && { childId: row.childId }),
  childTicked: row.childTicked,
  way: row.way,
  proof: row.proof,
  signedOn: row.signedOn,
  signedAt: row.signedAt.toISOString(),
  ...(row.shownAt && { shownAt: row.shownAt.toISOString() }),
  readSeconds: row.readSeconds,
  declined: row.declined,
});

const countersignatureData = (row: CountersignatureRow) => ({
  fullName: row.fullName,
  role: row.role,
  signedOn: row.signedOn,
  signedAt: row.signedAt.toISOString(),
  proof: row.proof,
  seq: row.seq,
});

/** Address and browser stand in the ledger alone, where they can be forgotten. */
function howOf(proven: Evidence | undefined): { readonly address?: string; readonly agent?: string } {
  if (!proven?.payload) return {};
  const { address, agent } = JSON.parse(proven.payload.content) as { address?: string; agent?: string };
  return { ...(address !== undefined && { address }), ...(agent !== undefined && { agent }) };
}

async function provenBy(
  store: Store,
  school: string,
  seq: number,
  sealing: Sealing | undefined,
): Promise<Evidence | undefined> {
  if (sealing) return sealedEvidence(store, sealing.clock, { school, seq }, sealing.key);
  try {
    return await evidenceOf(store, school, seq);
  } catch (error) {
    if (error instanceof Fault && error.code === 'LEDGER_NOT_YET_SEALED') return undefined;
    throw error;
  }
}

/** The words that were shown: those whose hash was signed. What changed is shown against an edition before, looked for here. */
async function shownWords(forms: Forms, school: string, signature: SignatureRow): Promise<FormText> {
  const { edition, form, textHash } = signature;
  const wording = (signature.wording ?? 'full') as Wording;
  if (wording !== 'changes') return forms.textOf(school, edition, form, wording);
  for (let since = edition - 1; since > 0; since -= 1) {
    const words = await forms.textOf(school, edition, form, wording, since);
    if (words.hash === textHash) return words;
  }
  throw agreementFault('FORM_NOT_FOUND', 'the words that were shown are in no edition', { status: 404 });
}

/** What somebody had signed for themself at a moment: the newest signature, with the clauses that were agreed to. */
export async function signedOn(
  store: Store,
  forms: Forms,
  school: string,
  personId: string,
  at: Date,
): Promise<
  | {
      readonly edition: number;
      readonly form: string;
      readonly clauses: readonly string[];
      readonly signatureId: string;
    }
  | undefined
> {
  const signatures = await signaturesWhere(store.db, school, { personId, until: at });
  const last = signatures.find((each) => each.childId === undefined && each.signedOn <= localDay(at));
  if (!last) return undefined;
  const { clauses } = await forms.textOf(school, last.edition, last.form, 'full');
  return {
    edition: last.edition,
    form: last.form,
    clauses: clauses.flatMap(({ id }) => (last.declined.includes(id) ? [] : [id])),
    signatureId: last.id,
  };
}
