import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Written } from '../letter.ts';
import * as letters from './index.ts';

type Node = DefaultTreeAdapterTypes.Node;

const HOSTILE =
  '<script>alert(1)</script>"\'& {{constructor}} ${7*7} <%= 7*7 %>\r\nBcc: all@school.example\u202E';
const link = 'https://gatehouse.example/schools/small/welcome#token';
const endsAt = new Date('2026-11-23T09:00:00Z');
const child = { name: 'Edda Testperson', isChild: true };
const adult = { name: 'Otto Specimen', isChild: false };

/** Every kind of letter, with this for each text that somebody else wrote. */
function lettersWith(words: string): readonly Written[] {
  const opening = { school: words, name: words };
  const signs = { form: words, link };
  return [
    letters.invitation({ ...opening, link, endsAt }),
    letters.wayBack({ ...opening, link, endsAt }),
    letters.passwordChanged({ ...opening, link, at: endsAt }),
    letters.reminderToSign({
      ...opening,
      forms: [{ title: words }, { title: words, child }],
      dueOn: '2026-11-30',
      isLate: false,
      link,
    }),
    letters.reminderToSign({
      ...opening,
      forms: [{ title: words }],
      dueOn: '2026-11-30',
      isLate: true,
      link,
    }),
    letters.managerTold({ ...opening, ...signs, dueOn: '2026-11-30', people: [child, adult] }),
    letters.refusalTold({ ...opening, ...signs, who: adult, isPartial: true }),
    letters.refusalTold({ ...opening, ...signs, who: child, isPartial: false }),
    letters.countersignWaiting({ ...opening, ...signs, people: [adult, child] }),
    letters.receiptReady({ ...opening, ...signs, signedOn: '2026-11-22', child }),
    letters.materialChange({
      ...opening,
      policy: words,
      effectiveFrom: '2026-12-01',
      changes: [words, words],
      dueOn: '2026-12-10',
      link,
    }),
    letters.checksDue({
      ...opening,
      checks: [{ what: words, things: words, count: 3, overdue: 1, places: [words, words] }],
      link,
    }),
    letters.permissionEnding({ ...opening, number: 3, what: words, until: '2026-11-30', days: 7, link }),
    letters.permissionEnding({ ...opening, number: 3, what: words, until: '2026-11-24', days: 1, link }),
    letters.reportReceived({ ...opening, reference: words, receipt: words, replyTo: words, link }),
    letters.reportWaiting({ ...opening, isUrgent: true, link }),
    letters.reportWaiting({ ...opening, isUrgent: false, link }),
    letters.reportWaiting({ ...opening, isUrgent: false, isReminder: true, link }),
    letters.reportAnswered({ ...opening, by: 'account', link }),
    letters.reportAnswered({ ...opening, by: 'receipt', link }),
    letters.requestNews({ ...opening, number: 3, what: words, news: 'answered', link }),
    letters.requestNews({ ...opening, number: 3, what: words, news: 'asked-back', link }),
    letters.requestWaiting({ ...opening, number: 3, what: words, who: child, link }),
    letters.requestWaiting({ ...opening, number: 3, what: words, who: adult, days: 2, link }),
    letters.requestWaiting({ ...opening, number: 3, what: words, who: adult, days: 8, with: [adult], link }),
  ];
}

function nodesOf(node: Node): Node[] {
  return [node, ...('childNodes' in node ? node.childNodes.flatMap(nodesOf) : [])];
}

const elementsOf = (html: string) =>
  nodesOf(parse(html)).filter((node): node is DefaultTreeAdapterTypes.Element => 'tagName' in node);

/** What a reader of the HTML reads, with single spaces. */
function wordsOf(html: string): string {
  const body = elementsOf(html).find((element) => element.tagName === 'body');
  const texts = nodesOf(body as Node).map((node) =>
    node.nodeName === '#text' && 'value' in node ? node.value : ' ',
  );
  return squeezed(texts.join(''));
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The text version without what only text needs: addresses written out, and dashes of lists. */
const readAloud = (text: string) => squeezed(text.replaceAll(`:\n${link}`, '').replace(/^- /gm, ''));

for (const [what, words] of [
  ['plain words', 'Example School'],
  ['hostile words', HOSTILE],
] as const) {
  describe(`letters with ${what}`, () => {
    for (const letter of lettersWith(words)) {
      it(`${letter.kind} (“${letter.subject.slice(0, 30)}”) says the same in text and in HTML`, () => {
        assert.equal(wordsOf(letter.html), readAloud(letter.text));
        assert.ok(letter.text.includes(link));
      });

      it(`${letter.kind} (“${letter.subject.slice(0, 30)}”) fetches nothing and runs nothing`, () => {
        const elements = elementsOf(letter.html);
        const allowed = new Set('html head meta title body div p a ul li'.split(' '));
        assert.deepEqual(
          [...new Set(elements.map(({ tagName }) => tagName))].filter((name) => !allowed.has(name)),
          [],
        );
        const attributes = elements.flatMap(({ attrs }) => attrs);
        const known = new Set(['lang', 'charset', 'name', 'content', 'style', 'href']);
        assert.deepEqual(
          attributes.filter(({ name }) => !known.has(name)),
          [],
        );
        assert.deepEqual(
          attributes.filter(({ name, value }) => name === 'href' && value !== link),
          [],
        );
        assert.deepEqual(
          attributes.filter(({ name, value }) => name === 'style' && /url|@|expression/i.test(value)),
          [],
        );
      });

      it(`${letter.kind} (“${letter.subject.slice(0, 30)}”) names no child, and nobody in its subject`, () => {
        assert.doesNotMatch(letter.text, /Edda|Testperson/);
        assert.doesNotMatch(letter.html, /Edda|Testperson/);
        assert.doesNotMatch(letter.subject, /Otto|Specimen|E\. T\./);
        assert.match(letter.subject, /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
      });
    }
  });
}

describe('what people wrote', () => {
  it('stays as they wrote it, and is never a template', () => {
    const { text } = letters.materialChange({
      school: 'Example School',
      name: 'Otto Specimen',
      policy: 'Policy',
      effectiveFrom: '2026-12-01',
      changes: ['{{constructor}}', '${7*7}', '<%= 7*7 %>', "$& $` $' $1"],
      dueOn: '2026-12-10',
      link,
    });
    assert.match(text, /- \{\{constructor\}\}\n- \$\{7\*7\}\n- <%= 7\*7 %>\n- \$& \$` \$' \$1\n/);
  });

  it('leads to a web page or not at all', () => {
    for (const wrong of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '/schools/small',
      'x',
    ])
      assert.throws(() => letters.wayBack({ school: 'S', name: 'N', link: wrong, endsAt }), wrong);
  });
});

describe('a long list', () => {
  it('is cut, and says how many are left', () => {
    const people = Array.from({ length: 130 }, (_, index) => ({
      name: `Otto Specimen ${index}`,
      isChild: false,
    }));
    const told = letters.managerTold({
      school: 'S',
      name: 'N',
      form: 'F',
      dueOn: '2026-11-30',
      people,
      link,
    });
    assert.match(told.text, /Otto Specimen 99\n- and 30 more\n/);
    assert.equal(told.subject, '130 people have not signed');
  });
});
