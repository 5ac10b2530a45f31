/** The kinds of letter that Gatehouse writes; each has its file in `letters/`. */
export type LetterKind =
  | 'invitation'
  | 'way-back'
  | 'password-changed'
  | 'reminder-to-sign'
  | 'manager-told'
  | 'refusal-told'
  | 'countersign-waiting'
  | 'receipt-ready'
  | 'material-change'
  | 'request-waiting'
  | 'request-news'
  | 'permission-ending'
  | 'checks-due'
  | 'report-waiting'
  | 'report-answered'
  | 'report-received';

/** The words of a letter, twice: as plain text and as HTML that says the same. */
export interface Written {
  readonly kind: LetterKind;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Whom a letter is for. */
export interface Addressee {
  /** None for somebody whom the school keeps no record of. */
  readonly personId?: string;
  readonly address: string;
}

/** A letter ready to be posted: `{ school, to, ...invitation({ … }) }`. */
export interface Letter extends Written {
  /** Key of the school that writes. */
  readonly school: string;
  readonly to: Addressee;
}

/** What every letter begins with. */
export interface Opening {
  /** Name of the school, as people say it. */
  readonly school: string;
  /** Name of the reader. */
  readonly name: string;
}

/**
 * Somebody whom a letter is about. A child is named by initials alone, in every letter: policies forbid a child's full
 * name in mail, and a letter may be read over a shoulder.
 */
export interface Mentioned {
  readonly name: string;
  readonly isChild: boolean;
}
