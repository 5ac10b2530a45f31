import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  openSigningSchool,
  type SigningSchool,
  type Somebody,
} from '../../../test/support/signing-school.ts';
import { smallClauses, smallSchool } from '../../../test/support/small-school.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock, newId } from '../../kernel/index.ts';
import { closePerson } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { signaturesOf, signedOn } from '../evidence.ts';
import { openVisit } from '../visits/index.ts';
import { show } from './showing.ts';
import { sign, type Signing } from './signing.ts';

const agreements = [
  { id: 'form', title: 'What I promise', signs: ['staff', 'visitor'], clauses: ['lock', 'no-games'] },
  { id: 'home', title: 'What we promise', signs: ['parent'], behalf: 'parent', clauses: ['no-games'] },
];

const pack = (key: string, texts: Readonly<Record<string, string>> = {}): Pack =>
  smallSchool({
    key,
    agreements,
    vocabulary: { roles: { visitor: { name: 'visitor' } } },
    clauses: smallClauses.map((clause) => ({ ...clause, ...named(texts[String(clause['id'])]) })),
  });
const named = (text: string | undefined) => (text === undefined ? {} : { text });

for (const engine of testStores()) {
  describe(`signing, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    let school: SigningSchool;
    let wilma: Somebody;
    before(async () => {
      store = await engine.open();
      school = await openSigningSchool(store, frozenClock('2026-11-23T09:00:00Z'), pack('signing'));
      wilma = await school.add('Wilma Testwood', 'teacher');
    });
    after(() => store?.close());

    const entry = (key: string, seq: number) =>
      store.db
        .selectFrom('ledger_entry')
        .leftJoin('ledger_payload', (join) =>
          join
            .onRef('ledger_payload.school_id', '=', 'ledger_entry.school_id')
            .onRef('ledger_payload.seq', '=', 'ledger_entry.seq'),
        )
        .select(['leaf', 'content'])
        .where('ledger_entry.school_id', '=', key)
        .where('ledger_entry.seq', '=', seq)
        .executeTakeFirstOrThrow();
    const countOf = async (who: Somebody) => (await signaturesOf(store, school.key, who.id)).length;

    it('a signature keeps who, what, when, how, how long was read, and its place in the ledger', async () => {
      const ada = await school.add('Ada Trial', 'teacher');
      const signed = await school.sign(ada, 'form', {
        with: { fullName: 'ada  trial', proof: 'two-factors' },
      });
      const [row] = await signaturesOf(store, school.key, ada.id);
      const text = await school.forms.text(school.key, 'form', 'full');
      assert.deepEqual(
        { ...row, shownAt: undefined },
        {
          id: signed.signatureId,
          personId: ada.id,
          visitId: undefined,
          childId: undefined,
          edition: 1,
          form: 'form',
          textHash: text.hash,
          way: 'screen',
          fullName: 'ada trial',
          signedOn: '2026-11-23',
          signedAt: school.clock.now(),
          readSeconds: 30,
          proof: 'two-factors',
          childTicked: false,
          declined: [],
          witnessId: undefined,
          scanType: undefined,
          seq: signed.seq,
          wording: 'full',
          shownAt: undefined,
        },
      );
    });

    it('the leaf says what was signed and no personal data, the payload who and from where', async () => {
      const bo = await school.add('Bo Trial', 'teacher');
      const { seq, signatureId } = await school.sign(bo, 'form');
      const { leaf, content } = await entry(school.key, seq);
      const { kind, actor, subject, details } = JSON.parse(leaf);
      const { hash } = await school.forms.text(school.key, 'form', 'full');
      assert.deepEqual(
        { kind, actor, subject, details },
        {
          kind: 'signature.given',
          actor: bo.id,
          subject: signatureId,
          details: {
            form: 'form',
            edition: 1,
            textHash: hash,
            signatureId,
            way: 'screen',
            proof: 'password',
            signedOn: '2026-11-23',
          },
        },
      );
      assert.doesNotMatch(leaf, /Trial|192\.0\.2\.7|browser/);
      assert.deepEqual(JSON.parse(String(content)), {
        fullName: 'Bo Trial',
        address: '192.0.2.7',
        agent: 'Test browser',
        personId: bo.id,
      });
    });

    it('what was not shown is not signed', async () => {
      for (const showingId of [newId(), '', 'x', "' or true --"])
        await assert.rejects(school.handIn(wilma, showingId), { code: 'SHOWING_NOT_FOUND', status: 404 });
      assert.equal(await countOf(wilma), 0);
    });

    it('what was shown to somebody else is not found', async () => {
      const [cy, showingId] = [await school.add('Cy Trial', 'teacher'), await school.show(wilma, 'form')];
      await assert.rejects(school.handIn(cy, showingId), { code: 'SHOWING_NOT_FOUND' });
      await assert.rejects(school.handIn({ ...wilma, id: newId() }, showingId), {
        code: 'SHOWING_NOT_FOUND',
      });
      await assert.rejects(school.handIn(wilma, showingId, { by: { visitId: wilma.id } }), {
        code: 'SHOWING_NOT_FOUND',
      });
      assert.equal(await countOf(cy), 0);
    });

    it('what was shown at another school is not found', async () => {
      const other = await openSigningSchool(store, school.clock, pack('signing-elsewhere'));
      const showingId = await school.show(wilma, 'form');
      await assert.rejects(other.handIn(wilma, showingId), { code: 'SHOWING_NOT_FOUND' });
    });

    it('nothing is shown to whoever is not of the school, is shut, or for a child who is not theirs', async () => {
      const text = await school.forms.text(school.key, 'form', 'full');
      const [gone, di, kit] = [
        await school.add('Gus Trial', 'teacher'),
        await school.add('Di Trial', 'parent'),
        await school.add('Kit Trial', 'pupil'),
      ];
      const showingId = await school.show(gone, 'form');
      await store.transaction((tx) =>
        closePerson(tx, { school: school.key, at: school.clock.now() }, gone.id, '2026-11-22'),
      );
      const readers = [
        { personId: newId() },
        { personId: gone.id },
        { personId: di.id, childId: kit.id },
        { visitId: newId() },
      ];
      for (const reader of readers)
        await assert.rejects(show(store, school.clock, { school: school.key, text, ...reader }), {
          code: 'READER_NOT_FOUND',
          status: 404,
        });
      await assert.rejects(school.handIn(gone, showingId), { code: 'SHOWING_NOT_FOUND' });
    });

    it('what was shown is signed once', async () => {
      const eve = await school.add('Eve Trial', 'teacher');
      const showingId = await school.show(eve, 'form');
      assert.ok('signatureId' in (await school.handIn(eve, showingId)));
      school.clock.advance(1000);
      await assert.rejects(school.handIn(eve, showingId), { code: 'SHOWING_USED', status: 409 });
      assert.equal(await countOf(eve), 1);
    });

    it('of two windows with the same form one signs, also at the same moment', async () => {
      const fay = await school.add('Fay Trial', 'teacher');
      const [one, other] = [await school.show(fay, 'form'), await school.show(fay, 'form')];
      school.clock.advance(1000);
      await school.handIn(fay, one);
      await assert.rejects(school.handIn(fay, other), { code: 'ALREADY_SIGNED', status: 409 });

      const guy = await school.add('Guy Trial', 'teacher');
      const windows = await Promise.all([1, 2, 3, 4].map(() => school.show(guy, 'form')));
      school.clock.advance(1000);
      const tries = [...windows, ...windows].map((showingId) => school.handIn(guy, showingId));
      const outcomes = await Promise.allSettled(tries);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected')
          assert.match(outcome.reason.code, /^(ALREADY_SIGNED|SHOWING_USED)$/);
      assert.equal(await countOf(guy), 1);
    });

    const refused: readonly (readonly [string, Partial<Signing>, string])[] = [
      ['another name', { fullName: 'Fred Testwood' }, 'another-name'],
      ['no name', { fullName: ' ' }, 'another-name'],
      ['a name without end', { fullName: `${'Wilma '.repeat(99)} Testwood` }, 'another-name'],
      ['yesterday', { signedOn: '2026-11-22' }, 'another-day'],
      ['tomorrow', { signedOn: '2026-11-24' }, 'another-day'],
      ['no day', { signedOn: '2026-11-31' }, 'another-day'],
      ['declined clauses without a reason', { declined: ['lock'], reason: ' ' }, 'reason-missing'],
    ];
    for (const [what, more, answer] of refused)
      it(`${what} is answered, and can be put right`, async () => {
        const showingId = await school.show(wilma, 'form');
        assert.deepEqual(await school.handIn(wilma, showingId, more), { refused: answer });
      });

    it('a clause that is not in the form cannot be declined', async () => {
      const showingId = await school.show(wilma, 'form');
      await assert.rejects(school.handIn(wilma, showingId, { declined: ['aims'], reason: 'No.' }), {
        code: 'CLAUSE_NOT_IN_FORM',
      });
    });

    it('words that changed since they were shown are not signed, words that stayed are', async () => {
      const own = await openSigningSchool(store, school.clock, pack('moving'));
      const [hal, ida] = [await own.add('Hal Trial', 'teacher'), await own.add('Ida Trial', 'teacher')];
      const [before_, other] = [await own.show(hal, 'form'), await own.show(ida, 'form')];
      await own.publish(pack('moving', { aims: 'We want computers used very well.' }));
      school.clock.advance(1000);
      const signed = await own.handIn(hal, before_);
      assert.ok('signatureId' in signed);
      await own.publish(pack('moving', { lock: 'Always lock the screen.' }), { change: 'material' });
      await assert.rejects(own.handIn(ida, other), { code: 'SHOWN_TEXT_CHANGED', status: 409 });
      assert.deepEqual(await signaturesOf(store, 'moving', ida.id), []);
    });

    it('an edition that is not in force yet changes nothing', async () => {
      const own = await openSigningSchool(store, school.clock, pack('later'));
      const jo = await own.add('Jo Trial', 'teacher');
      await own.publish(pack('later', { lock: 'Always lock.' }), {
        change: 'material',
        effectiveFrom: '2027-01-01',
      });
      await own.sign(jo, 'form');
      assert.deepEqual(await own.due(jo), []);
    });

    it('a parent signs for a child of theirs, with the tick of the child', async () => {
      const [kay, leo] = [await school.add('Kay Trial', 'parent'), await school.add('Leo Trial', 'pupil')];
      await school.tie(kay, leo);
      await school.sign(kay, 'home', { childId: leo.id, with: { childTicked: true } });
      const [row] = await signaturesOf(store, school.key, kay.id);
      assert.deepEqual([row?.childId, row?.childTicked], [leo.id, true]);
    });

    it('a visitor signs at the door, in the name given then', async () => {
      const { visitId } = await openVisit(store, school.clock, {
        school: school.key,
        by: wilma.id,
        hours: 2,
      });
      const text = await school.forms.text(school.key, 'form', 'full');
      const visitor = { school: school.key, visitId, text };
      const [first, second] = [
        await show(store, school.clock, visitor),
        await show(store, school.clock, visitor),
      ];
      const handIn = (showingId: string, fullName: string) =>
        sign(store, school.clock, {
          school: school.key,
          showingId,
          by: { visitId, comesFrom: 'Trial Pianos' },
          fullName,
          signedOn: '2026-11-23',
          proof: 'visit',
          agent: '',
          address: '',
        });
      assert.deepEqual(await handIn(first, '42'), { refused: 'another-name' });
      assert.ok('signatureId' in (await handIn(first, 'Visi Tor')));
      await assert.rejects(handIn(second, 'Visi Tor'), { code: 'ALREADY_SIGNED' });
    });

    it('of a hundred at once each has their own, none crossed', async () => {
      const own = await openSigningSchool(store, school.clock, pack('hundred'));
      const people = await own.addMany(100, 'teacher');
      const shown = await Promise.all(people.map((who) => own.show(who, 'form')));
      school.clock.advance(5000);
      const signed = await Promise.all(people.map((who, index) => own.handIn(who, String(shown[index]))));
      for (const [index, who] of people.entries()) {
        const one = signed[index];
        assert.ok(one && 'signatureId' in one);
        const rows = await signaturesOf(store, 'hundred', who.id);
        assert.deepEqual(
          rows.map(({ id, fullName, seq }) => [id, fullName, seq]),
          [[one.signatureId, who.name, one.seq]],
        );
        const { leaf, content } = await entry('hundred', one.seq);
        assert.equal(JSON.parse(leaf).subject, one.signatureId);
        assert.equal(JSON.parse(String(content)).fullName, who.name);
      }
    });

    it('what somebody had signed at a moment is what counted then', async () => {
      const own = await openSigningSchool(store, frozenClock('2026-09-01T09:00:00Z'), pack('moments'));
      const mo = await own.add('Mo Trial', 'teacher');
      const at = (day: string) => signedOn(store, own.forms, 'moments', mo.id, new Date(`${day}T12:00:00Z`));
      await own.sign(mo, 'form');
      own.clock.advance(30 * 86_400_000);
      await own.publish(pack('moments', { lock: 'Always lock.' }), { change: 'material' });
      await own.sign(mo, 'form', {
        wording: 'changes',
        since: 1,
        with: { declined: ['lock'], reason: 'I forget.' },
      });
      assert.equal(await at('2026-08-31'), undefined);
      const [early, late] = [await at('2026-09-02'), await at('2026-10-02')];
      assert.deepEqual([early?.edition, early?.form, early?.clauses], [1, 'form', ['lock', 'no-games']]);
      assert.deepEqual([late?.edition, late?.form, late?.clauses], [2, 'form', ['no-games']]);
    });

    it('a signature is never altered or taken away', async () => {
      await assert.rejects(
        store.db
          .updateTable('signature')
          .set({ school_id: 'x' } as never)
          .execute(),
        { code: 'ZG001' },
      );
      await assert.rejects(store.db.deleteFrom('signature').execute(), { code: 'ZG001' });
    });
  });
}
