import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wideTable } from './wide-table.ts';

const lamps = {
  caption: 'Lamps',
  head: [{ text: 'Name' }, { text: 'State' }],
  rows: [[{ text: 'Lamp 1' }, { text: 'In use', attributes: { id: 'state' } }]],
};

describe('a wide table', () => {
  it('can be moved by the keyboard, and says what it is on the way in', () => {
    assert.match(String(wideTable(lamps)), /role="region" aria-label="Lamps" tabindex="0"/);
  });

  it('gives each cell the heading of its column where its rows are stacked', () => {
    const markup = String(wideTable({ ...lamps, isStacked: true }));
    assert.match(markup, /<table class="govuk-table gatehouse-stacked"/);
    assert.match(markup, /data-heading="Name">Lamp 1</);
    assert.match(markup, /id="state" data-heading="State">In use</);
  });

  it('is the plain one where they are not', () => {
    assert.doesNotMatch(String(wideTable(lamps)), /data-heading|gatehouse-stacked/);
  });
});
