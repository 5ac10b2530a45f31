import { createHash, createHmac } from 'node:crypto';
import type { FormText, SignatureEvidence } from '../../../src/agreements/index.ts';
import { canonicalJson } from '../../../src/kernel/index.ts';
import { leafHash, provesInclusion, readCheckpoint } from '../../../src/ledger/index.ts';
import type { Comer } from './first-day.ts';

/** What is wrong with the evidence of a comer's signature; nothing where it proves just what they did. */
export function faultsOf(
  evidence: SignatureEvidence,
  comer: Comer,
  signatureId: string,
  publicKey: string,
): string[] {
  const { signature, words, ledger } = evidence;
  const proven = ledger.evidence;
  if (!proven) return ['no proof'];
  const leaf = JSON.parse(proven.leaf) as Leaf;
  const content = JSON.parse(proven.payload?.content ?? '{}') as Record<string, unknown>;
  const checks: Readonly<Record<string, boolean>> = {
    'the signature is another': signature.id === signatureId && leaf.subject === signatureId,
    'somebody else signed': [signature.personId, leaf.actor, content['personId']].every(
      (id) => id === comer.id,
    ),
    'the name is another': signature.fullName === comer.name && content['fullName'] === comer.name,
    'the form is another': words.form === comer.form && leaf.details?.form === comer.form,
    'the child is another': signature.childId === comer.childId && content['childId'] === comer.childId,
    'the browser is another': signature.agent === comer.agent && content['agent'] === comer.agent,
    'the words are not those of the hash': hashOf(words) === words.hash,
    'the hash is another': leaf.details?.textHash === words.hash,
    'the place is another': ledger.seq === proven.seq && leaf.seq === proven.seq,
    'the personal part is another': commitmentOf(proven.payload) === leaf.commitment,
    'the proof does not hold': isProven(proven, publicKey),
  };
  return Object.entries(checks).flatMap(([wrong, isRight]) => (isRight ? [] : [wrong]));
}

interface Leaf {
  readonly seq: number;
  readonly actor?: string;
  readonly subject?: string;
  readonly commitment?: string;
  readonly details?: { readonly form?: string; readonly textHash?: string };
}

type Proven = NonNullable<SignatureEvidence['ledger']['evidence']>;

/** Of the words as somebody reads them in the evidence, worked out anew. */
function hashOf({ title, intro, text, clauses }: FormText): string {
  const shown = {
    title,
    ...(intro !== undefined && { intro }),
    ...(text !== undefined && { text }),
    clauses,
  };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}

const commitmentOf = (payload: Proven['payload']): string | undefined =>
  payload && createHmac('sha256', Buffer.from(payload.salt, 'base64')).update(payload.content).digest('hex');

function isProven({ leaf, seq, proof, checkpoint }: Proven, publicKey: string): boolean {
  const head = readCheckpoint(checkpoint, publicKey);
  if (!head) return false;
  const path = proof.map((hash) => Buffer.from(hash, 'base64'));
  const { size, root } = head;
  return provesInclusion({ index: seq, size, leafHash: leafHash(leaf), proof: path, root });
}
