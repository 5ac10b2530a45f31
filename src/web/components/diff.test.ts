import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diff } from './diff.ts';
import { changesBetween, sideOf } from './parts/changes.ts';

const marked = (before: string, after: string): readonly [string, string] => {
  const changes = changesBetween(before, after);
  const side = (kind: 'removed' | 'added'): string =>
    sideOf(changes, kind)
      .map((change) => (change.kind === 'same' ? change.text : `[${change.text}]`))
      .join('');
  return [side('removed'), side('added')];
};

const long = (word: string): string => `start ${`${word} `.repeat(3000)}end`;

const CHANGED: readonly (readonly [string, string, string, string, string])[] = [
  ['nothing', 'Lock it.', 'Lock it.', 'Lock it.', 'Lock it.'],
  ['one word', 'You may lock it.', 'You must lock it.', 'You [may] lock it.', 'You [must] lock it.'],
  [
    'a phrase, marked once',
    'Ask the head now.',
    'Ask your line manager now.',
    'Ask [the head] now.',
    'Ask [your line manager] now.',
  ],
  ['words that came', 'Lock it.', 'Lock it every time.', 'Lock it.', 'Lock it [every time].'],
  ['a text that is new', '', 'Lock it.', '', '[Lock it.]'],
  ['a text that is gone', 'Lock it.', '', '[Lock it.]', ''],
];

describe('the changes between two texts', () => {
  for (const [title, before, after, old, now] of CHANGED) {
    it(`show ${title}`, () => assert.deepEqual(marked(before, after), [old, now]));
  }

  it('give both texts again, whatever they are', () => {
    const before = 'a b  c\n\nd e f a b c';
    const after = 'c b a\n d  f f e b';
    const changes = changesBetween(before, after);
    const text = (side: 'removed' | 'added'): string =>
      sideOf(changes, side)
        .map((change) => change.text)
        .join('');
    assert.equal(text('removed'), before);
    assert.equal(text('added'), after);
  });

  it('show very long texts as one change between the first word and the last that differ', () => {
    const [old] = marked(long('one'), long('two'));
    assert.match(old, /^start \[one .*one\] end$/);
  });
});

describe('a diff', () => {
  it('says in words what is removed and added, for those who do not see the marks', () => {
    const markup = String(diff({ before: 'You may', after: 'You must' }));
    assert.match(
      markup,
      /<del><span class="govuk-visually-hidden">removed: <\/span>may<span class="govuk-visually-hidden"> end of removal<\/span><\/del>/,
    );
    assert.match(markup, /<ins><span class="govuk-visually-hidden">added: <\/span>must<span/);
  });

  it('has a heading for each side, with the names it is given', () => {
    const markup = String(diff({ before: 'a', after: 'b', beforeLabel: 'Edition 2', headingLevel: 4 }));
    assert.match(markup, /<h4[^>]*>\s*Edition 2\s*<\/h4>.*<h4[^>]*>\s*After\s*<\/h4>/s);
  });

  it('says so when there was no text, or is none any more', () => {
    assert.match(String(diff({ before: '', after: 'b' })), /There was no such text\./);
    assert.match(String(diff({ before: 'a', after: '' })), /There is no such text any more\./);
  });

  it('escapes both texts', () => {
    const markup = String(diff({ before: '<b>', after: '<i>' }));
    assert.match(markup, /&lt;.*b.*&gt;.*&lt;.*i.*&gt;/s);
    assert.doesNotMatch(markup, /<b>|<i>/);
  });
});
