import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { type DefaultTreeAdapterTypes, html as names, parseFragment } from 'parse5';
import { type Html, raw } from '../html/index.ts';

interface Fixture {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly html: string;
}

type Component = (options: Readonly<Record<string, unknown>>) => Html;

/** What is compared: a tag, its attributes in the order of their names, and what is in it; or text. */
type Node =
  | string
  | { readonly tag: string; readonly attributes: readonly string[]; readonly children: readonly Node[] };

const GOVUK = new URL('../../../node_modules/govuk-frontend/dist/govuk/', import.meta.url);

/** Elements at whose edges a space is seen: every other begins and ends a line. */
const INLINE = new Set(['a', 'b', 'code', 'em', 'i', 'small', 'span', 'strong', 'abbr']);
/** Elements that stand in a line, so that a space before or after them is seen. */
const IN_LINE = new Set([...INLINE, 'button', 'input', 'select', 'svg', 'label', 'img', 'br', 'textarea']);

const isInLine = (node: DefaultTreeAdapterTypes.ChildNode | undefined): boolean =>
  node !== undefined && (node.nodeName === '#text' || IN_LINE.has(node.nodeName));

/** The tree of some markup: white space collapsed, and left out only where a browser shows none. */
function treeOf(markup: string): readonly Node[] {
  return nodesOf(parseFragment(markup, { onParseError: noRepeats }));
}

/** Parsing drops an attribute that is written twice, so a repeat would go unseen. */
const noRepeats = ({ code }: { readonly code: string }): void =>
  assert.notEqual(code, 'duplicate-attribute', 'an attribute is written twice');

function nodesOf(parent: DefaultTreeAdapterTypes.ParentNode): readonly Node[] {
  const children = parent.childNodes.filter((child) => child.nodeName !== '#comment');
  const nodes = children.map((child, index) => {
    if ('value' in child) return textOf(child.value, parent, children[index - 1], children[index + 1]);
    return 'tagName' in child ? elementOf(child) : '';
  });
  return nodes.filter((node) => node !== '');
}

function textOf(
  value: string,
  parent: DefaultTreeAdapterTypes.ParentNode,
  before: DefaultTreeAdapterTypes.ChildNode | undefined,
  after: DefaultTreeAdapterTypes.ChildNode | undefined,
): string {
  if (parent.nodeName === 'textarea' || parent.nodeName === 'pre') return value;
  const edge = INLINE.has(parent.nodeName);
  const collapsed = value.replace(/[ \t\r\n\f]+/g, ' ');
  const started = (before ? isInLine(before) : edge) ? collapsed : collapsed.trimStart();
  return (after ? isInLine(after) : edge) ? started : started.trimEnd();
}

function elementOf(element: DefaultTreeAdapterTypes.Element): Node {
  const content = 'content' in element ? (element as DefaultTreeAdapterTypes.Template).content : element;
  return {
    tag:
      element.namespaceURI === names.NS.HTML ? element.tagName : `${element.namespaceURI} ${element.tagName}`,
    attributes: element.attrs.map(({ name, value }) => `${name}=${attributeOf(name, value)}`).toSorted(),
    children: nodesOf(content),
  };
}

/** White space in a list of classes only separates them; everywhere else it is kept. */
const attributeOf = (name: string, value: string): string =>
  name === 'class' ? value.trim().replace(/\s+/g, ' ') : value;

function assertSameMarkup(actual: string, expected: string): void {
  assert.deepEqual(treeOf(actual), treeOf(expected));
}

/** The fixtures of one component. The cast is this test's border: the file is the package's. */
function fixturesIn(folder: string): readonly Fixture[] {
  const file = new URL(`components/${folder}/fixtures.json`, GOVUK);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly fixtures: readonly Fixture[] }).fixtures;
}

/** The component of that name: `x-y.ts` exports `xY`. */
async function componentNamed(folder: string): Promise<Component> {
  const module = (await import(`./${folder}.ts`)) as Readonly<Record<string, Component>>;
  const name = folder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const component = module[name];
  assert.ok(component, `${folder}.ts exports ${name}`);
  return component;
}

/**
 * GOV.UK's crown and logotype, read from the package: they are not ours to keep, and our pages never show them, so
 * our header and footer are handed them here.
 */
function emblem(part: '_tudorCrown' | '_logotype'): string {
  const macro = readFileSync(new URL('macros/logo.njk', GOVUK), 'utf8');
  const found = macro.match(new RegExp(`set ${part} %}([^{]*){%- endset`))?.[1];
  assert.ok(found, `${part} is in the package's logo`);
  return found;
}

const svg = (width: number, own: string, inner: string): Html =>
  raw(
    `<svg focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * 2} 60" height="30" width="${width}" fill="currentcolor" ${own}>${inner}</svg>`,
  );

const HANDED: Readonly<Record<string, () => Readonly<Record<string, Html>>>> = {
  header: () => ({
    logo: svg(
      162,
      'role="img" class="govuk-header__logotype" aria-label="GOV.UK"',
      `<title>GOV.UK</title>${emblem('_tudorCrown')} ${emblem('_logotype')}`,
    ),
  }),
  footer: () => ({
    emblem: svg(32, 'role="presentation" class="govuk-footer__crown"', emblem('_tudorCrown')),
  }),
};

const FOLDERS = globSync('components/*/fixtures.json', { cwd: GOVUK.pathname })
  .map((file) => basename(dirname(file)))
  .toSorted();

let held = 0;

for (const folder of FOLDERS) {
  describe(`${folder} gives the markup of govuk-frontend`, () => {
    for (const fixture of fixturesIn(folder)) {
      it(fixture.name, async () => {
        const component = await componentNamed(folder);
        const markup = component({ ...fixture.options, ...HANDED[folder]?.() });
        assertSameMarkup(String(markup), fixture.html);
        held += 1;
      });
    }
  });
}

describe('the fixtures', () => {
  it('are all held, and the package has as many as it had', (test) => {
    const total = FOLDERS.flatMap(fixturesIn).length;
    test.diagnostic(`${held} of ${total} fixtures held, ${FOLDERS.length} components`);
    assert.equal(held, total);
    assert.equal(total, 725);
  });
});

const SEEN: readonly (readonly [string, string, string])[] = [
  ['another tag', '<p><b>x</b></p>', '<p><i>x</i></p>'],
  ['another text', '<p>Name</p>', '<p>name</p>'],
  ['a missing attribute', '<input id="a" name="a">', '<input id="a">'],
  ['another value', '<a href="/a">x</a>', '<a href="/b">x</a>'],
  ['another order of classes', '<p class="a b">x</p>', '<p class="b a">x</p>'],
  ['a boolean attribute with a value', '<p hidden>x</p>', '<p hidden="true">x</p>'],
  ['another order of elements', '<p>a</p><p>b</p>', '<p>b</p><p>a</p>'],
  ['an element left out', '<ul><li>a</li><li>b</li></ul>', '<ul><li>a</li></ul>'],
  ['an element put elsewhere', '<div><p>a</p></div><p>b</p>', '<div><p>a</p><p>b</p></div>'],
  ['markup that is escaped', '<p><b>x</b></p>', '<p>&lt;b&gt;x&lt;/b&gt;</p>'],
  ['a space between words and an element', '<p>Error: <b>x</b></p>', '<p>Error:<b>x</b></p>'],
  ['a space at the start of a span', '<p>Next<span> page</span></p>', '<p>Next<span>page</span></p>'],
  ['white space in a textarea', '<textarea>a  b</textarea>', '<textarea>a b</textarea>'],
];

const UNSEEN: readonly (readonly [string, string, string])[] = [
  ['the order of attributes', '<p id="a" class="b">x</p>', '<p class="b" id="a">x</p>'],
  ['line breaks between blocks', '<div>\n  <p>\n    x\n  </p>\n</div>', '<div><p>x</p></div>'],
  ['runs of white space in text', '<p>one\n  two</p>', '<p>one two</p>'],
  ['how a character is written', '<p>&quot;&#39;</p>', '<p>"\'</p>'],
];

describe('the comparison with a fixture', () => {
  for (const [title, one, other] of SEEN) {
    it(`sees ${title}`, () => assert.throws(() => assertSameMarkup(one, other), assert.AssertionError));
  }

  for (const [title, one, other] of UNSEEN) {
    it(`does not mind ${title}`, () => assertSameMarkup(one, other));
  }

  it('sees an attribute that is written twice', () => {
    assert.throws(() => assertSameMarkup('<p id="a" id="b">x</p>', '<p id="a">x</p>'), assert.AssertionError);
  });

  it('refuses every fixture once a class in it is changed', () => {
    for (const fixture of FOLDERS.flatMap(fixturesIn)) {
      const changed = fixture.html.replace(/class="govuk-/, 'class="gouvk-');
      if (changed === fixture.html) continue;
      assert.throws(() => assertSameMarkup(changed, fixture.html), assert.AssertionError, fixture.name);
    }
  });
});
