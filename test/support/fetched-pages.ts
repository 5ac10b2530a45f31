import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { buildApp } from '../../src/web/index.ts';
import { openTestSite, type TestSite, type TestSiteOptions } from './site.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** A page as it came. */
export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly markup: string;
  /** What a reader reads, with single spaces. */
  readonly text: string;
  readonly title: string;
  readonly h1: string;
}

/** Pages to be asked for in a test. */
export interface TestPages {
  readonly site: TestSite;
  readonly app: FastifyInstance;
  /** Asks for a page and holds it to what every page must be. */
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Fetched>;
  close(): Promise<void>;
}

/** The product on a store in memory. */
export async function openTestPages(options: TestSiteOptions = {}): Promise<TestPages> {
  const site = await openTestSite(options);
  const app = await buildApp(site);
  return {
    site,
    app,
    async get(url, headers = {}) {
      const answer = await app.inject({ url, headers });
      return fetched(answer.statusCode, answer.headers, answer.body);
    },
    async close() {
      await app.close();
      await site.close();
    },
  };
}

function fetched(status: number, headers: Readonly<Record<string, unknown>>, markup: string): Fetched {
  const document = parse(markup);
  const all = elements(document);
  checkWellMade(all);
  const first = (name: string) => all.find((element) => element.tagName === name);
  return {
    status,
    headers,
    markup,
    text: textOf(first('main')),
    title: textOf(first('title')),
    h1: textOf(first('h1')),
  };
}

/** One heading of the first level, headings in order (what is wrong with a form may stand before them), every id once, every link within the page to something. */
function checkWellMade(all: readonly Element[]): void {
  const levels = all.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []));
  assert.equal(levels.filter((level) => level === 1).length, 1, 'one h1');
  levels.forEach((level, index) => {
    assert.ok(level <= (levels[index - 1] ?? 1) + 1, `headings in order: ${levels.join(' ')}`);
  });
  const ids = all.flatMap((element) => attributeOf(element, 'id') ?? []);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    'every id once',
  );
  const lost = all
    .map((element) => attributeOf(element, 'href'))
    .filter((href) => href?.startsWith('#') && !ids.includes(decodeURIComponent(href.slice(1))));
  assert.deepEqual(lost, [], 'every anchor leads somewhere');
  assert.equal(
    all.filter((element) => attributeOf(element, 'style') !== undefined).length,
    0,
    'no style in the page',
  );
}

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value;

function elements(node: Node): Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own;
}

function textOf(node: Node | undefined): string {
  return node === undefined ? '' : rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!('childNodes' in node)) return '';
  const inner = node.childNodes.map(rawText).join('');
  return 'tagName' in node && isBlock(node.tagName) ? ` ${inner} ` : inner;
}

const isBlock = (name: string): boolean =>
  !['a', 'b', 'em', 'strong', 'span', 'code', 'ins', 'del'].includes(name);
