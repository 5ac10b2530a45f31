import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/*
 * Signed notes: a text with lines of signatures beneath it.
 * SOURCE: C2SP signed-note
 */

const ED25519 = 1;
const ID_BYTES = 4;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MOST_SIGNATURES = 16;
/** What stands before the 32 bytes of an Ed25519 public key in DER. SOURCE: RFC 8410, section 4 */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A name and the key that signs or signed under it. */
export interface NoteKey {
  readonly name: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** The 32 bytes of a public key, from it or from its private key. */
export const publicBytes = (key: KeyObject): Buffer =>
  Buffer.from(
    (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' }).x ?? '',
    'base64url',
  );

/** The four bytes by which a note names its key. */
const keyId = ({ name, publicKey }: NoteKey): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, ID_BYTES);

/** A public key as people hand it on: `name+id+key`. */
export const verifierKey = (key: NoteKey): string =>
  `${key.name}+${keyId(key).toString('hex')}+${Buffer.concat([Buffer.of(ED25519), key.publicKey]).toString('base64')}`;

/** The key of such a text; nothing where it is none, or its id is not of its key. */
export function readVerifierKey(text: string): NoteKey | undefined {
  const [, name, , encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || bytes.length !== 1 + KEY_BYTES || bytes[0] !== ED25519) return undefined;
  const key = { name, publicKey: bytes.subarray(1) };
  return verifierKey(key) === text ? key : undefined;
}

/** The text, which ends in a new line, with a signature beneath it. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const id = keyId({ name, publicKey: publicBytes(privateKey) });
  const signature = Buffer.concat([id, sign(undefined, Buffer.from(text, 'utf8'), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** The text of a note; nothing where the key has not signed it, or a signature in the key's name is wrong. */
export function openNote(note: string, key: NoteKey): string | undefined {
  const end = note.lastIndexOf('\n\n') + 1;
  const lines = note.slice(end + 1).split('\n');
  // oxlint-disable-next-line no-control-regex -- a note holds none but new lines
  if (end === 0 || lines.pop() !== '' || /[\0-\x09\x0b-\x1f]/.test(note)) return undefined;
  if (lines.length === 0 || lines.length > MOST_SIGNATURES) return undefined;
  const text = note.slice(0, end);
  const judged = lines.map((line) => judge(line, text, key));
  return judged.includes('good') && !judged.includes('bad') ? text : undefined;
}

function judge(line: string, text: string, key: NoteKey): 'good' | 'bad' | 'of another' {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length <= ID_BYTES || bytes.toString('base64') !== encoded) return 'bad';
  const [id, signature] = [bytes.subarray(0, ID_BYTES), bytes.subarray(ID_BYTES)];
  if (name !== key.name || !id.equals(keyId(key))) return 'of another';
  return signature.length === SIGNATURE_BYTES &&
    verify(undefined, Buffer.from(text, 'utf8'), keyObject(key), signature)
    ? 'good'
    : 'bad';
}

const keyObject = ({ publicKey }: NoteKey): KeyObject =>
  createPublicKey({ key: Buffer.concat([DER_PREFIX, publicKey]), format: 'der', type: 'spki' });
