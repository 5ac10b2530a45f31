import encodeQR from 'qr';
import { leafHash } from '../../ledger/index.ts';
import type { SignatureEvidence } from '../evidence.ts';
import type { ShownClause } from '../wording.ts';
import { green, line, openSheet, type Sheet, soft } from './sheet.ts';

const QR_SIZE = 92;
const TEXT_SIZE = 10;
const LABEL_WIDTH = 128;
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
  writeHead(sheet, evidence);
  writeFacts(sheet, factsOf(evidence));
  writeClauses(sheet, evidence);
  writeProof(sheet, evidence);
  attach(sheet, evidence, at);
  return sheet.finish((page, of) => `${school.name} · receipt ${signature.id} · page ${page} of ${of}`);
}

function writeHead(sheet: Sheet, evidence: SignatureEvidence): void {
  const { doc, left, width } = sheet;
  const top = doc.y;
  const textWidth = width - QR_SIZE - 24;
  sheet.ornament(() => doc.rect(0, 0, doc.page.width, 12).fill(green));
  sheet.text('P', evidence.school.name, { size: 11, colour: soft, width: textWidth, after: 4 });
  sheet.text('H1', evidence.words.title, {
    size: 21,
    colour: green,
    isBold: true,
    width: textWidth,
    after: 5,
  });
  sheet.text('P', signedBy(evidence), { size: 12, width: textWidth });
  const below = doc.y;
  sheet.figure('QR code with the place of this signature in the ledger', () =>
    drawCode(doc, codeOf(evidence), left + width - QR_SIZE, top),
  );
  doc.y = Math.max(below, top + QR_SIZE) + 14;
  drawLine(sheet);
}

const signedBy = ({ signature }: SignatureEvidence): string =>
  `Signed by ${signature.fullName}${signature.childName === undefined ? '' : ` for ${signature.childName}`} on ${day(signature.signedOn)}`;

/** What the QR code says: school, place in the ledger and, once a head covers it, the hash of the leaf there. */
export function codeOf({ school, ledger }: SignatureEvidence): string {
  const place = `gatehouse:receipt?school=${school.key}&seq=${ledger.seq}`;
  return ledger.evidence ? `${place}&leafhash=${leafHash(ledger.evidence.leaf).toString('hex')}` : place;
}

function drawCode(doc: Sheet['doc'], code: string, x: number, y: number): void {
  const rows = encodeQR(code, 'raw', { ecc: 'medium', border: 1 });
  const unit = QR_SIZE / rows.length;
  for (const [down, row] of rows.entries())
    for (const [across, isDark] of row.entries())
      if (isDark) doc.rect(x + across * unit, y + down * unit, unit, unit);
  doc.fill('#000000');
}

function drawLine(sheet: Sheet): void {
  const { doc, left, width } = sheet;
  sheet.ornament(() =>
    doc
      .moveTo(left, doc.y)
      .lineTo(left + width, doc.y)
      .lineWidth(0.8)
      .stroke(line),
  );
  doc.y += 12;
}

type Fact = readonly [label: string, text: string];

function factsOf(evidence: SignatureEvidence): Fact[] {
  const { signature, countersignature, edition, words } = evidence;
  const facts: (Fact | false)[] = [
    ['Signed', `${moment(signature.signedAt)}, ${ways[signature.way] ?? signature.way}`],
    ['Known by', proofs[signature.proof] ?? signature.proof],
    signature.witness !== undefined && ['Witness', signature.witness],
    signature.shownAt !== undefined && [
      'Read',
      `Shown at ${moment(signature.shownAt)}, ${duration(signature.readSeconds)} before it was signed`,
    ],
    signature.childName !== undefined && [
      'Child',
      `${signature.childName}${signature.childTicked ? ', who ticked as well' : ''}`,
    ],
    signature.endsAt !== undefined && ['Until', `${moment(signature.endsAt)}, the end of the visit`],
    countersignature !== undefined && [
      'Countersigned',
      `${countersignature.fullName}, ${countersignature.role.replaceAll('-', ' ')}, on ${day(countersignature.signedOn)}`,
    ],
    ['Edition', `${edition.number} of “${edition.title}”, in force since ${day(edition.effectiveFrom)}`],
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

/** A table of two columns that screen readers know as one. */
function writeFacts(sheet: Sheet, facts: readonly Fact[]): void {
  const { doc, left, width } = sheet;
  const table = sheet.open('Table');
  for (const [label, text] of facts) {
    const row = sheet.open('TR', table);
    const top = doc.y;
    sheet.text('TH', label, { size: TEXT_SIZE, colour: soft, width: LABEL_WIDTH - 8 }, row, { scope: 'Row' });
    const under = doc.y;
    doc.y = top;
    sheet.text('TD', text, { size: TEXT_SIZE, x: left + LABEL_WIDTH, width: width - LABEL_WIDTH }, row);
    doc.y = Math.max(doc.y, under) + 3;
    row.end();
  }
  table.end();
  doc.y += 6;
}

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
  const { doc, left, width } = sheet;
  sheet.room(130);
  const top = doc.y;
  const lines = [
    `Place ${ledger.seq} of the school’s ledger, which nobody can change without being seen.`,
    ledger.evidence
      ? `Hash of the entry:\n${grouped(leafHash(ledger.evidence.leaf).toString('hex'))}`
      : 'No signed head of the ledger covers this place yet; a receipt made later has the proof.',
    `Two files are inside this PDF: ${SIGNATURE_FILE} with all that is known of this signature, and ${LEDGER_FILE} with its entry in the ledger. Whoever has the school’s public key can check the entry with verify-gatehouse.mjs, without asking the school.`,
  ];
  doc.y = top + 10;
  sheet.text('H2', 'How to check this receipt', {
    size: 11,
    colour: green,
    isBold: true,
    x: left + 14,
    after: 2,
  });
  for (const text of lines) sheet.text('P', text, { size: 9, x: left + 14, width: width - 28, after: 2 });
  const bottom = doc.y + 8;
  sheet.ornament(() => doc.rect(left, top, 4, bottom - top).fill(green));
  doc.y = bottom;
}

/** What the ledger says, which the verifier finds in the PDF by itself, and what is known besides. */
const LEDGER_FILE = 'evidence.json';
const SIGNATURE_FILE = 'signature.json';

function attach({ doc }: Sheet, evidence: SignatureEvidence, at: Date): void {
  const { ledger, ...known } = evidence;
  const put = (name: string, description: string, content: unknown) => {
    const file = {
      name,
      type: 'application/json',
      description,
      creationDate: at,
      modifiedDate: at,
      relationship: 'Data',
    };
    doc.file(Buffer.from(JSON.stringify(content, null, 2)), file);
  };
  put(SIGNATURE_FILE, 'Who signed which words, when and how', { ...known, ledger: { seq: ledger.seq } });
  if (ledger.evidence) put(LEDGER_FILE, 'The entry in the ledger, with its proof', ledger.evidence);
}

/** Hexadecimal digits in groups of four, as people read them out, eight groups to a line. */
const grouped = (hash: string): string =>
  hash.replaceAll(/(.{4})(?=.)/g, '$1 ').replaceAll(/(.{39}) (?=.)/g, '$1\n');

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const day = (on: string): string => (on === '' ? '' : days.format(new Date(`${on}T12:00:00Z`)));

const moments = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/London',
});
const moment = (at: string): string => moments.format(new Date(at));

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
