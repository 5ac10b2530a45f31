import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSigningSchool } from '../../../test/support/signing-school.ts';
import { smallClauses, smallSchool } from '../../../test/support/small-school.ts';
import { testStores } from '../../../test/support/store.ts';
import { frozenClock } from '../../kernel/index.ts';
import { addGroup, closePerson, joinGroup } from '../../people/index.ts';
import type { Pack } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { openCampaign } from '../campaigns/index.ts';
import { decline } from '../declining/declining.ts';

const agreements = [
  { id: 'form', title: 'What I promise', signs: ['staff'], clauses: ['lock', 'no-games'] },
  { id: 'home', title: 'What we promise', signs: ['parent'], clauses: ['no-games'] },
  { id: 'mine', title: 'My promise', signs: ['pupil'], clauses: ['no-games'] },
];

const pack = (key: string, texts: Readonly<Record<string, string>> = {}): Pack =>
  smallSchool({
    key,
    agreements,
    clauses: smallClauses.map((clause) => {
      const text = texts[String(clause['id'])];
      return text === undefined ? clause : { ...clause, text };
    }),
  });

for (const engine of testStores()) {
  describe(`what is owed, ${engine.name}`, { skip: engine.skip }, () => {
    let store: Store;
    before(async () => {
      store = await engine.open();
    });
    after(() => store?.close());
    const open = (key: string) => openSigningSchool(store, frozenClock('2026-09-01T09:00:00Z'), pack(key));

    it('who has never signed is asked for the whole form, and for nothing once it is signed', async () => {
      const school = await open('never');
      const ann = await school.add('Ann Trial', 'teacher');
      assert.deepEqual(await school.due(ann), [
        { form: 'form', title: 'What I promise', why: 'never', wording: 'full', childTicks: false },
      ]);
      await school.sign(ann, 'form');
      assert.deepEqual(await school.due(ann), []);
    });

    it('a minor correction asks nobody, a material change for just what changed in the form', async () => {
      const school = await open('changes');
      const bob = await school.add('Bob Trial', 'teacher');
      await school.sign(bob, 'form');
      await school.publish(pack('changes', { lock: 'Lock it when you leave it.' }), { change: 'minor' });
      assert.deepEqual(await school.due(bob), []);
      const other = { lock: 'Lock it when you leave it.', aims: 'We want much.' };
      await school.publish(pack('changes', other), { change: 'material' });
      assert.deepEqual(await school.due(bob), []);
      await school.publish(pack('changes', { ...other, 'no-games': 'No games at all.' }), {
        change: 'material',
      });
      const [due, ...more] = await school.due(bob);
      assert.deepEqual(more, []);
      assert.deepEqual([due?.why, due?.sinceEdition, due?.wording], ['changed', 1, 'changes']);
      const text = await school.forms.text('changes', 'form', 'changes', due?.sinceEdition);
      assert.deepEqual(
        text.clauses.map(({ id, was, text: now, change }) => [id, was, now, change]),
        [
          ['lock', 'Lock the screen when you leave it.', 'Lock it when you leave it.', 'changed'],
          ['no-games', 'Do not play games.', 'No games at all.', 'changed'],
        ],
      );
      await school.sign(bob, 'form', { wording: 'changes', since: 1 });
      assert.deepEqual(await school.due(bob), []);
    });

    it('a yearly campaign asks everybody who signed before it', async () => {
      const school = await open('yearly');
      const cat = await school.add('Cat Trial', 'teacher');
      await school.sign(cat, 'form');
      school.clock.advance(86_400_000);
      await openCampaign(store, school.forms, school.clock, { school: 'yearly', reason: 'yearly' });
      const [due] = await school.due(cat);
      assert.deepEqual([due?.why, due?.wording, due?.dueOn], ['yearly', 'full', '2026-09-18']);
      await school.sign(cat, 'form');
      assert.deepEqual(await school.due(cat), []);
    });

    it('pupils read the plain words, and their hash is what they sign', async () => {
      const school = await open('plain');
      const kit = await school.add('Kit Trial', 'pupil');
      const [due] = await school.due(kit);
      assert.deepEqual([due?.form, due?.wording], ['mine', 'plain']);
      const plain = await school.forms.text('plain', 'mine', 'plain');
      assert.equal(plain.clauses[0]?.plain, 'No games, please.');
      assert.notEqual(plain.hash, (await school.forms.text('plain', 'mine', 'full')).hash);
    });

    it('a parent is asked for each child; one of each home is enough, and the other is not chased', async () => {
      const school = await open('homes');
      const [mum, dad, gran] = [
        await school.add('Mum Trial', 'parent'),
        await school.add('Dad Trial', 'parent'),
        await school.add('Gran Trial', 'parent'),
      ];
      const [leo, mia] = [await school.add('Leo Trial', 'pupil'), await school.add('Mia Trial', 'pupil')];
      await school.tie(mum, leo);
      await school.tie(mum, mia);
      await school.tie(gran, leo);
      await school.tie(dad, leo, 2);
      assert.deepEqual(
        (await school.due(mum)).map(({ form, childName }) => [form, childName]),
        [
          ['home', 'Leo Trial'],
          ['home', 'Mia Trial'],
        ],
      );
      await school.sign(mum, 'home', { childId: leo.id });
      assert.deepEqual(
        (await school.due(mum)).map(({ childName }) => childName),
        ['Mia Trial'],
      );
      const rows = await school.status({ form: 'home' });
      const of = (who: string, child: string) =>
        rows
          .filter((row) => row.person === who && row.childName === child)
          .map(({ state, isCovered }) => [state, isCovered]);
      assert.deepEqual(of('Mum Trial', 'Leo Trial'), [['signed', false]]);
      assert.deepEqual(of('Gran Trial', 'Leo Trial'), [['due', true]]);
      assert.deepEqual(of('Dad Trial', 'Leo Trial'), [['due', false]]);
      assert.deepEqual(of('Mum Trial', 'Mia Trial'), [['due', false]]);
    });

    it('who is shut, or holds the role not yet, is not asked', async () => {
      const school = await open('gone');
      const [gil, ned] = [await school.add('Gil Trial', 'teacher'), await school.add('Ned Trial')];
      await school.give(ned, 'teacher', { since: '2026-09-02' });
      await store.transaction((tx) =>
        closePerson(tx, { school: 'gone', at: school.clock.now() }, gil.id, '2026-08-31'),
      );
      assert.deepEqual(await school.due(gil), []);
      assert.deepEqual(await school.due(ned), []);
      school.clock.advance(86_400_000);
      assert.equal((await school.due(ned)).length, 1);
      assert.deepEqual(
        (await school.status()).map(({ person }) => person),
        ['Ned Trial'],
      );
    });

    it('the list says how it stands with everybody, by group, role, form and state', async () => {
      const school = await open('list');
      const act = { school: 'list', at: school.clock.now() };
      const names = ['Due', 'Signed', 'Refused', 'Part'];
      const people = [];
      for (const name of names) people.push(await school.add(`${name} Trial`, 'teacher'));
      const [, signed, refused, part] = people;
      assert.ok(signed && refused && part);
      await school.sign(signed, 'form');
      const showingId = await school.show(refused, 'form');
      await decline(store, school.clock, { school: 'list', showingId, personId: refused.id, reason: 'No.' });
      await school.sign(part, 'form', { with: { declined: ['lock'], reason: 'I forget.' } });
      const group = await store.transaction(async (tx) => {
        const id = await addGroup(tx, act, { kind: 'department', name: 'Maths', since: '2026-09-01' });
        await joinGroup(tx, act, { groupId: id, personId: part.id, part: 'member', since: '2026-09-01' });
        return id;
      });
      const states = async (filter: object) =>
        (await school.status(filter)).map(({ person, state }) => [person.split(' ')[0], state]);
      assert.deepEqual(await states({}), [
        ['Due', 'due'],
        ['Part', 'partly'],
        ['Refused', 'declined'],
        ['Signed', 'signed'],
      ]);
      assert.deepEqual(await states({ group }), [['Part', 'partly']]);
      assert.deepEqual(await states({ state: 'declined' }), [['Refused', 'declined']]);
      assert.equal((await states({ role: 'staff' })).length, 4);
      assert.deepEqual(await states({ role: 'pupil' }), []);
      assert.deepEqual(await states({ form: 'home' }), []);
    });
  });
}
