/** What can be done about a report, and stands in its timeline. */
export const entryKinds = [
  'told',
  'acknowledged',
  'assigned',
  'let-in',
  'escalated',
  'about',
  'noted',
  'asked',
  'said',
  'answered',
  'found',
  'step',
  'linked',
  'referred',
  'handed-over',
  'parents-told',
  'clock',
  'measure',
  'measure-lifted',
  'suspended',
  'suspension-ended',
  'closed',
  'appealed',
  'reopened',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** A file that was handed in, without its bytes. */
export interface Evidence {
  readonly id: string;
  readonly name: string;
  /** Found from its bytes. */
  readonly type: string;
  readonly size: number;
  /** SHA-256, as hexadecimal digits; it is in the ledger. */
  readonly hash: string;
}

/** One line of a report's timeline; never altered. */
export interface ReportEntry {
  readonly id: string;
  readonly kind: EntryKind;
  /** None for a teller without an account, and for the program itself. */
  readonly personId: string | undefined;
  readonly words: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly isForTeller: boolean;
  readonly at: Date;
  /** Its place in the ledger. */
  readonly seq: number;
  readonly files: readonly Evidence[];
}

/** A line as it is written. */
export interface EntryDraft {
  readonly kind: EntryKind;
  readonly words?: string | undefined;
  readonly details?: ReportEntry['details'];
  readonly isForTeller?: boolean;
  readonly files?: readonly CheckedFile[];
}

/** A file that was looked at and may be kept. */
export interface CheckedFile {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array;
}
