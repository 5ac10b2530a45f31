import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestApp, type TestApp } from '../../../../test/support/app.ts';
import { type SignedIn, signIn } from '../../../../test/support/signed-in.ts';
import { otherSchool, smallSchool } from '../../../../test/support/small-school.ts';
import { type Kind, openKinds } from '../../../registers/index.ts';

const base = '/schools/small/registers';

type Fields = Readonly<Record<string, string>>;

const lamps: Fields = {
  name: 'stage lamp',
  plural: 'Stage lamps',
  about: 'Lamps of the stage.',
  labels: 'yes',
  'field-name-1': 'What’s the bulb?',
  'field-type-1': 'choice',
  'field-choices-1': 'LED, Halogen',
  'field-required-1': 'yes',
  'field-name-3': 'Bought on',
  'field-type-3': 'date',
  'check-name-1': 'Look at the cable',
  'check-count-1': '6',
  'check-unit-1': 'month',
  'check-owner-1': 'teacher',
  'check-before-1': 'yes',
  see: 'office',
  keep: 'office',
};

describe('adding a register', () => {
  let test: TestApp;
  let office: SignedIn;
  let teacher: SignedIn;
  let head: SignedIn;

  before(async () => {
    test = await openTestApp({ packs: [smallSchool(), otherSchool()] });
    office = await signIn(test.site, 'small', ['business-manager']);
    teacher = await signIn(test.site, 'small', ['teacher']);
    head = await signIn(test.site, 'small', ['headteacher']);
  });
  after(() => test.close());

  const send = (who: SignedIn, fields: Fields) =>
    test.send(`${base}/kinds`, Object.entries(fields), who.headers);
  const get = (who: SignedIn, url: string) => test.inject({ url, headers: who.headers });
  const kindOf = async (id: string): Promise<Kind | undefined> =>
    (await openKinds(test.site.store.db, 'small')).get(id);

  it('is open from the page of all registers to those who may change them, and to nobody else', async () => {
    const link = `href="${base}/kinds/new"`;
    assert.ok((await get(office, base)).body.includes(link));
    assert.ok(!(await get(teacher, base)).body.includes(link));
    assert.equal((await get(office, `${base}/kinds/new`)).statusCode, 200);
    assert.equal((await get(teacher, `${base}/kinds/new`)).statusCode, 404);
    assert.equal((await send(teacher, lamps)).statusCode, 404);
  });

  it('makes of what was filled in a register that is kept, seen and used at once', async () => {
    const answer = await send(office, lamps);
    assert.equal(answer.statusCode, 303, answer.body);
    assert.equal(answer.headers.location, `${base}/stage-lamps?done=kind-added`);
    const kind = await kindOf('stage-lamps');
    assert.deepEqual(
      kind?.fields.map(({ id, type, required }) => [id, type, required]),
      [
        ['what-s-the-bulb', 'choice', true],
        ['bought-on', 'date', false],
      ],
    );
    assert.deepEqual(kind.fields[0]?.choices, [
      { id: 'led', name: 'LED' },
      { id: 'halogen', name: 'Halogen' },
    ]);
    assert.deepEqual(
      kind.checks.map(({ name, every, owner, isBeforeUse }) => [name, every, owner, isBeforeUse]),
      [['Look at the cable', { count: 6, unit: 'month' }, 'teacher', true]],
    );
    assert.ok(kind.states.includes('untested'));
    assert.ok((await get(office, base)).body.includes('Stage lamps'));
    const item = await test.send(
      `${base}/stage-lamps`,
      [
        ['name', 'Lamp 1'],
        ['field-what-s-the-bulb', 'led'],
      ],
      office.headers,
    );
    assert.match(String(item.headers.location), /\/stage-lamps\/[\w-]+\?done=entered$/);
  });

  it('shows it to those alone whom it names', async () => {
    assert.equal((await get(teacher, `${base}/stage-lamps`)).statusCode, 404);
    assert.ok(!(await get(teacher, base)).body.includes('Stage lamps'));
  });

  it('adds none of a name that is there, and leaves what is there as it was', async () => {
    for (const plural of ['Stage Lamps', 'Equipment']) {
      const { statusCode, body } = await send(office, { ...lamps, plural, about: 'Otherwise.' });
      assert.equal(statusCode, 422, plural);
      assert.ok(body.includes('There is a register of this name'));
    }
    assert.equal((await kindOf('stage-lamps'))?.about, 'Lamps of the stage.');
    assert.notEqual((await kindOf('equipment'))?.about, 'Otherwise.');
  });

  it('of two who add one of the same name at the same moment one does', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => send(office, { ...lamps, plural: 'Ropes' })));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [303, 422, 422]);
  });

  const wrong: readonly (readonly [string, Fields, string])[] = [
    ['no name', { name: '' }, 'Enter what one of them is called'],
    ['no sentence', { about: '' }, 'Say what the register is for'],
    ['a name that is an address of ours', { plural: 'Checks' }, 'Use another name'],
    ['a name without a letter', { plural: '!!!' }, 'Use another name'],
    ['a name that is too long', { plural: 'a'.repeat(200) }, 'Use at most 120 letters'],
    ['two fields of one name', { 'field-name-2': 'Bought  on' }, 'stands twice'],
    ['one choice', { 'field-choices-1': 'LED' }, 'Enter two or more choices'],
    ['a choice that stands twice', { 'field-choices-1': 'LED, led' }, 'stands twice'],
    ['an interval that is no number', { 'check-count-1': 'six' }, 'Enter a whole number'],
    ['two checks of one name', { 'check-name-2': 'Look at the cable' }, 'stands twice'],
    ['one that they could not keep themselves', { keep: 'ict' }, 'see and keep the register yourself'],
  ];
  for (const [title, fields, message] of wrong)
    it(`refuses ${title}, keeps nothing, and shows again what was filled in`, async () => {
      const { statusCode, body } = await send(office, { ...lamps, plural: 'Wrong things', ...fields });
      assert.equal(statusCode, 422);
      assert.ok(body.includes(message), body);
      assert.ok(body.includes('There is a problem'));
      assert.ok(body.includes('Lamps of the stage.') || fields['about'] === '');
      assert.equal(await kindOf('wrong-things'), undefined);
    });

  it('shows more rows when asked, with what was filled in, and keeps nothing', async () => {
    const { statusCode, body } = await send(office, { ...lamps, plural: 'More things', more: 'yes' });
    assert.equal(statusCode, 200);
    assert.ok(body.includes('name="field-name-10"') && body.includes('value="Bought on"'));
    const again = await send(office, { ...lamps, 'fields-rows': '99999', more: 'yes' });
    assert.ok(again.body.includes('name="field-name-30"') && !again.body.includes('name="field-name-31"'));
    assert.equal(await kindOf('more-things'), undefined);
  });

  it('is never wider than the powers of all registers', async () => {
    await send(head, { ...lamps, plural: 'Open things', see: '', keep: '' });
    assert.equal((await get(teacher, `${base}/open-things`)).statusCode, 200);
    const answer = await test.send(`${base}/open-things`, [['name', 'Thing']], teacher.headers);
    assert.equal(answer.statusCode, 404);
  });

  it('is in the ledger', async () => {
    const { leaf } = await test.site.store.db
      .selectFrom('ledger_entry')
      .select('leaf')
      .where('kind', '=', 'register.kind-added')
      .orderBy('seq')
      .executeTakeFirstOrThrow();
    const { actor, subject } = JSON.parse(leaf) as { readonly actor: string; readonly subject: string };
    assert.deepEqual({ actor, subject }, { actor: office.personId, subject: 'stage-lamps' });
  });
});
