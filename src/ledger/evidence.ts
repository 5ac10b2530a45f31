import { originOf } from './checkpoint.ts';
import type { StoredPayload } from './records.ts';

/** The personal part of an entry, as it leaves: the salt in base64, the content as canonical JSON. */
export interface PayloadData {
  readonly salt: string;
  readonly content: string;
}

/** One entry with all that a stranger needs to check it: written as JSON, read by `scripts/verify-gatehouse.mjs`. */
export interface Evidence {
  readonly format: 'gatehouse-evidence/1';
  readonly origin: string;
  readonly seq: number;
  /** Canonical JSON, as it was hashed. */
  readonly leaf: string;
  /** Only while it has not been forgotten. */
  readonly payload?: PayloadData;
  /** From the leaf to the root: SHA-256 hashes in base64. SOURCE: RFC 9162, section 2.1.3.1 */
  readonly proof: readonly string[];
  /** The signed head whose root the proof leads to. */
  readonly checkpoint: string;
}

export const payloadData = ({ salt, content }: StoredPayload): PayloadData => ({
  salt: salt.toString('base64'),
  content,
});

/** The first line of an export. */
export const exportStart = (school: string) => ({ format: 'gatehouse-ledger/1', origin: originOf(school) });
