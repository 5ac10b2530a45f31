import type { Evidence } from './records.ts';

const MOST_BYTES = 5 * 1024 * 1024;

const marks: readonly (readonly [Evidence['type'], readonly number[]])[] = [
  // SOURCE: ISO/IEC 10918-1 (JPEG), B.2: SOI and the first byte of a marker; PNG, 3rd edition, 5.2
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** Reads a photograph that shows what a check found, by what is in it and not by its name; says why where it is refused. */
export function readEvidence(bytes: Uint8Array): Evidence | { readonly refused: string } {
  if (bytes.length > MOST_BYTES) return { refused: 'The photograph is larger than 5 MB' };
  const type = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  return type === undefined ? { refused: 'The photograph must be a JPEG or PNG' } : { bytes, type };
}
