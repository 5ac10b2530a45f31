#!/usr/bin/env node
/*
 * Checks what Gatehouse says of the past, without Gatehouse.
 *
 *   node verify-gatehouse.mjs <file> <public key> [<public key> …] [--head <file>]
 *
 * The file is the evidence of one entry (JSON), a receipt that carries it (PDF), or the export of a whole ledger (lines
 * of JSON). The public key is a text such as `gatehouse/a-school+0a1b2c3d+AWx…`; ask the school for it, and somebody
 * else who has had it for longer. `--head` names a signed head that was kept from earlier: an export must go on from it.
 *
 * Says in sentences what was verified and ends with 0, or says the first thing that is wrong and ends with 1. One file,
 * nothing to install: Node.js 18 or later.
 *
 * What is checked: every leaf against its place and its hash (RFC 9162), the way from the leaves to the signed root
 * (RFC 9162), the signature over that root (C2SP signed-note and tlog-checkpoint, Ed25519), and personal parts against
 * what the leaves commit to (HMAC-SHA256). What nobody can check from a file: whether what was recorded was true, and
 * whether other heads were shown to other people; for that compare heads with somebody else's.
 *
 * SPDX-License-Identifier: MIT
 */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const MiB = 1024 * 1024;
const LARGEST_EVIDENCE = 32 * MiB;
const LONGEST_LINE = 16 * MiB;
const MOST_STREAMS = 1000;
const LARGEST_STREAM = 2 * MiB;
const LARGEST_SIZE = 2 ** 48;
const MOST_STEPS = 64;
const MOST_SIGNATURES = 16;
const HASH_BYTES = 32;

/** Something that is wrong with the file, as a sentence. */
class Wrong extends Error {}

function must(condition, sentence) {
  if (!condition) throw new Wrong(sentence);
}

// ---- Reading what strangers wrote ----

/** Text from the file as it may be shown: nothing in it can move the cursor or hide. */
const shown = (text) =>
  text.replace(/[^\P{C}]|[^\P{Z} ]/gu, (letter) => `\\u{${letter.codePointAt(0).toString(16)}}`);

const brief = (text) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const isText = (value) => typeof value === 'string';
const isPlace = (value) => Number.isSafeInteger(value) && value >= 0 && value < LARGEST_SIZE;
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text, what) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong(`${what} is not JSON.`);
  }
}

function decodeUtf8(bytes, what) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Wrong(`${what} is not text in UTF-8.`);
  }
}

/** Base64 with one spelling. */
function decodeBase64(text, what) {
  must(isText(text), `${what} is not a text in base64.`);
  const bytes = Buffer.from(text, 'base64');
  must(bytes.toString('base64') === text, `${what} is not base64.`);
  return bytes;
}

function decodeHash(text, what) {
  const bytes = decodeBase64(text, what);
  must(bytes.length === HASH_BYTES, `${what} is not a hash of 32 bytes.`);
  return bytes;
}

/** The members of a record, and no others. */
function checkMembers(record, required, optional, what) {
  must(isRecord(record), `${what} is not a record of named values.`);
  for (const name of required) must(Object.hasOwn(record, name), `${what} has no \`${name}\`.`);
  for (const name of Object.keys(record)) {
    const isKnown = required.includes(name) || optional.includes(name);
    must(isKnown, `${what} has a \`${shown(brief(name))}\`, which this verifier does not know.`);
  }
}

// ---- Hashes and trees: RFC 9162 ----

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = (leaf) => sha256(Buffer.of(0), Buffer.from(leaf, 'utf8'));
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** RFC 9162, section 2.1.3.2. Whole numbers above 2^32 are halved, not shifted. */
function provesInclusion(index, size, hash, proof, root) {
  if (index >= size || ![hash, root, ...proof].every((one) => one.length === HASH_BYTES)) return false;
  let fn = index;
  let sn = size - 1;
  let result = hash;
  for (const element of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      result = nodeHash(element, result);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      result = nodeHash(result, element);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && result.equals(root);
}

/** The root of leaves as they come, by the roots of perfect trees side by side: little memory for any number. */
function growingTree() {
  const peaks = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    append(hash) {
      let node = hash;
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(peaks.pop(), node);
      peaks.push(node);
      size += 1;
    },
    root() {
      if (peaks.length === 0) return sha256();
      return peaks.reduceRight((right, left) => nodeHash(left, right));
    },
  };
}

// ---- Keys and heads: C2SP signed-note and tlog-checkpoint ----

function readKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const sentence = `\`${shown(brief(text))}\` is not a public key: it should look like \`gatehouse/a-school+0a1b2c3d+AW…\`.`;
  must(name !== undefined, sentence);
  const bytes = Buffer.from(encoded, 'base64');
  must(bytes.toString('base64') === encoded && bytes.length === 33 && bytes[0] === 1, sentence);
  const ownId = sha256(`${name}\n`, bytes).subarray(0, 4);
  must(ownId.toString('hex') === id, `The public key is mistyped: its id \`${id}\` is not that of the key beside it.`);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id: ownId, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** What a signed head says. @throws Wrong where none of the keys signed it */
function openHead(checkpoint, keys, what) {
  must(isText(checkpoint) && checkpoint.length < MiB, `${what} is not a text of a fitting length.`);
  // oxlint-disable-next-line no-control-regex -- a note holds none but new lines
  must(!/[\0-\x09\x0b-\x1f]/.test(checkpoint), `${what} has characters that no signed note may have.`);
  const end = checkpoint.lastIndexOf('\n\n') + 1;
  const signatures = checkpoint.slice(end + 1).split('\n');
  must(end > 0 && signatures.pop() === '' && signatures.length > 0, `${what} is not a signed note.`);
  must(signatures.length <= MOST_SIGNATURES, `${what} has more than ${MOST_SIGNATURES} signatures.`);
  const text = checkpoint.slice(0, end);
  const signers = signatures.flatMap((line) => signersOf(line, text, keys, what));
  const said = readHead(text, what);
  if (signers.length === 0) {
    const wanted = keys.map(({ name, id }) => `${name}+${id.toString('hex')}`).join(', ');
    throw new Wrong(`${what} is of \`${shown(said.origin)}\`, and is signed by no key that was given (${shown(wanted)}).`);
  }
  must(
    signers.some(({ name }) => name === said.origin),
    `${what} is of \`${shown(said.origin)}\`, and the key that signed it is of \`${shown(signers[0].name)}\`.`,
  );
  return said;
}

/** The key that made a signature, where it is one of those given. */
function signersOf(line, text, keys, what) {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  must(name !== undefined, `${what} has a signature line that is not in the form of a signed note.`);
  const bytes = decodeBase64(encoded, `A signature of ${what.charAt(0).toLowerCase()}${what.slice(1)}`);
  const signer = keys.find((key) => key.name === name && key.id.equals(bytes.subarray(0, 4)));
  if (signer === undefined) return [];
  const isGood = bytes.length === 68 && verify(null, Buffer.from(text, 'utf8'), signer.key, bytes.subarray(4));
  must(isGood, `${what} was not signed by \`${shown(name)}\`: the signature does not fit the text.`);
  return [signer];
}

function readHead(text, what) {
  const [origin, size, root, ...rest] = text.split('\n');
  const isForm = rest.pop() === '' && origin !== '' && !rest.includes('') && /^(0|[1-9]\d{0,14})$/.test(size);
  must(isForm && Number(size) < LARGEST_SIZE, `${what} is not a checkpoint.`);
  return { origin, size: Number(size), root: decodeHash(root, `The root of ${what.toLowerCase()}`) };
}

// ---- Entries ----

const scalarTypes = ['string', 'number', 'boolean'];

/** A leaf as it must be written: known members, in one spelling. */
function readLeaf(text, what) {
  must(isText(text), `${what} has no leaf that is a text.`);
  const leaf = parse(text, `The leaf of ${what.toLowerCase()}`);
  checkMembers(leaf, ['at', 'kind', 'seq', 'v'], ['actor', 'commitment', 'details', 'subject'], what);
  must(leaf.v === 1, `${what} is written in a form that this verifier does not know.`);
  must(isPlace(leaf.seq), `${what} says no place of its own.`);
  must(isText(leaf.at) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(leaf.at), `${what} says no time.`);
  must(isText(leaf.kind) && /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(leaf.kind), `${what} does not say what happened.`);
  for (const name of ['actor', 'subject'])
    must(leaf[name] === undefined || isText(leaf[name]), `${what} has a \`${name}\` that is not a text.`);
  must(
    leaf.commitment === undefined || (isText(leaf.commitment) && /^[0-9a-f]{64}$/.test(leaf.commitment)),
    `${what} has a commitment that is not 64 hexadecimal digits.`,
  );
  if (leaf.details !== undefined) {
    must(isRecord(leaf.details), `${what} has details that are not a record of named values.`);
    const isFlat = Object.values(leaf.details).every((one) => one === null || scalarTypes.includes(typeof one));
    must(isFlat, `${what} has details that are not plain values.`);
  }
  must(canonical(leaf) === text, `${what} is not written in the one spelling that leaves have (RFC 8785).`);
  return leaf;
}

/** RFC 8785 of a leaf, whose details are flat. */
function canonical(value) {
  if (!isRecord(value)) return JSON.stringify(value);
  // oxlint-disable-next-line no-array-sort -- Node 18 has no toSorted, and the list is nobody else's
  const names = Object.keys(value).sort((one, other) => (one < other ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** Whether the personal part of an entry is there; it must then be what the leaf commits to. */
function checkPayload(leaf, payload, what) {
  if (payload === undefined) return false;
  checkMembers(payload, ['salt', 'content'], [], `The personal part of ${what.toLowerCase()}`);
  must(leaf.commitment !== undefined, `${what} commits to no personal part, and the file has one for it.`);
  const salt = decodeHash(payload.salt, `The salt of ${what.toLowerCase()}`);
  must(isText(payload.content), `The personal part of ${what.toLowerCase()} is not a text.`);
  const commitment = createHmac('sha256', salt).update(payload.content, 'utf8').digest('hex');
  must(
    commitment === leaf.commitment,
    `The personal part of ${what.toLowerCase()} is not what the entry committed to: it was changed.`,
  );
  return true;
}

// ---- Evidence of one entry ----

function verifyEvidence(evidence, keys, say) {
  checkMembers(
    evidence,
    ['format', 'origin', 'seq', 'leaf', 'proof', 'checkpoint'],
    ['payload'],
    'The evidence',
  );
  must(isPlace(evidence.seq), 'The evidence says no place.');
  const what = `Entry ${evidence.seq}`;
  const head = openHead(evidence.checkpoint, keys, 'The signed head');
  must(evidence.origin === head.origin, 'The evidence is of another ledger than the signed head.');
  const leaf = readLeaf(evidence.leaf, what);
  must(leaf.seq === evidence.seq, `${what} is not what the leaf says: its place there is ${leaf.seq}.`);
  must(leaf.seq < head.size, `${what} is not covered by the signed head, which is over ${head.size} entries.`);
  must(
    Array.isArray(evidence.proof) && evidence.proof.length <= MOST_STEPS,
    `The proof of entry ${leaf.seq} is not a list of at most ${MOST_STEPS} hashes.`,
  );
  const proof = evidence.proof.map((hash, at) => decodeHash(hash, `Step ${at + 1} of the proof`));
  must(
    provesInclusion(leaf.seq, head.size, leafHash(evidence.leaf), proof, head.root),
    `${what} is not what was recorded: its leaf and the proof do not lead to the root that was signed.`,
  );
  const isPersonal = checkPayload(leaf, evidence.payload, what);
  say(`${what} of ${shown(head.origin)} is what was recorded at its place.`);
  say(`It says: ${shown(evidence.leaf)}`);
  say(`It is one of the first ${head.size} entries, whose root was signed with the key that was given.`);
  say(personalSentence(leaf, isPersonal, evidence.payload));
}

function personalSentence(leaf, isPersonal, payload) {
  if (isPersonal) return `Its personal part is what it committed to: ${shown(payload.content)}`;
  return leaf.commitment === undefined
    ? 'It has no personal part.'
    : 'Its personal part is not in the file; it was left out or forgotten, which the proof does not mind.';
}

// ---- A whole ledger ----

function verifyExport(lines, keys, kept, say) {
  const tree = growingTree();
  const seen = { heads: 0, sealed: 0, personal: 0, kept: kept === undefined, end: undefined };
  let number = 0;
  for (const text of lines) {
    number += 1;
    const line = parse(text, `Line ${number}`);
    must(isRecord(line), `Line ${number} is not a record of named values.`);
    must(seen.end === undefined, `Line ${number} stands after the last line.`);
    if (number === 1) checkStart(line, keys);
    else if (Object.hasOwn(line, 'seq')) takeEntry(line, tree, seen);
    else if (Object.hasOwn(line, 'checkpoint')) takeHead(line, tree, seen, keys);
    else seen.end = readEnd(line, number);
    if (kept !== undefined && tree.size === kept.size && !seen.kept) {
      must(tree.root().equals(kept.root), `The first ${kept.size} entries are not those of the head that was kept.`);
      seen.kept = true;
    }
  }
  checkEnd(tree, seen, kept);
  say(`Every one of ${tree.size} entries is at its place and what its hash says.`);
  say(`${seen.heads} signed heads fit; the last is over ${seen.sealed} entries.`);
  if (kept !== undefined) say(`The ledger goes on from the head that was kept, over ${kept.size} entries.`);
  if (tree.size > seen.sealed)
    say(`${tree.size - seen.sealed} entries after the last head are not under a signature yet: nothing is proven of them.`);
  say(`${seen.personal} personal parts are in the file and are what their entries committed to.`);
}

function checkStart(line, keys) {
  checkMembers(line, ['format', 'origin'], [], 'Line 1');
  must(isText(line.origin), 'Line 1 does not say whose ledger it is.');
  const isKnown = keys.some(({ name }) => name === line.origin);
  must(isKnown, `The file is of \`${shown(brief(line.origin))}\`, and no key was given for that.`);
}

function takeEntry(line, tree, seen) {
  const what = `Entry ${tree.size}`;
  checkMembers(line, ['seq', 'leaf', 'hash'], ['payload'], what);
  must(isPlace(line.seq), `${what} should come next, and its line says no place.`);
  must(line.seq === tree.size, `${what} should come next, and entry ${line.seq} does: one is missing, doubled or moved.`);
  must(isText(line.leaf), `${what} has no leaf that is a text.`);
  const hash = leafHash(line.leaf);
  must(
    hash.equals(decodeHash(line.hash, `The hash of entry ${line.seq}`)),
    `${what} is not what was recorded: its leaf and its hash differ.`,
  );
  const leaf = readLeaf(line.leaf, what);
  must(leaf.seq === line.seq, `${what} was moved: its leaf says place ${leaf.seq}.`);
  if (checkPayload(leaf, line.payload, what)) seen.personal += 1;
  tree.append(hash);
}

function takeHead(line, tree, seen, keys) {
  checkMembers(line, ['size', 'checkpoint'], [], `The head after entry ${tree.size - 1}`);
  const what = `The head over ${tree.size} entries`;
  const head = openHead(line.checkpoint, keys, what);
  must(
    head.size === tree.size && line.size === tree.size,
    `A head over ${head.size} entries stands where ${tree.size} entries are before it: entries or heads are missing or moved.`,
  );
  must(
    head.root.equals(tree.root()),
    seen.sealed < tree.size
      ? `${what} was signed over other entries: what is different is among entries ${seen.sealed} to ${tree.size - 1}.`
      : `${what} was signed over other entries.`,
  );
  seen.heads += 1;
  seen.sealed = tree.size;
}

function readEnd(line, number) {
  checkMembers(line, ['entries', 'heads'], [], `Line ${number}`);
  return line;
}

function checkEnd(tree, seen, kept) {
  must(seen.end !== undefined, `The file was cut short after entry ${tree.size - 1}: its last line is missing.`);
  must(
    seen.end.entries === tree.size && seen.end.heads === seen.heads,
    `The last line counts other entries and heads than the ${tree.size} and ${seen.heads} that are there.`,
  );
  must(seen.heads > 0, 'No signed head is in the file, so nothing in it is proven.');
  must(
    seen.kept,
    `The ledger in the file ends before the head that was kept, which is over ${kept?.size} entries: the end is missing.`,
  );
}

// ---- Files ----

/** The whole of a file. */
function readWhole(file, size, most) {
  must(size <= most, `The file is larger than ${most / MiB} MiB, which no evidence is.`);
  const bytes = Buffer.alloc(size);
  let used = 0;
  while (used < size) {
    const count = readSync(file, bytes, used, size - used, used);
    if (count === 0) break;
    used += count;
  }
  return bytes.subarray(0, used);
}

/** The lines of a file, however large it is. */
function* linesOf(file) {
  const chunk = Buffer.alloc(MiB);
  let parts = [];
  let length = 0;
  let number = 1;
  const take = (bytes) => {
    length += bytes.length;
    must(length <= LONGEST_LINE, `Line ${number} is longer than ${LONGEST_LINE / MiB} MiB.`);
    parts.push(Buffer.from(bytes));
  };
  for (let at = 0; ; ) {
    const count = readSync(file, chunk, 0, chunk.length, at);
    if (count === 0) break;
    at += count;
    let start = 0;
    for (let end; (end = chunk.subarray(0, count).indexOf(10, start)) !== -1; start = end + 1) {
      take(chunk.subarray(start, end));
      yield decodeUtf8(Buffer.concat(parts), `Line ${number}`);
      parts = [];
      length = 0;
      number += 1;
    }
    take(chunk.subarray(start, count));
  }
  if (length > 0) yield decodeUtf8(Buffer.concat(parts), `Line ${number}`);
}

/** The first line, where it is that of an export. */
function isExport(file) {
  const start = Buffer.alloc(4096);
  const count = readSync(file, start, 0, start.length, 0);
  const text = start.subarray(0, count).toString('utf8').split('\n', 1)[0];
  return /^\s*\{\s*"format"\s*:\s*"gatehouse-ledger\/1"/.test(text);
}

/** The evidence that a PDF carries as an attachment: the one stream in it that is evidence. */
function evidenceInPdf(bytes) {
  const found = new Map();
  let at = 0;
  for (let streams = 0; streams < MOST_STREAMS; streams += 1) {
    const word = bytes.indexOf('stream', at);
    if (word === -1) break;
    const start = word + 6 + (bytes[word + 6] === 13 ? 1 : 0) + 1;
    const end = bytes.indexOf('endstream', start);
    if (end === -1) break;
    at = end + 9;
    const text = evidenceText(bytes.subarray(start, end));
    if (text !== undefined) found.set(text, text);
  }
  must(found.size > 0, 'The PDF carries no evidence that this verifier can find.');
  must(found.size === 1, 'The PDF carries several evidences that differ.');
  return [...found.values()][0];
}

function evidenceText(stream) {
  const plain = stream[0] === 0x7b ? stream : inflated(stream);
  const text = plain?.toString('utf8').trim();
  return text?.startsWith('{') && text.includes('"gatehouse-evidence/1"') ? text : undefined;
}

function inflated(stream) {
  try {
    return inflateSync(stream, { maxOutputLength: LARGEST_STREAM });
  } catch {
    return undefined;
  }
}

function verifyFile(path, keys, kept, say) {
  const file = openFile(path);
  try {
    const stat = fstatSync(file);
    must(stat.isFile(), `\`${shown(path)}\` is not a file.`);
    if (isExport(file)) return verifyExport(linesOf(file), keys, kept, say);
    must(kept === undefined, 'A kept head can be compared with an export only, and the file is none.');
    const bytes = readWhole(file, stat.size, LARGEST_EVIDENCE);
    const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-';
    const evidence = parse(isPdf ? evidenceInPdf(bytes) : decodeUtf8(bytes, 'The file'), 'The file');
    must(
      isRecord(evidence) && evidence.format === 'gatehouse-evidence/1',
      'The file is neither evidence nor an export in a form that this verifier knows.',
    );
    return verifyEvidence(evidence, keys, say);
  } finally {
    closeSync(file);
  }
}

function openFile(path) {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new Wrong(`\`${shown(path)}\` cannot be read (${error.code}).`);
  }
}

function keptHead(path, keys) {
  const file = openFile(path);
  try {
    const stat = fstatSync(file);
    must(stat.isFile(), `\`${shown(path)}\` is not a file.`);
    const head = openHead(decodeUtf8(readWhole(file, stat.size, MiB), 'The kept head'), keys, 'The kept head');
    must(head.size > 0, 'The kept head is over no entries, so there is nothing to compare.');
    return head;
  } finally {
    closeSync(file);
  }
}

// ---- The command ----

const usage = 'Use: node verify-gatehouse.mjs <file> <public key> [<public key> …] [--head <file>]';

function run(args, say) {
  const at = args.indexOf('--head');
  const headFile = at === -1 ? undefined : args[at + 1];
  const rest = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const [path, ...keyTexts] = rest;
  must(path !== undefined && keyTexts.length > 0 && !(at !== -1 && headFile === undefined), usage);
  const keys = keyTexts.map(readKey);
  const kept = headFile === undefined ? undefined : keptHead(headFile, keys);
  verifyFile(path, keys, kept, say);
}

const sentences = [];
try {
  run(process.argv.slice(2), (sentence) => sentences.push(sentence));
  console.log(['VERIFIED.', ...sentences].join('\n'));
} catch (error) {
  // Whatever else goes wrong while reading a hostile file is a sentence too, and never a pass.
  const sentence = error instanceof Wrong ? error.message : `The file cannot be verified (${error?.name}).`;
  console.log(`NOT VERIFIED.\n${sentence}`);
  process.exitCode = 1;
}
