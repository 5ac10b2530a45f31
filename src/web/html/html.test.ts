import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { attributes, type Child, type Html, html, isHtml, raw } from './index.ts';

const rendered = (markup: Html): string => markup.toString();

const ESCAPED: readonly (readonly [string, Child, string])[] = [
  ['an ampersand', 'Reading & writing', 'Reading &amp; writing'],
  ['an entity, so that it reads as typed', '&lt;', '&amp;lt;'],
  ['angle brackets', '<b>', '&lt;b&gt;'],
  ['a double quote', 'say "yes"', 'say &quot;yes&quot;'],
  ['an apostrophe', "the head's", 'the head&#39;s'],
  ['the end of a script', '</script><script>', '&lt;/script&gt;&lt;script&gt;'],
  ['text in a list', ['<', '>'], '&lt;&gt;'],
  ['text in a list within a list', [['a', ['<']], '"'], 'a&lt;&quot;'],
];

const PASSED: readonly (readonly [string, Child, string])[] = [
  ['plain text', 'Year 6 café', 'Year 6 café'],
  ['a number', 12.5, '12.5'],
  ['nought', 0, '0'],
  ['markup', html`<b>${'&'}</b>`, '<b>&amp;</b>'],
  ['a list of markup', [html`<i>1</i>`, html`<i>2</i>`], '<i>1</i><i>2</i>'],
  ['trusted markup', raw('&nbsp;'), '&nbsp;'],
  ['undefined as nothing', undefined, ''],
  ['null as nothing', null, ''],
  ['false as nothing', false, ''],
  ['an empty list as nothing', [], ''],
];

describe('the html tag', () => {
  for (const [title, child, expected] of ESCAPED) {
    it(`escapes ${title}`, () => assert.equal(rendered(html`<p>${child}</p>`), `<p>${expected}</p>`));
  }

  for (const [title, child, expected] of PASSED) {
    it(`renders ${title}`, () => assert.equal(rendered(html`<p>${child}</p>`), `<p>${expected}</p>`));
  }

  it('keeps a value inside its quoted attribute', () => {
    const name = `" onclick="alert('x')`;
    const expected = '<input value="&quot; onclick=&quot;alert(&#39;x&#39;)">';
    assert.equal(rendered(html`<input value="${name}">`), expected);
  });

  it('escapes once however deep the markup is nested', () => {
    const inner = html`<b>${'<'}</b>`;
    assert.equal(rendered(html`${html`${[inner]}`}`), '<b>&lt;</b>');
  });

  it('refuses what is neither text, number, markup nor a list of them', () => {
    const markupLike = { toString: () => '<b>' } as unknown as Child;
    assert.throws(() => html`${markupLike}`, assert.AssertionError);
    assert.throws(() => html`${true as unknown as Child}`, assert.AssertionError);
  });

  it('tells markup from text and from look-alikes', () => {
    assert.equal(isHtml(raw('<b>')), true);
    assert.equal(isHtml('<b>'), false);
    assert.equal(isHtml({ toString: () => '<b>' }), false);
  });
});

describe('attributes', () => {
  it('escapes values', () => {
    assert.equal(rendered(attributes({ title: `<"&'>` })), ' title="&lt;&quot;&amp;&#39;&gt;"');
  });

  it('gives a bare name for true and leaves out false, null and undefined', () => {
    assert.equal(rendered(attributes({ open: true, hidden: false, id: null, lang: undefined })), ' open');
  });

  it('keeps empty text and nought, which are values', () => {
    assert.equal(rendered(attributes({ value: '', tabindex: 0 })), ' value="" tabindex="0"');
  });

  it('is markup, so that a template does not escape it again', () => {
    assert.equal(rendered(html`<a${attributes({ href: '/?a=1&b=2' })}>`), '<a href="/?a=1&amp;b=2">');
  });

  for (const name of ['on click', 'a"b', 'a=b', 'a>b', '']) {
    it(`refuses the name \`${name}\``, () => {
      assert.throws(() => attributes({ [name]: 'x' }), assert.AssertionError);
    });
  }
});

describe('every template of the room', () => {
  const room = new URL('../', import.meta.url);
  const unquoted = /<[^<>`]*\s[\w-]+=\$\{/;

  for (const file of globSync('**/*.ts', { cwd: room.pathname }).filter(
    (name) => !name.endsWith('.test.ts'),
  )) {
    it(`${file} puts no value in an unquoted attribute`, () => {
      assert.doesNotMatch(readFileSync(new URL(file, room), 'utf8'), unquoted);
    });
  }
});
