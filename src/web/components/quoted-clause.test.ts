import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quotedClause } from './quoted-clause.ts';

describe('a quoted clause', () => {
  it('names its number, leads to it, and has its words', () => {
    const markup = String(
      quotedClause({ number: '4.2', href: '/policy#lock', text: 'Lock <b>your</b> screen.' }),
    );
    assert.match(markup, /<a class="govuk-link" href="\/policy#lock">Clause 4\.2<\/a><\/p>/);
    assert.match(markup, /Lock &lt;b&gt;your&lt;\/b&gt; screen\./);
  });

  it('has a note beside its number', () => {
    assert.match(
      String(quotedClause({ number: '1.1', href: '#a', text: 'A.', note: 'lets it' })),
      /<span class="gatehouse-quote__note">lets it<\/span>/,
    );
  });
});
