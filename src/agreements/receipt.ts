import type { SignatureEvidence } from './evidence.ts';

/** A receipt as PDF. */
export async function receiptPdf(evidence: SignatureEvidence): Promise<Uint8Array> {
  return Buffer.from(JSON.stringify(evidence));
}
