import {
  type Fact,
  green,
  grouped,
  openSheet,
  type Sheet,
  TEXT_SIZE,
  wordDay,
  wordMoment,
  writeFacts,
  writeHead,
  writeNote,
} from '../../agreements/index.ts';
import { type Evidence, leafHash } from '../../ledger/index.ts';
import type { Permission } from '../permission.ts';

/** A permission with everything that stands on its paper, in words. */
export interface WrittenPermission {
  readonly school: { readonly key: string; readonly name: string };
  readonly permission: Permission;
  /** Who holds it. */
  readonly holder: string;
  /** What it allows: "take equipment off site". */
  readonly act: string;
  /** Act, thing and circumstances, as names and values. */
  readonly subject: readonly Fact[];
  readonly clause: { readonly number: string; readonly text: string };
  /** The policy, by its name. */
  readonly policy: string;
  /** Who granted it: "Hetty Example, headteacher, on 2 November 2026". */
  readonly givers: readonly string[];
  /** Who took it back, and when; none while nobody did. */
  readonly withdrawn: string | undefined;
  /** Where whoever may see it sees whether it still holds. */
  readonly address: string;
  /** The paper says how the permission stood then. */
  readonly writtenAt: Date;
  /** None until a head of the ledger covers the entry. */
  readonly evidence: Evidence | undefined;
}

/**
 * A permission on paper, as a tagged PDF (after PDF/UA): what is allowed to whom, by which words, who granted it and where
 * that stands in the ledger; `scripts/verify-gatehouse.mjs` checks the PDF as it is.
 */
export function permissionPdf(written: WrittenPermission): Promise<Uint8Array> {
  const { school, permission, holder, address } = written;
  const title = `${permission.isExemption ? 'Written exemption' : 'Written permission'} ${permission.number}`;
  const sheet = openSheet(title, `Given at ${school.name}`, written.writtenAt);
  writeHead(sheet, {
    above: school.name,
    title,
    below: `${holder} may ${written.act}, ${span(permission)}`,
    code: address,
    codeShows: 'QR code with the address where this permission can be checked',
  });
  writeFacts(sheet, factsOf(written));
  writeWords(sheet, written);
  writeNote(sheet, 'How to check this permission', checking(written));
  if (written.evidence)
    sheet.attach('evidence.json', 'The entry in the ledger, with its proof', written.evidence);
  return sheet.finish(
    (page, of) => `${school.name} · permission ${permission.number} · page ${page} of ${of}`,
  );
}

const span = ({ since, until }: Permission): string =>
  until === undefined ? `from ${wordDay(since)}` : `from ${wordDay(since)} to ${wordDay(until)}`;

function factsOf(written: WrittenPermission): Fact[] {
  const { permission, withdrawn, givers } = written;
  const { until } = permission;
  return [
    ...(withdrawn === undefined ? [] : [['Withdrawn', withdrawn] as const]),
    ['Holder', written.holder],
    ...written.subject,
    ['From', wordDay(permission.since)],
    ['Until', until === undefined ? 'It is withdrawn' : `${wordDay(until)}, that day included`],
    ['Granted by', givers.join('\n')],
    ['Granted', wordMoment(permission.givenAt.toISOString())],
    ['Edition', `${permission.edition} of ${written.policy}`],
  ];
}

/** The conditions, and the clause in the words under which it was granted. */
function writeWords(sheet: Sheet, { permission, clause }: WrittenPermission): void {
  const section = (title: string, lines: readonly string[]) => {
    sheet.room(80);
    sheet.text('H2', title, { size: 13, colour: green, isBold: true, after: 3 });
    for (const text of lines) sheet.text('P', text, { size: TEXT_SIZE, after: 4 });
    sheet.doc.y += 6;
  };
  section('Conditions', permission.conditions?.split('\n') ?? ['None']);
  section(`Clause ${clause.number}`, [clause.text]);
}

const checking = ({ permission, address, writtenAt, evidence }: WrittenPermission): string[] => [
  `This paper says how the permission stood at ${wordMoment(writtenAt.toISOString())}. It may have been withdrawn since: whoever may see it sees how it stands at ${address}, which the QR code says too.`,
  `Place ${permission.seq} of the school’s ledger, which nobody can change without being seen.`,
  ...(evidence
    ? [
        `Hash of the entry:\n${grouped(leafHash(evidence.leaf).toString('hex'))}`,
        'The file evidence.json inside this PDF is that entry with its proof. Whoever has the school’s public key can check it with verify-gatehouse.mjs, without asking the school.',
      ]
    : ['No signed head of the ledger covers this place yet; a paper made later has the proof.']),
];
