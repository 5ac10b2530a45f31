import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSigningSchool, type SigningSchool, type Somebody } from '../../test/support/signing-school.ts';
import { smallClauses, smallSchool } from '../../test/support/small-school.ts';
import { testDirectory, testStores } from '../../test/support/store.ts';
import { canonicalJson, frozenClock, newId } from '../kernel/index.ts';
import { forget, ledgerKey, provesInclusion, readCheckpoint, leafHash } from '../ledger/index.ts';
import { changePerson } from '../people/index.ts';
import type { Pack } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import { evidenceOfSignature, type SignatureEvidence } from './evidence.ts';
import { signOnPaper } from './signing/on-paper.ts';
import { scanOf } from './records.ts';
import { codeOf, receiptPdf } from './receipts/index.ts';

const agreements = [
  { id: 'form', title: 'What I promise', signs: ['staff'], clauses: ['lock', 'no-games'] },
  { id: 'home', title: 'What we promise', signs: ['parent'], behalf: 'parent', clauses: ['no-games'] },
];
const pack = (key: string, lock?: string): Pack =>
  smallSchool({
    key,
    agreements,
    clauses: smallClauses.map((clause) =>
      lock !== undefined && clause['id'] === 'lock' ? { ...clause, text: lock } : clause,
    ),
  });
const { privateKey: key } = generateKeyPairSync('ed25519');
const verifier = new URL('../../scripts/verify-gatehouse.mjs', import.meta.url).pathname;

for (const engine of testStores()) {
  describe(`evidence, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: SigningSchool;
    let wilma: Somebody;
    before(async () => {
      store = await engine.open();
      school = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack('proof'));
      wilma = await school.add('Wilma Testwood', 'teacher');
    });
    after(() => store?.close());

    const evidenceOf = (signatureId: string, of = school) =>
      evidenceOfSignature(store, of.forms, of.key, signatureId, { clock: of.clock, key });
    /** The verifier that strangers use, on a file of these bytes. */
    const verify = (name: string, bytes: Uint8Array | string, of = school) => {
      const path = join(testDirectory(), name);
      writeFileSync(path, bytes);
      return spawnSync(process.execPath, [verifier, path, ledgerKey(of.key, key)], { encoding: 'utf8' });
    };
    const isProven = ({ ledger }: SignatureEvidence, of = school): boolean => {
      const { evidence } = ledger;
      assert.ok(evidence);
      const head = readCheckpoint(evidence.checkpoint, ledgerKey(of.key, key));
      assert.ok(head);
      return provesInclusion({
        index: evidence.seq,
        size: head.size,
        leafHash: leafHash(evidence.leaf),
        proof: evidence.proof.map((hash) => Buffer.from(hash, 'base64')),
        root: head.root,
      });
    };

    it('it says who signed which words when and how, and proves its place in the ledger', async () => {
      const { signatureId, seq } = await school.sign(wilma, 'form');
      const evidence = await evidenceOf(signatureId);
      const { personId, fullName, address, agent, readSeconds, proof, shownAt, signedAt } =
        evidence.signature;
      assert.deepEqual(
        { personId, fullName, address, agent, readSeconds, proof, shownAt, signedAt },
        {
          personId: wilma.id,
          fullName: 'Wilma Testwood',
          address: '192.0.2.7',
          agent: 'Test browser',
          readSeconds: 30,
          proof: 'password',
          shownAt: '2026-11-23T09:00:00.000Z',
          signedAt: '2026-11-23T09:00:30.000Z',
        },
      );
      const { title, intro, text, clauses, hash } = evidence.words;
      const words = canonicalJson({ title, intro, text, clauses });
      assert.equal(createHash('sha256').update(words).digest('hex'), hash);
      assert.equal(JSON.parse(evidence.ledger.evidence?.leaf ?? '').details.textHash, hash);
      assert.equal(evidence.ledger.seq, seq);
      assert.ok(isProven(evidence));
      assert.match(codeOf(evidence), /^gatehouse:receipt\?school=proof&seq=\d+&leafhash=[0-9a-f]{64}$/);
    });

    it('the words are those that were shown, also where only changes were', async () => {
      const own = await openSigningSchool(store, frozenClock('2026-09-01T09:00:00Z'), pack('words'));
      const bob = await own.add('Bob Trial', 'teacher');
      await own.sign(bob, 'form');
      await own.publish(pack('words', 'Lock it.'), { change: 'minor' });
      await own.publish(pack('words', 'Lock it always.'), { change: 'material' });
      const { signatureId } = await own.sign(bob, 'form', { wording: 'changes', since: 1 });
      await own.publish(pack('words', 'Lock it twice.'), { change: 'material' });
      const { words, isSuperseded } = await evidenceOf(signatureId, own);
      assert.deepEqual(
        words.clauses.map(({ was, text }) => [was, text]),
        [['Lock the screen when you leave it.', 'Lock it always.']],
      );
      assert.deepEqual([words.edition, words.since, isSuperseded], [3, 1, true]);
    });

    it('whoever is named otherwise later has signed as before', async () => {
      const cat = await school.add('Cat Trial', 'teacher');
      const { signatureId } = await school.sign(cat, 'form');
      await store.transaction((tx) =>
        changePerson(tx, { school: school.key, at: school.clock.now() }, cat.id, {
          givenName: 'Cat',
          familyName: 'Wedded',
        }),
      );
      assert.equal((await evidenceOf(signatureId)).signature.fullName, 'Cat Trial');
    });

    it('without a head there is no proof yet, and with what was forgotten none of it is told', async () => {
      const own = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack('bare'));
      const dan = await own.add('Dan Trial', 'teacher');
      const { signatureId, seq } = await own.sign(dan, 'form');
      const bare = await evidenceOfSignature(store, own.forms, 'bare', signatureId);
      assert.deepEqual([bare.ledger, bare.signature.address], [{ seq }, undefined]);
      assert.match(codeOf(bare), /^gatehouse:receipt\?school=bare&seq=\d+$/);
      await store.transaction((tx) => forget(tx, 'bare', seq));
      const sealed = await evidenceOf(signatureId, own);
      assert.deepEqual([sealed.signature.address, sealed.signature.agent], [undefined, undefined]);
      assert.ok(isProven(sealed, own));
    });

    it('a signature of another school, or none, is not found', async () => {
      const other = await openSigningSchool(store, school.clock, pack('elsewhere'));
      const { signatureId } = await school.sign(await school.add('Eli Trial', 'teacher'), 'form');
      for (const id of [signatureId, newId(), '', 'x'])
        await assert.rejects(evidenceOf(id, other), { code: 'SIGNATURE_NOT_FOUND', status: 404 });
    });

    it('the receipt carries its evidence, and a stranger’s verifier accepts it until a byte changes', async () => {
      const [kay, leo] = [await school.add('Kay Trial', 'parent'), await school.add('Leo Trial', 'pupil')];
      await school.tie(kay, leo);
      const more = { childId: leo.id, with: { childTicked: true } };
      const evidence = await evidenceOf((await school.sign(kay, 'home', more)).signatureId);
      const pdf = await receiptPdf(evidence);
      assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
      const good = verify('receipt.pdf', pdf);
      assert.equal(good.status, 0, good.stdout + good.stderr);
      const proof = evidence.ledger.evidence;
      assert.ok(proof);
      const forged = { ...proof, leaf: proof.leaf.replace('2026-11-23', '2026-11-22') };
      const ledger = { ...evidence.ledger, evidence: forged };
      const bad = verify('receipt.pdf', await receiptPdf({ ...evidence, ledger }));
      assert.equal(bad.status, 1);
    });

    it('a receipt is made without a proof, of names in letters from far away, and of a form without end', async () => {
      const evidence = await evidenceOf(
        (await school.sign(await school.add('Fay Trial', 'teacher'), 'form')).signatureId,
      );
      const clauses = Array.from({ length: 300 }, (_, number) => ({
        id: `c${number}`,
        number: `1.${number}`,
        text: 'Word '.repeat(number),
      }));
      const odd = [
        { ...evidence, ledger: { seq: 1 } },
        { ...evidence, signature: { ...evidence.signature, fullName: 'Łucja 測試 \u202e\u0000 مثال' } },
        { ...evidence, words: { ...evidence.words, clauses } },
        { ...evidence, words: { ...evidence.words, clauses: clauses.slice(0, 40), title: 'x'.repeat(400) } },
      ];
      for (const each of odd) assert.ok((await receiptPdf(each)).length > 10_000);
    });

    it('of two hundred at once each has evidence of their own that is proven', async () => {
      const own = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack('many'));
      const people = await own.addMany(200, 'teacher');
      const shown = await Promise.all(people.map((who) => own.show(who, 'form')));
      own.clock.advance(5000);
      const signed = await Promise.all(people.map((who, place) => own.handIn(who, String(shown[place]))));
      const seen = new Set<number>();
      for (const [place, who] of people.entries()) {
        const one = signed[place];
        assert.ok(one && 'signatureId' in one);
        const evidence = await evidenceOf(one.signatureId, own);
        assert.deepEqual([evidence.signature.personId, evidence.signature.fullName], [who.id, who.name]);
        const { content } = evidence.ledger.evidence?.payload ?? { content: '{}' };
        assert.equal(JSON.parse(content).fullName, who.name);
        assert.ok(isProven(evidence, own));
        seen.add(evidence.ledger.seq);
      }
      assert.equal(seen.size, 200);
    });

    describe('on paper', () => {
      const scan = Buffer.from('%PDF-1.7 a scan');
      const paper = { form: 'form', signedOn: '2026-11-23', scan, type: 'application/pdf' };

      it('a form signed on paper keeps its scan and its witness', async () => {
        const gil = await school.add('Gil Trial', 'teacher');
        const { signatureId } = await signOnPaper(store, school.forms, school.clock, {
          school: school.key,
          witnessId: wilma.id,
          personId: gil.id,
          ...paper,
        });
        const { signature, ledger } = await evidenceOf(signatureId);
        assert.deepEqual(
          [signature.way, signature.proof, signature.witness, signature.fullName],
          ['paper', 'witness', 'Wilma Testwood', 'Gil Trial'],
        );
        const kept = await scanOf(store.db, school.key, signatureId);
        assert.deepEqual([Buffer.from(kept?.bytes ?? []), kept?.type], [scan, 'application/pdf']);
        const { details } = JSON.parse(ledger.evidence?.leaf ?? '');
        assert.equal(details.scanHash, createHash('sha256').update(scan).digest('hex'));
        assert.deepEqual(await school.due(gil), []);
      });

      it('without a witness, a scan, a day or such people there is none', async () => {
        const hal = await school.add('Hal Trial', 'teacher');
        const good = { school: school.key, witnessId: wilma.id, personId: hal.id, ...paper };
        const wrong: readonly (readonly [object, string])[] = [
          [{ witnessId: hal.id }, 'PAPER_WITHOUT_WITNESS'],
          [{ witnessId: newId() }, 'PERSON_NOT_FOUND'],
          [{ personId: newId() }, 'PERSON_NOT_FOUND'],
          [{ childId: wilma.id }, 'READER_NOT_FOUND'],
          [{ signedOn: '2026-11-24' }, 'DAY_IMPOSSIBLE'],
          [{ signedOn: '2026-02-30' }, 'DAY_IMPOSSIBLE'],
          [{ signedOn: '2020-01-01' }, 'EDITION_NOT_FOUND'],
          [{ form: 'another' }, 'FORM_NOT_FOUND'],
          [{ scan: Buffer.alloc(0) }, 'SCAN_UNUSABLE'],
          [{ scan: Buffer.from('<svg onload=alert(1)>') }, 'SCAN_UNUSABLE'],
          [{ type: 'image/png' }, 'SCAN_UNUSABLE'],
          [{ type: 'text/html', scan: Buffer.from('<html>') }, 'SCAN_UNUSABLE'],
          [{ scan: Buffer.concat([scan, Buffer.alloc(11 * 1024 * 1024)]) }, 'SCAN_UNUSABLE'],
        ];
        for (const [more, code] of wrong)
          await assert.rejects(signOnPaper(store, school.forms, school.clock, { ...good, ...more }), {
            code,
          });
        assert.equal((await school.due(hal)).length, 1);
      });
    });
  });
}
