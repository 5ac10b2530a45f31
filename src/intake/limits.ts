/** How much of everything is taken from strangers. */
export interface Limits {
  /** Bytes of one letter. */
  readonly letterBytes: number;
  /** Bytes of all letters that come in at one moment. */
  readonly heldBytes: number;
  readonly recipients: number;
  readonly connections: number;
  /** Of one address; a school's own mail server is one. */
  readonly connectionsOfOne: number;
  /** How long somebody may say nothing. */
  readonly silenceMs: number;
  /** How long one letter may take to come. */
  readonly letterMs: number;
  /** How long somebody may stay. */
  readonly stayMs: number;
}

const MB = 1024 * 1024;
const minute = 60_000;

/** SOURCE: RFC 5321, 4.5.3.2 has senders wait for minutes; nobody of them is slower than this. */
export const usualLimits: Limits = {
  letterBytes: 25 * MB,
  heldBytes: 100 * MB,
  recipients: 20,
  connections: 60,
  connectionsOfOne: 20,
  silenceMs: minute,
  letterMs: 5 * minute,
  stayMs: 30 * minute,
};

/** Lines of a letter, parts and how deep they lie, and bytes of all headers. A letter of people has far fewer. */
export const LINES = 1_000_000;
export const PARTS = 500;
export const DEPTH = 20;
export const HEADER_BYTES = 256 * 1024;
/** Bytes of one line. SOURCE: RFC 5322, 2.1.1 says 998; programs write longer ones */
export const LONGEST_LINE = MB;
