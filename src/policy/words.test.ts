import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asId, Lexicon, nearest, type Word } from './words.ts';

const word = (id: string, more: Partial<Word> = {}): Word => ({
  id,
  name: id,
  is: [],
  also: [],
  words: [],
  ...more,
});

describe('a name as an id', () => {
  const rows: readonly [string, string][] = [
    ['device-owner', 'device-owner'],
    ['deviceOwner', 'device-owner'],
    ['device_owner', 'device-owner'],
    ['Device owner', 'device-owner'],
    ['  device   owner ', 'device-owner'],
    ['device__owner', 'device-owner'],
    ['mfa2On', 'mfa2-on'],
    ['', ''],
  ];
  for (const [name, id] of rows) it(`\`${name}\` is \`${id}\``, () => assert.equal(asId(name), id));
  it('is an id already when it is one', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), (id) => assert.equal(asId(id), id)));
  });
  it('is the same the second time', () => {
    fc.assert(fc.property(fc.string(), (name) => assert.equal(asId(asId(name)), asId(name))));
  });
});

describe('a lexicon', () => {
  const lexicon = new Lexicon([
    word('device'),
    word('portable', { is: ['device'] }),
    word('school-owned'),
    word('laptop', { is: ['portable', 'school-owned'], also: ['notebook'] }),
    word('phone', { is: ['portable'], also: ['device'] }),
  ]);

  it('finds by id, by another name, and however it is written', () => {
    for (const name of ['laptop', 'notebook', 'Laptop', 'NOTEBOOK', ' laptop '])
      assert.equal(lexicon.find(name)?.id, 'laptop');
    assert.equal(lexicon.find('schoolOwned')?.id, 'school-owned');
    assert.equal(lexicon.find('tablet'), undefined);
  });
  it('keeps an id for its own word where another claims it', () =>
    assert.equal(lexicon.find('device')?.id, 'device'));
  it('finds no word of the language itself', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      assert.equal(lexicon.find(name), undefined);
  });
  it('widens to all wider words, nearest first', () => {
    assert.deepEqual(lexicon.wider('laptop'), ['laptop', 'portable', 'school-owned', 'device']);
    assert.deepEqual(lexicon.wider('unknown'), ['unknown']);
  });
  it('narrows to the word and all its kinds', () => {
    assert.deepEqual([...lexicon.narrower('device')].toSorted(), ['device', 'laptop', 'phone', 'portable']);
    assert.deepEqual(lexicon.narrower('laptop'), ['laptop']);
    assert.deepEqual(lexicon.narrower('unknown'), ['unknown']);
  });
  it('says what is a kind of what', () => {
    assert.equal(lexicon.is('laptop', 'device'), true);
    assert.equal(lexicon.is('laptop', 'laptop'), true);
    assert.equal(lexicon.is('device', 'laptop'), false);
  });
  it('wider and narrower are each other turned round', () => {
    for (const one of lexicon.all()) {
      for (const other of lexicon.all()) {
        assert.equal(lexicon.wider(one.id).includes(other.id), lexicon.narrower(other.id).includes(one.id));
      }
    }
  });
  it('ends with words that are each wider than the other', () => {
    const circle = new Lexicon([word('a', { is: ['b'] }), word('b', { is: ['a'] })]);
    assert.deepEqual(circle.wider('a'), ['a', 'b']);
  });
  it('names the nearest known name', () => {
    assert.equal(lexicon.nearest('Lpatop'), 'laptop');
    assert.equal(lexicon.nearest('notebok'), 'notebook');
    assert.equal(lexicon.nearest('giraffe'), undefined);
  });
});

describe('the nearest word', () => {
  const rows: readonly [string, string[], string | undefined][] = [
    ['palce', ['place', 'purpose'], 'place'],
    ['plce', ['place'], 'place'],
    ['placee', ['place'], 'place'],
    ['plase', ['place'], 'place'],
    ['place', ['place', 'palace'], 'place'],
    ['xyz', ['place'], undefined],
    ['ab', ['cd'], undefined],
    ['', ['a'], 'a'],
    ['play-games', ['play-game', 'play-gamer'], 'play-game'],
    ['connect-device', [], undefined],
  ];
  for (const [name, known, near] of rows) {
    it(`to \`${name}\` among ${known.join(', ') || 'none'} is ${near ?? 'none'}`, () =>
      assert.equal(nearest(name, known), near));
  }
  it('is at most a third of the word away', () => {
    assert.equal(nearest('abcdef', ['abcdxy']), 'abcdxy');
    assert.equal(nearest('abcdef', ['abcxyz']), undefined);
  });
  it('is found at once, however long the word', () => {
    const known = Array.from({ length: 2000 }, (_, index) => `word-number-${index}`);
    const started = performance.now();
    nearest('x'.repeat(1_000_000), known);
    nearest('word-number-1999x'.repeat(4), known);
    assert.ok(performance.now() - started < 1000);
  });
  it('is the word itself where it is known', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,12}$/), { minLength: 1 }), (known) =>
        assert.equal(nearest(known[0] as string, known), known[0]),
      ),
    );
  });
});
