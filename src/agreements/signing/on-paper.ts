import { createHash } from 'node:crypto';
import { readEditionOn } from '../../editions/index.ts';
import { type Clock, localDay, newId } from '../../kernel/index.ts';
import { record } from '../../ledger/index.ts';
import { nameOf, requirePerson } from '../../people/index.ts';
import type { Store } from '../../store/index.ts';
import { isDay } from '../day.ts';
import { agreementFault } from '../errors.ts';
import type { Forms } from '../opening-forms.ts';
import { tiesOn } from '../owing/records.ts';
import { insertPaperSignature, type NewSignature } from './records.ts';
import { detailsOf, type Signed } from './signing.ts';

/** A form that was signed on paper, as it is entered. */
export interface PaperForm {
  readonly school: string;
  /** Who saw it signed, and enters it: never the signer. */
  readonly witnessId: string;
  readonly personId: string;
  readonly childId?: string | undefined;
  readonly form: string;
  /** The date on the paper, YYYY-MM-DD. */
  readonly signedOn: string;
  readonly scan: Uint8Array;
  /** Media type of the scan. */
  readonly type: string;
  readonly childTicked?: boolean;
}

/** How a scan of each type begins. */
const beginnings: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};
const LARGEST_SCAN_BYTES = 10 * 1024 * 1024;

/**
 * Keeps a form that was signed on paper, with its scan and the witness. The words are those of the edition in force on the day
 * on the paper.
 * @throws PAPER_WITHOUT_WITNESS, SCAN_UNUSABLE, DAY_IMPOSSIBLE, FORM_NOT_FOUND, READER_NOT_FOUND, PERSON_NOT_FOUND
 */
export async function signOnPaper(
  store: Store,
  forms: Forms,
  clock: Clock,
  paper: PaperForm,
): Promise<Signed> {
  const { school, witnessId, personId, childId } = paper;
  const at = clock.now();
  requireUsable(paper, localDay(at));
  const person = await requirePerson(store.db, school, personId);
  await requirePerson(store.db, school, witnessId);
  if (childId !== undefined) await requireOwnChild(store, school, personId, childId, localDay(at));
  const { number: edition } = await readEditionOn(store, school, paper.signedOn);
  const text = await forms.textOf(school, edition, paper.form, 'full');
  const row: Omit<NewSignature, 'seq'> = {
    id: newId(),
    showingId: undefined,
    personId,
    visitId: undefined,
    childId,
    edition,
    form: paper.form,
    textHash: text.hash,
    way: 'paper',
    fullName: nameOf(person),
    signedOn: paper.signedOn,
    signedAt: at,
    readSeconds: 0,
    proof: 'witness',
    childTicked: childId !== undefined && (paper.childTicked ?? false),
    declined: [],
    witnessId,
    scan: Buffer.from(paper.scan),
    scanType: paper.type,
  };
  return store.transaction(async (tx) => {
    const seq = await record(tx, {
      school,
      at,
      kind: 'signature.given',
      actor: witnessId,
      subject: row.id,
      details: { ...detailsOf(row), scanHash: createHash('sha256').update(paper.scan).digest('hex') },
      personal: { fullName: row.fullName, personId, childId, witnessId },
    });
    await insertPaperSignature(tx, school, { ...row, seq });
    return { signatureId: row.id, seq };
  });
}

function requireUsable({ witnessId, personId, signedOn, scan, type }: PaperForm, today: string): void {
  if (witnessId === personId)
    throw agreementFault('PAPER_WITHOUT_WITNESS', 'the signer cannot be the witness', { status: 422 });
  if (!isDay(signedOn) || signedOn > today)
    throw agreementFault('DAY_IMPOSSIBLE', 'the day on the paper is none, or is yet to come', {
      status: 422,
    });
  const begins = beginnings[type];
  const isScan = begins?.every((byte, place) => scan[place] === byte) && scan.length <= LARGEST_SCAN_BYTES;
  if (!isScan) throw agreementFault('SCAN_UNUSABLE', 'the scan is not what it should be', { status: 422 });
}

async function requireOwnChild(store: Store, school: string, personId: string, childId: string, day: string) {
  const ties = await tiesOn(store.db, school, day, personId);
  if (!ties.some((tie) => tie.childId === childId))
    throw agreementFault('READER_NOT_FOUND', 'this is not a child of theirs', { status: 404 });
}
