import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type VerdictKind, verdictPanel } from './verdict-panel.ts';

const KINDS: readonly (readonly [VerdictKind, string])[] = [
  ['yes', 'Yes'],
  ['no', 'No'],
  ['ask', 'Ask first'],
  ['report', 'Report it'],
  ['depends', 'It depends'],
  ['silent', 'The policy is silent'],
];

const rendered = (kind: VerdictKind): string =>
  String(verdictPanel({ kind, heading: 'You may', text: 'Because.' }));
const shapeIn = (markup: string): string => markup.match(/<svg.*<\/svg>/s)?.[0] ?? '';

describe('a verdict panel', () => {
  for (const [kind, word] of KINDS) {
    it(`says ${kind} by word, not by colour alone`, () => {
      const markup = rendered(kind);
      assert.match(markup, new RegExp(`<h2[^>]*>\\s*<span class="gatehouse-verdict__word">${word}<`));
      assert.match(markup, /aria-hidden="true"/);
    });
  }

  it('has a shape of its own for each kind', () => {
    const shapes = new Set(KINDS.map(([kind]) => shapeIn(rendered(kind))));
    assert.equal(shapes.size, KINDS.length);
  });

  it('takes another word and level, and escapes both texts', () => {
    const markup = String(
      verdictPanel({ kind: 'yes', word: 'Granted', heading: '<i>', text: '<b>', headingLevel: 3 }),
    );
    assert.match(markup, /<h3[^>]*>\s*<span class="gatehouse-verdict__word">Granted<.*&lt;i&gt;.*&lt;b&gt;/s);
  });
});
