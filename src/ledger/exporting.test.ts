import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { root } from '../../test/support/repository.ts';
import { testDirectory, testStores } from '../../test/support/store.ts';
import { canonicalJson, frozenClock } from '../kernel/index.ts';
import type { Store } from '../store/index.ts';
import { ledgerKey, writeCheckpoint } from './checkpoint.ts';
import type { Evidence } from './evidence.ts';
import { exportLedger } from './exporting.ts';
import { leafHash } from './hashing.ts';
import { makeKey } from './opening-key.ts';
import { evidenceOf, forget } from './proving.ts';
import { record } from './recording.ts';
import { signHead } from './signing.ts';
import { growTree } from './tree.ts';

/* What leaves, read by the verifier that a stranger runs: a file of its own that knows nothing of this code. */

const clock = frozenClock('2026-11-22T09:00:00Z');
const key = makeKey();
const publicKey = ledgerKey('small', key);
const directory = testDirectory();
const entries = 12;
const heads = [5, 9];

interface Said {
  readonly code: number | null;
  readonly text: string;
}

function verifier(...args: readonly string[]): Said {
  const run = spawnSync(process.execPath, [join(root, 'scripts/verify-gatehouse.mjs'), ...args], {
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  return { code: run.status, text: run.stdout };
}

function verify(content: string | Uint8Array, ...more: readonly string[]): Said {
  const path = join(directory, 'given');
  writeFileSync(path, content);
  return verifier(path, publicKey, ...more);
}

function refused(content: string | Uint8Array, sentence: RegExp, ...more: readonly string[]): void {
  const { code, text } = verify(content, ...more);
  assert.match(text, /^NOT VERIFIED\.\n[^\n]+\n$/);
  assert.match(text, sentence);
  assert.equal(code, 1, text);
}

async function fill(store: Store): Promise<void> {
  await store.db
    .insertInto('school')
    .values({ school_id: 'small', name: 'Small', created_at: clock.now() })
    .execute();
  for (let number = 0; number < entries; number += 1) {
    const personal = number % 3 === 0 ? {} : { personal: { name: `Ånna Invented ${number}` } };
    const entry = { school: 'small', at: clock.now(), kind: 'test.done', details: { number }, ...personal };
    await store.transaction((tx) => record(tx, entry));
    if (heads.includes(number + 1)) await signHead(store, clock, 'small', key);
  }
}

async function collect(store: Store, withPersonal = true): Promise<string> {
  let text = '';
  for await (const line of exportLedger(store, 'small', { withPersonal })) text += line;
  return text;
}

for (const engine of testStores()) {
  describe(`the verifier, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
      await fill(store);
    });
    after(() => store?.close());

    it('an export is verified: entries, heads, personal parts, and what no head covers', async () => {
      const { code, text } = verify(await collect(store));
      assert.equal(code, 0, text);
      assert.equal(
        text,
        [
          'VERIFIED.',
          'Every one of 12 entries is at its place and what its hash says.',
          '2 signed heads fit; the last is over 9 entries.',
          '3 entries after the last head are not under a signature yet: nothing is proven of them.',
          '8 personal parts are in the file and are what their entries committed to.',
          '',
        ].join('\n'),
      );
    });

    it('an export without personal parts holds none and is verified', async () => {
      const lines = await collect(store, false);
      assert.doesNotMatch(lines, /Invented|salt/);
      assert.match(verify(lines).text, /^VERIFIED\.[^]*0 personal parts/);
    });

    it('the evidence of each entry under a head is verified', async () => {
      for (const seq of [0, 4, 5, 8]) {
        const { code, text } = verify(JSON.stringify(await evidenceOf(store, 'small', seq)));
        assert.equal(code, 0, text);
        assert.match(text, new RegExp(`^VERIFIED\\.\nEntry ${seq} of gatehouse/small is what was recorded`));
        assert.match(text, seq % 3 === 0 ? /It has no personal part/ : /Ånna Invented/);
      }
    });

    it('what was forgotten is not in the export, and both kinds of file still verify', async () => {
      await store.transaction((tx) => forget(tx, 'small', 7));
      const lines = await collect(store);
      assert.doesNotMatch(lines, /Invented 7/);
      assert.match(verify(lines).text, /^VERIFIED\.[^]*7 personal parts/);
      const { text } = verify(JSON.stringify(await evidenceOf(store, 'small', 7)));
      assert.match(text, /^VERIFIED\.[^]*left out or forgotten/);
    });
  });
}

interface Line {
  seq?: number;
  leaf?: string;
  hash?: string;
  payload?: { salt: string; content: string };
  size?: number;
  checkpoint?: string;
  entries?: number;
  heads?: number;
  [name: string]: unknown;
}

const written = (given: readonly unknown[]) => given.map((line) => `${JSON.stringify(line)}\n`).join('');
const ours = (text: string, change: object) => canonicalJson({ ...JSON.parse(text), ...change });
const base64 = (leaf: string) => leafHash(leaf).toString('base64');

/** As much of a PDF as it takes to carry streams. */
const pdf = (...streams: readonly (string | Uint8Array)[]) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...streams.flatMap((stream) => [
      Buffer.from('1 0 obj\n<< >>\nstream\n'),
      Buffer.from(stream),
      Buffer.from('\nendstream\nendobj\n'),
    ]),
  ]);

describe('the verifier', () => {
  let store: Store;
  let lines: Line[];
  let evidence: Evidence;
  before(async () => {
    store = await (testStores()[0] as ReturnType<typeof testStores>[number]).open();
    await fill(store);
    lines = (await collect(store))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    evidence = await evidenceOf(store, 'small', 4);
  });
  after(() => store?.close());

  /** The line of an entry, and the export with it changed. */
  const at = (seq: number) => lines.findIndex((line) => line.seq === seq);
  const withEntry = (seq: number, change: object) =>
    written(lines.with(at(seq), { ...lines[at(seq)], ...change }));
  const leafOf = (seq: number) => String(lines[at(seq)]?.leaf);

  it('names the entry whose leaf has one bit flipped, wherever the bit is', () => {
    const leaf = leafOf(3);
    for (let bit = 0; bit < leaf.length * 7; bit += 97) {
      const place = Math.floor(bit / 7);
      const flipped =
        leaf.slice(0, place) +
        String.fromCharCode(leaf.charCodeAt(place) ^ (1 << (bit % 7))) +
        leaf.slice(place + 1);
      refused(withEntry(3, { leaf: flipped }), /Entry 3 is not what was recorded/);
    }
  });

  it('says between which entries a leaf was changed together with its hash', () => {
    const leaf = ours(leafOf(6), { kind: 'test.undone' });
    refused(withEntry(6, { leaf, hash: base64(leaf) }), /other entries.* entries 5 to 8\./);
  });

  it('names what is missing, doubled, moved or cut off', () => {
    const [third, fourth] = [at(2), at(3)];
    refused(written(lines.toSpliced(third, 1)), /Entry 2 should come next, and entry 3 does/);
    refused(
      written(lines.toSpliced(third, 0, lines[third] as Line)),
      /Entry 3 should come next, and entry 2 does/,
    );
    refused(
      written(lines.with(third, lines[fourth] as Line).with(fourth, lines[third] as Line)),
      /Entry 2 should/,
    );
    refused(written(lines.slice(0, -1)), /cut short after entry 11/);
    refused(written(lines.slice(0, -3)), /cut short after entry 9/);
    refused(written(lines.toSpliced(at(10), 1)), /Entry 10 should come next/);
    refused(written([...lines.slice(0, at(11)), lines.at(-1)]), /counts other entries/);
    refused(written([...lines, lines[1]]), /after the last line/);
    refused(written(lines.slice(1)), /The file is not JSON/);
    const head = lines.findIndex((line) => line.size === 5);
    refused(written(lines.toSpliced(head, 1)), /counts other entries and heads/);
    const moved = lines.toSpliced(head, 1).toSpliced(head + 1, 0, lines[head] as Line);
    refused(written(moved), /A head over 5 entries stands where 6 entries are before it/);
    const headless = lines.filter((line) => line.checkpoint === undefined);
    refused(written([...headless.slice(0, -1), { entries, heads: 0 }]), /No signed head/);
  });

  it('an entry at a place that its leaf does not say is named', () => {
    const leaf = ours(leafOf(2), { seq: 7 });
    refused(withEntry(2, { leaf, hash: base64(leaf) }), /Entry 2 was moved: its leaf says place 7/);
  });

  it('a personal part that was changed is named, and so is one that nobody committed to', () => {
    const payload = lines[at(4)]?.payload as { salt: string; content: string };
    const content = payload.content.replace('Invented', 'Different');
    refused(withEntry(4, { payload: { ...payload, content } }), /personal part of entry 4 is not what/);
    refused(
      withEntry(4, { payload: { ...payload, salt: base64('x') } }),
      /personal part of entry 4 is not what/,
    );
    refused(withEntry(3, { payload }), /Entry 3 commits to no personal part/);
    refused(JSON.stringify({ ...evidence, payload: { ...payload, content } }), /personal part of entry 4/);
  });

  it('a head of another key, of another ledger or with another root is refused', () => {
    const tree = growTree();
    for (let seq = 0; seq < 5; seq += 1) tree.append(leafHash(leafOf(seq)));
    const head = lines.findIndex((line) => line.size === 5);
    const sign = (origin: string, signer = key, size = 5) =>
      written(
        lines.with(head, {
          size: 5,
          checkpoint: writeCheckpoint({ origin, size, root: tree.root() }, signer),
        }),
      );
    assert.equal(verify(sign('gatehouse/small')).code, 0);
    refused(sign('gatehouse/small', makeKey()), /signed by no key that was given/);
    refused(sign('gatehouse/other'), /is of `gatehouse\/other`, and is signed by no key/);
    refused(sign('gatehouse/small', key, 6), /A head over 6 entries stands where 5/);
    const checkpoint = String(lines[head]?.checkpoint);
    refused(
      written(lines.with(head, { size: 5, checkpoint: checkpoint.replace('\n5\n', '\n6\n') })),
      /does not fit the text/,
    );
    assert.equal(verifier(join(directory, 'given'), ledgerKey('other', key)).code, 1);
  });

  it('an export that does not go on from a head that was kept is refused', () => {
    const kept = join(directory, 'kept-head');
    const [first] = lines.filter((line) => line.size === 5);
    writeFileSync(kept, String(first?.checkpoint));
    assert.match(verify(written(lines), '--head', kept).text, /goes on from the head that was kept, over 5/);
    const tree = growTree();
    for (let seq = 0; seq < 3; seq += 1) tree.append(leafHash(`another ${seq}`));
    const fork = (size: number) =>
      writeFileSync(kept, writeCheckpoint({ origin: 'gatehouse/small', size, root: tree.root() }, key));
    fork(3);
    refused(written(lines), /first 3 entries are not those of the head that was kept/, '--head', kept);
    fork(300);
    refused(written(lines), /ends before the head that was kept, which is over 300/, '--head', kept);
    refused(JSON.stringify(evidence), /with an export only/, '--head', kept);
  });

  it('evidence that was changed in any part is refused', () => {
    const changes: readonly (readonly [object, RegExp])[] = [
      [{ leaf: evidence.leaf.replace('test.done', 'test.dona') }, /Entry 4 is not what was recorded/],
      [{ leaf: `${evidence.leaf} ` }, /one spelling/],
      [{ leaf: evidence.leaf.replace('{', '{"v":1,') }, /one spelling/],
      [{ seq: 3 }, /Entry 3 is not what the leaf says: its place there is 4/],
      [{ seq: -1 }, /no place/],
      [{ seq: '4' }, /no place/],
      [{ proof: evidence.proof.slice(1) }, /Entry 4 is not what was recorded/],
      [{ proof: [...evidence.proof, base64('x')] }, /Entry 4 is not what was recorded/],
      [{ proof: evidence.proof.with(0, base64('x')) }, /Entry 4 is not what was recorded/],
      [{ proof: [evidence.proof[0]?.slice(4)] }, /Step 1 of the proof is not a hash/],
      [{ proof: [evidence.proof[0]?.replace('=', '')] }, /Step 1 of the proof is not base64/],
      [{ proof: Array.from({ length: 65 }, () => base64('x')) }, /at most 64 hashes/],
      [{ proof: {} }, /not a list/],
      [{ proof: [7] }, /Step 1 of the proof is not a text/],
      [{ origin: 'gatehouse/other' }, /another ledger/],
      [{ format: 'gatehouse-evidence/2' }, /neither evidence nor an export/],
      [{ checkpoint: 7 }, /signed head is not a text/],
      [{ checkpoint: evidence.checkpoint.replace('\n\n', '\n') }, /not a signed note/],
      [{ checkpoint: `${evidence.checkpoint}\u0000` }, /characters that no signed note/],
      [{ payload: [] }, /not a record/],
      [{ payload: { salt: 1, content: '{}' } }, /salt of entry 4 is not a text/],
      [{ more: 1 }, /has a `more`/],
      [{ leaf: undefined }, /has no `leaf`/],
      [{ leaf: { seq: 4 } }, /no leaf that is a text/],
      [{ leaf: '[]' }, /not a record/],
      [{ leaf: '[' }, /not JSON/],
    ];
    for (const [change, sentence] of changes) refused(JSON.stringify({ ...evidence, ...change }), sentence);
  });

  it('a leaf with members or values that no leaf has is refused', () => {
    for (const [change, sentence] of [
      [{ more: 1 }, /has a `more`/],
      [{ v: 2 }, /a form that this verifier does not know/],
      [{ at: 'yesterday' }, /says no time/],
      [{ kind: 'Test Done' }, /does not say what happened/],
      [{ actor: 7 }, /`actor` that is not a text/],
      [{ commitment: 'abc' }, /64 hexadecimal digits/],
      [{ details: [1] }, /details that are not a record/],
      [{ details: { deep: { er: 1 } } }, /details that are not plain values/],
    ] as const)
      refused(JSON.stringify({ ...evidence, leaf: ours(evidence.leaf, change) }), sentence);
  });

  it('hostile files are refused with a sentence', () => {
    const deep = 100_000;
    const files: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /not JSON/],
      ['null', /neither evidence nor an export/],
      ['[]', /neither/],
      ['{', /not JSON/],
      [Buffer.of(0xff, 0xfe, 0x00), /not text in UTF-8/],
      ['['.repeat(deep), /not JSON|cannot be verified/],
      [`${'['.repeat(deep)}${']'.repeat(deep)}`, /neither|cannot be verified/],
      [Buffer.alloc(32 * 1024 * 1024 + 1, 32), /larger than 32 MiB/],
      [
        `{"format":"gatehouse-ledger/1","origin":"gatehouse/small"}\n${' '.repeat(16 * 1024 * 1024 + 1)}`,
        /Line 2 is longer/,
      ],
      ['{"format":"gatehouse-ledger/1","origin":"gatehouse/small"}\n', /cut short/],
      ['{"format":"gatehouse-ledger/1","origin":"gatehouse/small"}\n7\n', /Line 2 is not a record/],
      ['{"format":"gatehouse-ledger/1","origin":"gatehouse/small"}\n{"seq":1e999}\n', /has no `leaf`/],
      [
        '{"format":"gatehouse-ledger/1","origin":"gatehouse/small"}\n{"seq":{},"leaf":[],"hash":0}\n',
        /no place/,
      ],
      ['{"format":"gatehouse-ledger/1","origin":"\\u001b[31mred"}\n', /`\\u\{1b\}\[31mred`/],
      ['{"format":"gatehouse-ledger/1","__proto__":{"origin":"gatehouse/small"}}\n', /has no `origin`/],
      ['%PDF-1.7\nstream\nendstream', /carries no evidence/],
      ['%PDF-1.7\nstream', /carries no evidence/],
    ];
    for (const [content, sentence] of files) refused(content, sentence);
  });

  it('a folder, no file, no key and a mistyped key are refused with a sentence', () => {
    const path = join(directory, 'good');
    writeFileSync(path, JSON.stringify(evidence));
    mkdirSync(join(directory, 'folder'), { recursive: true });
    assert.equal(verifier(path, publicKey).code, 0);
    assert.equal(verifier(path, ledgerKey('small', makeKey()), publicKey).code, 0, 'one of several keys');
    for (const [args, sentence] of [
      [[], /^NOT VERIFIED\.\nUse: node/],
      [[path], /Use: node/],
      [[path, publicKey, '--head'], /Use: node/],
      [[path, 'key'], /`key` is not a public key/],
      [[path, publicKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')], /mistyped/],
      [[path, ledgerKey('small', makeKey())], /signed by no key/],
      [[join(directory, 'nowhere'), publicKey], /cannot be read \(ENOENT\)/],
      [[join(directory, 'folder'), publicKey], /is not a file|cannot be verified/],
    ] as const) {
      const { code, text } = verifier(...args);
      assert.match(text, sentence);
      assert.equal(code, 1);
    }
  });

  it('evidence inside a PDF is found, and two that differ are refused', () => {
    const text = JSON.stringify(evidence);
    assert.equal(verify(pdf('BT ET', text)).code, 0);
    assert.equal(verify(pdf(deflateSync('BT ET'), deflateSync(text))).code, 0);
    assert.equal(verify(pdf(text, deflateSync(text))).code, 0);
    refused(pdf(text, JSON.stringify({ ...evidence, seq: 5 })), /several evidences that differ/);
    refused(pdf(deflateSync(JSON.stringify({ ...evidence, seq: 5 }))), /its place there is 4/);
  });
});
