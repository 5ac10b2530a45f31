import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Fetched, openTestPages, type TestPages } from '../support/fetched-pages.ts';

/** Where a visitor begins, and what is not reached from there by a link. */
const entrances = [
  '/',
  '/about',
  '/accessibility',
  '/compare?one=st-michaels&other=london-primary',
  '/compare?one=hunwick&other=cpps&show=same',
];
/** Pages of a question are all made alike, so a few of each school stand for them. */
const questionsOfSchool = 8;
const largestPageBytes = 250 * 1024;

interface Link {
  readonly from: string;
  readonly path: string;
  readonly anchor: string;
}

/** Links of a page to other pages of ours. */
function linksOf(from: string, { markup }: Fetched): Link[] {
  const hrefs = [...markup.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map((match) =>
    (match[1] as string).replaceAll('&amp;', '&'),
  );
  return hrefs
    .filter((href) => !href.startsWith('/api/'))
    .map((href) => ({ from, path: href.split('#')[0] as string, anchor: href.split('#')[1] ?? '' }));
}

describe('every page of every school', () => {
  let pages: TestPages;
  const seen = new Map<string, Fetched>();
  const links: Link[] = [];

  before(async () => {
    pages = await openTestPages();
    const questions = new Map<string, number>();
    const waiting = [...entrances];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (seen.has(path)) continue;
      const school = /^(\/schools\/[^/]+)\/questions\/new\?/.exec(path)?.[1];
      if (school !== undefined) questions.set(school, (questions.get(school) ?? 0) + 1);
      if (school !== undefined && (questions.get(school) ?? 0) > questionsOfSchool) continue;
      const { statusCode, headers } = await pages.app.inject({ url: path });
      // What is somebody's own leads to signing in.
      if (statusCode === 303) {
        waiting.push(String(headers.location));
        continue;
      }
      const page = await pages.get(path);
      seen.set(path, page);
      const found = linksOf(path, page);
      links.push(...found);
      waiting.push(...found.map((link) => link.path));
    }
  });
  after(() => pages.close());

  it('is reached by links, and each is there', () => {
    assert.ok(seen.size > 60, `only ${seen.size} pages`);
    const missing = links.filter((link) => seen.has(link.path) && seen.get(link.path)?.status !== 200);
    assert.deepEqual(missing, []);
  });

  it('has the anchors that other pages lead to', () => {
    const lost = links.filter(
      ({ path, anchor }) =>
        anchor !== '' && seen.get(path)?.markup.includes(` id="${decodeURIComponent(anchor)}"`) === false,
    );
    assert.deepEqual(lost, []);
  });

  it('is named by its heading, and is not too large', () => {
    for (const [path, page] of seen) {
      assert.ok(
        page.title.includes(page.h1) || path.includes('/questions') || /^\/(schools\/[^/]+)?$/.test(path),
        `${path}: ${page.title} / ${page.h1}`,
      );
      assert.ok(page.markup.length < largestPageBytes, `${path} has ${page.markup.length} bytes`);
    }
  });
});
