import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doneBannerOf, type Said } from './done-banner.ts';

const banner = doneBannerOf(
  new Map<string, Said>([
    ['kept', 'It is kept.'],
    ['taken', { notice: 'That time is taken.' }],
  ]),
);

describe('a banner of what was done', () => {
  it('says what the word in the address stands for, and that it went well', () => {
    const markup = String(banner({ done: 'kept' }));
    assert.match(markup, /It is kept\./);
    assert.match(markup, /govuk-notification-banner--success/);
  });

  it('says what did not go well without calling it a success', () => {
    const markup = String(banner({ done: 'taken' }));
    assert.match(markup, /That time is taken\./);
    assert.doesNotMatch(markup, /--success/);
  });

  for (const query of [{}, { done: '' }, { done: 'anything else' }, { done: '<b>' }])
    it(`says nothing for ${JSON.stringify(query)}`, () => assert.equal(banner(query), false));
});
