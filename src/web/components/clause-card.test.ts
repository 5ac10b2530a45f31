import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ClauseCardOptions, clauseCard } from './clause-card.ts';

const rendered = (options: Partial<ClauseCardOptions> = {}): string =>
  String(
    clauseCard({
      number: '4.2',
      edition: 'Edition 3',
      text: 'Lock your screen.',
      strength: 'must',
      ...options,
    }),
  );

describe('a clause card', () => {
  it('is an article named by its number, with a link to itself', () => {
    const markup = rendered();
    assert.match(markup, /<article [^>]*id="clause-4\.2" aria-labelledby="clause-4\.2-title">/);
    assert.match(markup, /<h2 [^>]*id="clause-4\.2-title">\s*<a [^>]*href="#clause-4\.2">Clause 4\.2<\/a>/);
  });

  it('quotes the clause and says which edition and section it is from', () => {
    const markup = rendered({ section: 'Devices' });
    assert.match(markup, /Devices · Edition 3/);
    assert.match(markup, /<blockquote[^>]*><p class="govuk-body">Lock your screen\.<\/p><\/blockquote>/);
  });

  for (const [strength, word] of [
    ['must', 'Must'],
    ['should', 'Should'],
    ['advised', 'Advised'],
  ] as const) {
    it(`says that it is ${strength} in a word`, () => {
      assert.match(
        rendered({ strength }),
        new RegExp(`<strong class="govuk-tag [^>]*>\\s*${word}\\s*</strong>`),
      );
    });
  }

  it('leaves out what it is not given', () => {
    assert.doesNotMatch(rendered(), /In plain words|What Gatehouse does|<ul/);
  });

  it('shows the plain words, what is done about it, and the tags', () => {
    const markup = rendered({
      plain: 'Press two keys.',
      does: { text: 'Nothing yet.' },
      tags: ['devices', '<tag>'],
    });
    assert.match(markup, /In plain words.*Press two keys\..*What Gatehouse does.*Nothing yet\./s);
    assert.match(markup, /<li>devices<\/li><li>&lt;tag&gt;<\/li>/);
  });
});
