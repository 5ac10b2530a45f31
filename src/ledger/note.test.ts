import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { ledgerKey, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './hashing.ts';
import { openNote, readVerifierKey, signNote } from './note.ts';
import { makeKey } from './opening-key.ts';

/*
 * SOURCE: golang.org/x/mod/sumdb/note, note_test.go (BSD-3-Clause): a published key pair and the note it signed.
 */
const published = {
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  signer: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
const note = `${published.text}\n${published.signature}`;
const key = readVerifierKey(published.verifier);
assert.ok(key);

const privateKey = createPrivateKey({
  key: Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.from(published.signer, 'base64').subarray(1),
  ]),
  format: 'der',
  type: 'pkcs8',
});

describe('signed notes', () => {
  it('what is signed with the published key is the published note, byte for byte', () => {
    assert.equal(signNote(published.text, 'PeterNeumann', privateKey), note);
    assert.equal(openNote(note, key), published.text);
  });

  it('every part of a public key and every changed letter of it is refused', () => {
    const { verifier } = published;
    for (let from = 0; from <= verifier.length; from += 1)
      for (let end = from; end <= verifier.length; end += 1)
        if (end - from < verifier.length)
          assert.equal(readVerifierKey(verifier.slice(from, end)), undefined, `${from} to ${end}`);
    for (let at = 0; at < verifier.length; at += 1) {
      const other = String.fromCharCode(verifier.charCodeAt(at) + 1);
      assert.equal(
        readVerifierKey(verifier.slice(0, at) + other + verifier.slice(at + 1)),
        undefined,
        `${at}`,
      );
    }
    // SOURCE: note_test.go: a key of the wrong length and an unknown algorithm, their ids made to fit
    for (const wrong of [
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    ])
      assert.equal(readVerifierKey(wrong), undefined);
  });

  it('a note with any letter changed is refused', () => {
    for (let at = 0; at < note.length; at += 1) {
      const changed = note.slice(0, at) + String.fromCharCode(note.charCodeAt(at) ^ 1) + note.slice(at + 1);
      assert.equal(openNote(changed, key), undefined, `letter ${at}`);
    }
  });

  it('signatures of others stand beside ours; without ours they are nothing', () => {
    const other = signNote(published.text, 'somebody', makeKey()).slice(published.text.length + 1);
    const alike = signNote(published.text, 'PeterNeumann', makeKey()).slice(published.text.length + 1);
    assert.equal(openNote(note + other + alike, key), published.text);
    assert.equal(openNote(`${published.text}\n${other}${published.signature}`, key), published.text);
    assert.equal(openNote(`${published.text}\n${other}${alike}`, key), undefined);
  });

  it('what is no note is refused', () => {
    const { signature, text } = published;
    const many = signature.repeat(17);
    for (const wrong of [
      '',
      text,
      signature,
      `\n${signature}`,
      `${text}\n`,
      `${text}${signature}`,
      `${text}\n${signature}\n`,
      `${text}\n${signature.trimEnd()}`,
      `${text}\n${many}`,
      `${text}\n${signature}x\n`,
      `${text}\r\n${signature}`,
      `${text}\n${signature.replace('— ', '- ')}`,
      `${text}\n${signature.replace('=', '')}`,
    ])
      assert.equal(openNote(wrong, key), undefined, JSON.stringify(wrong));
  });
});

describe('checkpoints', () => {
  const ours = makeKey();
  const publicKey = ledgerKey('small', ours);
  const sign = (text: string) => signNote(text, 'gatehouse/small', ours);
  const root = emptyRoot.toString('base64');

  it('a checkpoint is its origin, its size and its root, signed under the origin', () => {
    const checkpoint = writeCheckpoint({ origin: 'gatehouse/small', size: 12, root: emptyRoot }, ours);
    const [origin, size, hash, blank, signature] = checkpoint.split('\n');
    assert.deepEqual([origin, size, hash, blank], ['gatehouse/small', '12', root, '']);
    assert.match(String(signature), /^— gatehouse\/small [\w+/]{91}=$/);
    assert.deepEqual(readCheckpoint(checkpoint, publicKey), {
      origin: 'gatehouse/small',
      size: 12,
      root: emptyRoot,
    });
  });

  it('extension lines are passed over', () => {
    assert.equal(readCheckpoint(sign(`gatehouse/small\n3\n${root}\nmore\n`), publicKey)?.size, 3);
  });

  it('what is signed and no checkpoint is refused', () => {
    for (const text of [
      `gatehouse/other\n12\n${root}\n`,
      `gatehouse/small\n012\n${root}\n`,
      `gatehouse/small\n-1\n${root}\n`,
      `gatehouse/small\n1e3\n${root}\n`,
      `gatehouse/small\n9999999999999999\n${root}\n`,
      `gatehouse/small\n12\n${root.slice(4)}\n`,
      `gatehouse/small\n12\n${root.replace('=', '')}\n`,
      `gatehouse/small\n12\n`,
      `gatehouse/small\n12\n${root}\n\nmore\n`,
    ])
      assert.equal(readCheckpoint(sign(text), publicKey), undefined, text);
  });

  it('another key of the same school opens nothing', () => {
    const checkpoint = writeCheckpoint({ origin: 'gatehouse/small', size: 12, root: emptyRoot }, ours);
    assert.equal(readCheckpoint(checkpoint, ledgerKey('small', makeKey())), undefined);
    assert.equal(readCheckpoint(checkpoint, ledgerKey('other', ours)), undefined);
    assert.equal(readCheckpoint(checkpoint, 'no key'), undefined);
  });
});
