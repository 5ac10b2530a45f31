import { readEdition } from '../../editions/index.ts';
import { type Clock, isId, localDay, newId } from '../../kernel/index.ts';
import { type LedgerEntry, record } from '../../ledger/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { isDay } from '../day.ts';
import { keepRefusal } from '../declining/refusing.ts';
import { agreementFault, signedAlready } from '../errors.ts';
import { isOwnName } from '../naming.ts';
import { nameVisitor } from '../visits/records.ts';
import { show, wordsOf } from '../wording.ts';
import { keepTogether, type Unplaced } from './keeping-together.ts';
import { insertSignatures, type NewSignature, type ShownTo, shownTo } from './records.ts';

/** How the signer was known. */
export type Proof =
  | 'password'
  | 'two-factors'
  | 'passkey'
  | 'provider'
  | 'pupil-secret'
  | 'visit'
  | 'witness';

/** What somebody who signs hands in. */
export interface Signing {
  readonly school: string;
  readonly showingId: string;
  readonly by:
    | { readonly personId: string }
    | { readonly visitId: string; readonly comesFrom?: string | undefined };
  /** As the signer wrote it. */
  readonly fullName: string;
  /** YYYY-MM-DD, as the signer wrote it: today. */
  readonly signedOn: string;
  readonly proof: Proof;
  /** The browser, as it names itself. */
  readonly agent: string;
  /** The network address. */
  readonly address: string;
  /** The child's own tick, where somebody signs on behalf of a child. */
  readonly childTicked?: boolean;
  /** Ids of clauses that the signer does not agree to; needs a reason. */
  readonly declined?: readonly string[];
  readonly reason?: string | undefined;
  /** How many questions of understanding were answered rightly; the page asks until all are. */
  readonly understood?: number;
  /** How people reach this server, for the letter about what was declined. */
  readonly origin?: string;
}

/** A signature that is kept. */
export interface Signed {
  readonly signatureId: string;
  /** Its place in the ledger. */
  readonly seq: number;
}

/** What was handed in is no signature: the signer puts it right and hands it in again. */
export interface NotSigned {
  readonly refused: 'another-name' | 'another-day' | 'reason-missing';
}

const LONGEST_NAME = 200;
const LONGEST_AGENT = 512;
const LONGEST_ADDRESS = 64;

/**
 * Signs what was shown. Never twice, never other words than were shown, never for somebody else.
 * @throws SHOWING_NOT_FOUND, SHOWING_USED, SHOWN_TEXT_CHANGED, ALREADY_SIGNED, CLAUSE_NOT_IN_FORM
 */
export async function sign(store: Store, clock: Clock, signing: Signing): Promise<Signed | NotSigned> {
  const at = clock.now();
  const shown = await shownFor(store, signing, at);
  refuseUsed(shown);
  await requireSameWords(store, signing.school, shown);
  const refused = reasonAgainst(signing, shown, localDay(at));
  if (refused) return { refused };
  const row = signatureOf(signing, shown, at);
  const unplaced = { row, entry: entryOf(signing, row, at) };
  const isPlain = 'personId' in signing.by && row.declined.length === 0;
  const seq = isPlain
    ? await keepTogether(store, signing.school, unplaced)
    : await keepWithMore(store, clock, signing, shown, unplaced);
  return { signatureId: row.id, seq };
}

/** What was shown to this person or on this visit; nobody else's is found. @throws SHOWING_NOT_FOUND */
export async function shownFor(
  store: Store,
  { school, showingId, by }: Pick<Signing, 'school' | 'showingId' | 'by'>,
  at: Date,
): Promise<ShownTo> {
  const shown = isId(showingId) ? await shownTo(store.db, school, showingId, localDay(at)) : undefined;
  const isTheirs =
    shown !== undefined &&
    ('personId' in by ? shown.personId === by.personId && !shown.isShut : isOnVisit(shown, by.visitId, at));
  if (!isTheirs)
    throw agreementFault('SHOWING_NOT_FOUND', 'nothing was shown that can be answered', { status: 404 });
  return shown;
}

const isOnVisit = (shown: ShownTo, visitId: string, at: Date): boolean =>
  shown.visitId === visitId &&
  shown.visitLeft === undefined &&
  shown.visitEnds !== undefined &&
  shown.visitEnds > at;

/** @throws SHOWING_USED, ALREADY_SIGNED */
export function refuseUsed(shown: ShownTo): void {
  if (shown.isSigned || shown.isRefused)
    throw agreementFault('SHOWING_USED', 'what was shown was answered already', { status: 409 });
  if (shown.isSignedSince) throw signedAlready();
}

/**
 * In the edition that was shown the words are the same. In a later one they may be, unless what changed was shown.
 * @throws SHOWN_TEXT_CHANGED
 */
export async function requireSameWords(store: Store, school: string, shown: ShownTo): Promise<void> {
  if (shown.current === shown.edition) return;
  const { wording } = shown;
  if (shown.current !== undefined && (wording === 'full' || wording === 'plain')) {
    const { pack } = await readEdition(store, school, shown.current);
    const words = wordsOf(pack).find((each) => each.form.id === shown.form);
    if (words && show({ school, edition: shown.current }, words, wording).hash === shown.textHash) return;
  }
  throw agreementFault('SHOWN_TEXT_CHANGED', 'the form has other words now than were shown', { status: 409 });
}

function reasonAgainst(signing: Signing, shown: ShownTo, today: string): NotSigned['refused'] | undefined {
  const name = signing.fullName.trim();
  const isTheirs =
    shown.personId === undefined ? isVisitorsName(name, shown.visitorName) : isOwnName(name, shown);
  if (!isTheirs || name.length > LONGEST_NAME) return 'another-name';
  if (!isDay(signing.signedOn) || signing.signedOn !== today) return 'another-day';
  if (signing.declined?.length && !signing.reason?.trim()) return 'reason-missing';
  return undefined;
}

/** A visitor gives a name when signing; one who signs a second form gives the same. */
const isVisitorsName = (name: string, known: string | undefined): boolean =>
  known === undefined ? /\p{L}/u.test(name) : isOwnName(name, { givenName: '', familyName: known });

/** The policy as it was shown. @throws CLAUSE_NOT_IN_FORM */
export async function packOf(
  store: Store,
  school: string,
  shown: ShownTo,
  clauses: readonly string[],
): Promise<Pack> {
  const { pack } = await readEdition(store, school, shown.edition);
  const words = wordsOf(pack).find((each) => each.form.id === shown.form);
  const known = new Set(words?.clauses.map(({ id }) => id));
  if (!clauses.every((id) => known.has(id)))
    throw agreementFault('CLAUSE_NOT_IN_FORM', 'a clause was named that is not in the form', { status: 422 });
  return pack;
}

/** In one transaction with the signature: the visitor's name, or what was declined. */
async function keepWithMore(
  store: Store,
  clock: Clock,
  signing: Signing,
  shown: ShownTo,
  { row, entry }: Unplaced,
): Promise<number> {
  const { school, by, showingId, reason = '', origin } = signing;
  const pack = row.declined.length > 0 ? await packOf(store, school, shown, row.declined) : undefined;
  return store.transaction(async (tx) => {
    if ('visitId' in by)
      await nameVisitor(tx, school, by.visitId, row.fullName, oneLine(by.comesFrom, LONGEST_NAME));
    const seq = await record(tx, entry);
    if ((await insertSignatures(tx, school, [{ ...row, seq }])) === 0) throw signedAlready();
    const refusing = { school, showingId, shown, clauses: row.declined, reason, origin, signatureId: row.id };
    if (pack && shown.personId !== undefined) await keepRefusal(tx, clock, pack, refusing);
    return seq;
  });
}

const entryOf = (signing: Signing, row: Omit<NewSignature, 'seq'>, at: Date): LedgerEntry => ({
  school: signing.school,
  at,
  kind: 'signature.given',
  ...(row.personId !== undefined && { actor: row.personId }),
  subject: row.id,
  details: { ...detailsOf(row), ...(signing.understood && { understood: signing.understood }) },
  personal: {
    fullName: row.fullName,
    address: signing.address.slice(0, LONGEST_ADDRESS),
    agent: oneLine(signing.agent, LONGEST_AGENT),
    personId: row.personId,
    visitId: row.visitId,
    childId: row.childId,
    // A visitor's reason is followed up by nobody, and kept here alone.
    reason: row.visitId !== undefined && row.declined.length > 0 ? signing.reason : undefined,
  },
});

/** What the leaf of a signature says, for ever. */
export const detailsOf = (row: Omit<NewSignature, 'seq'>) => ({
  form: row.form,
  edition: row.edition,
  textHash: row.textHash,
  signatureId: row.id,
  way: row.way,
  proof: row.proof,
  signedOn: row.signedOn,
  ...(row.declined.length > 0 && { declined: row.declined.join(' ') }),
});

function signatureOf(
  signing: Signing,
  shown: ShownTo,
  at: Date,
): Omit<NewSignature, 'seq'> & { readonly showingId: string } {
  return {
    id: newId(),
    showingId: signing.showingId,
    personId: shown.personId,
    visitId: shown.visitId,
    childId: shown.childId,
    edition: shown.edition,
    form: shown.form,
    textHash: shown.textHash,
    way: shown.visitId === undefined ? 'screen' : 'door',
    fullName: oneLine(signing.fullName, LONGEST_NAME),
    signedOn: signing.signedOn,
    signedAt: at,
    readSeconds: Math.max(0, Math.round((at.getTime() - shown.shownAt.getTime()) / 1000)),
    proof: signing.proof,
    childTicked: shown.childId !== undefined && (signing.childTicked ?? false),
    declined: [...new Set(signing.declined)],
  };
}

/** One line without control characters, of at most so many characters. */
export const oneLine = (text: string | undefined, longest: number): string =>
  (text ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);
