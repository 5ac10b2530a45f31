import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { canonicalJson } from '../kernel/index.ts';

/** Something that happened, to be written down for good. */
export interface LedgerEntry {
  readonly school: string;
  readonly at: Date;
  /** What happened: `signature.given`. Lower-case words, dots and dashes. */
  readonly kind: string;
  /** Id of the person who did it; none for the program itself. */
  readonly actor?: string;
  /** Id of whom or what it is about. */
  readonly subject?: string;
  /** In the leaf, for ever and for all who verify: ids, numbers, hashes, days. Never personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Personal data that the entry commits to with a salted hash; may be erased later. */
  readonly personal?: Readonly<Record<string, unknown>>;
}

/** The personal part of an entry, kept apart from the leaf. */
export interface Payload {
  /** 32 random bytes, without which nobody can guess the content from its commitment. */
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly content: string;
}

const SALT_BYTES = 32;

/** A payload of what an entry's `personal` says. Dates become ISO 8601 texts, as in any JSON. */
export const payloadOf = (personal: Readonly<Record<string, unknown>>): Payload => ({
  salt: randomBytes(SALT_BYTES),
  content: canonicalJson(JSON.parse(JSON.stringify(personal))),
});

/** What a leaf says of a payload: HMAC-SHA256 of the content with the salt as key, in hex. */
export const commitmentTo = ({ salt, content }: Payload): string =>
  createHmac('sha256', salt).update(content, 'utf8').digest('hex');

/**
 * The leaf of an entry before and after its place: canonical JSON of v, seq, at, kind, actor, subject, details and
 * commitment, whose keys stand in the order of the alphabet, so that `seq` can be put in by who knows it.
 */
export function leafAround(entry: LedgerEntry, commitment: string | undefined): readonly [string, string] {
  assert.match(entry.kind, /^[a-z0-9]+([.-][a-z0-9]+)*$/, 'a kind is made of words, dots and dashes');
  const { actor, details, kind, subject } = entry;
  const before = canonicalJson({ actor, at: entry.at.toISOString(), commitment, details, kind });
  const after = canonicalJson({ subject, v: 1 });
  return [`${before.slice(0, -1)},"seq":`, `,${after.slice(1)}`];
}
