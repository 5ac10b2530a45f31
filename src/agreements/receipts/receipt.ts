import { leafHash } from '../../ledger/index.ts';
import type { SignatureEvidence } from '../evidence.ts';
import type { ShownClause } from '../wording.ts';
import { green, openSheet, type Sheet, soft, TEXT_SIZE } from './sheet.ts';
import { type Fact, grouped, wordDay, wordMoment, writeFacts, writeHead, writeNote } from './sheet-parts.ts';

/** More clauses than these are not printed: they are the whole policy, and stand in the evidence. */
const MOST_CLAUSES = 40;

/**
 * A receipt of a signature as a tagged PDF (after PDF/UA): who signed which words when, where it stands in the ledger, and the
 * whole evidence as files inside; `scripts/verify-gatehouse.mjs` checks the PDF as it is.
 */
export function receiptPdf(evidence: SignatureEvidence): Promise<Uint8Array> {
  const { school, words, signature } = evidence;
  const at = new Date(signature.signedAt);
  const sheet = openSheet(`Receipt: ${words.title}`, `Signed at ${school.name}`, at);
  writeHead(sheet, {
    above: school.name,
    title: words.title,
    below: signedBy(evidence),
    code: codeOf(evidence),
    codeShows: 'QR code with the place of this signature in the ledger',
  });
  writeFacts(sheet, factsOf(evidence));
  writeClauses(sheet, evidence);
  writeProof(sheet, evidence);
  attach(sheet, evidence);
  return sheet.finish((page, of) => `${school.name} · receipt ${signature.id} · page ${page} of ${of}`);
}

const signedBy = ({ signature }: SignatureEvidence): string =>
  `Signed by ${signature.fullName}${signature.childName === undefined ? '' : ` for ${signature.childName}`} on ${wordDay(signature.signedOn)}`;

/** What the QR code says: school, place in the ledger and, once a head covers it, the hash of the leaf there. */
export function codeOf({ school, ledger }: SignatureEvidence): string {
  const place = `gatehouse:receipt?school=${school.key}&seq=${ledger.seq}`;
  return ledger.evidence ? `${place}&leafhash=${leafHash(ledger.evidence.leaf).toString('hex')}` : place;
}

function factsOf(evidence: SignatureEvidence): Fact[] {
  const { signature, countersignature, edition, words } = evidence;
  const facts: (Fact | false)[] = [
    ['Signed', `${wordMoment(signature.signedAt)}, ${ways[signature.way] ?? signature.way}`],
    ['Known by', proofs[signature.proof] ?? signature.proof],
    signature.witness !== undefined && ['Witness', signature.witness],
    signature.shownAt !== undefined && [
      'Read',
      `Shown at ${wordMoment(signature.shownAt)}, ${duration(signature.readSeconds)} before it was signed`,
    ],
    signature.childName !== undefined && [
      'Child',
      `${signature.childName}${signature.childTicked ? ', who ticked as well' : ''}`,
    ],
    signature.endsAt !== undefined && ['Until', `${wordMoment(signature.endsAt)}, the end of the visit`],
    countersignature !== undefined && [
      'Countersigned',
      `${countersignature.fullName}, ${countersignature.role.replaceAll('-', ' ')}, on ${wordDay(countersignature.signedOn)}`,
    ],
    ['Edition', `${edition.number} of “${edition.title}”, in force since ${wordDay(edition.effectiveFrom)}`],
    evidence.isSuperseded && ['Since then', 'A later edition has other words of this form'],
    ['Hash of the words', grouped(words.hash)],
  ];
  return facts.filter((fact) => fact !== false);
}

const ways: Readonly<Record<string, string>> = {
  screen: 'on screen',
  paper: 'on paper, entered from a scan',
  door: 'at the door',
};

const proofs: Readonly<Record<string, string>> = {
  password: 'Password',
  'two-factors': 'Password and a second factor',
  passkey: 'Passkey',
  provider: 'Account at Google or Microsoft',
  'pupil-secret': 'The secret that the teacher set',
  visit: 'The link of the visit',
  witness: 'A witness who saw it signed',
};

const headings = {
  full: 'What was signed',
  plain: 'What was signed',
  changes: 'What changed, and was signed',
};

function writeClauses(sheet: Sheet, { words, signature, edition }: SignatureEvidence): void {
  sheet.room(80);
  sheet.text('H2', headings[words.wording], { size: 13, colour: green, isBold: true, after: 3 });
  for (const text of [words.intro, words.text])
    if (text !== undefined) sheet.text('P', text, { size: TEXT_SIZE, after: 4 });
  if (words.clauses.length > MOST_CLAUSES) {
    const all = `All ${words.clauses.length} clauses of edition ${edition.number}. Their words are in a file inside this PDF.`;
    return sheet.text('P', all, { size: TEXT_SIZE, after: 8 });
  }
  const list = sheet.open('L');
  for (const clause of words.clauses)
    writeClause(sheet, list, clause, signature.declined.includes(clause.id));
  list.end();
  sheet.doc.y += 6;
}

const NUMBER_WIDTH = 34;

function writeClause(
  sheet: Sheet,
  list: ReturnType<Sheet['open']>,
  clause: ShownClause,
  isDeclined: boolean,
): void {
  const { doc, left, width } = sheet;
  sheet.room(30);
  const item = sheet.open('LI', list);
  const top = doc.y;
  sheet.text('Lbl', clause.number, { size: TEXT_SIZE, colour: soft, width: NUMBER_WIDTH - 4 }, item);
  doc.y = top;
  const body = sheet.open('LBody', item);
  for (const [text, isQuiet] of linesOf(clause, isDeclined))
    sheet.text(
      'P',
      text,
      {
        size: isQuiet ? TEXT_SIZE - 1 : TEXT_SIZE,
        x: left + NUMBER_WIDTH,
        width: width - NUMBER_WIDTH,
        ...(isQuiet && { colour: soft }),
      },
      body,
    );
  body.end();
  item.end();
  doc.y += 3;
}

/** What is written of a clause, with what is said quietly. */
function linesOf(
  { text, plain, was, change }: ShownClause,
  isDeclined: boolean,
): (readonly [string, boolean])[] {
  return [
    ...(change === 'removed'
      ? [['No longer part of the form.', true] as const]
      : [[plain ?? text, false] as const]),
    ...(change === 'added' ? [['New in this edition.', true] as const] : []),
    ...(was === undefined ? [] : [[`Before: ${was}`, true] as const]),
    ...(isDeclined ? [['Not agreed to; the reason is kept by the school.', true] as const] : []),
  ];
}

function writeProof(sheet: Sheet, { ledger }: SignatureEvidence): void {
  writeNote(sheet, 'How to check this receipt', [
    `Place ${ledger.seq} of the school’s ledger, which nobody can change without being seen.`,
    ledger.evidence
      ? `Hash of the entry:\n${grouped(leafHash(ledger.evidence.leaf).toString('hex'))}`
      : 'No signed head of the ledger covers this place yet; a receipt made later has the proof.',
    `Two files are inside this PDF: ${SIGNATURE_FILE} with all that is known of this signature, and ${LEDGER_FILE} with its entry in the ledger. Whoever has the school’s public key can check the entry with verify-gatehouse.mjs, without asking the school.`,
  ]);
}

/** What the ledger says, which the verifier finds in the PDF by itself, and what is known besides. */
const LEDGER_FILE = 'evidence.json';
const SIGNATURE_FILE = 'signature.json';

function attach({ attach: put }: Sheet, evidence: SignatureEvidence): void {
  const { ledger, ...known } = evidence;
  put(SIGNATURE_FILE, 'Who signed which words, when and how', { ...known, ledger: { seq: ledger.seq } });
  if (ledger.evidence) put(LEDGER_FILE, 'The entry in the ledger, with its proof', ledger.evidence);
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
