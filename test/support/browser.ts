import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Widths that people have: a phone's and a desk's, in CSS pixels. */
export const widths = { phone: 375, desk: 1280 } as const;
const NARROWEST = 320;

/** Why journeys cannot be walked here; false when they can. With `CI=true` the absence of a browser is a failure. */
export function browserMissing(): string | false {
  if (existsSync(CHROMIUM)) return false;
  assert.notEqual(process.env['CI'], 'true', 'Chromium must be installed where CI=true');
  return `Chromium is not installed as ${CHROMIUM}`;
}

let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

/** Nothing that a browser does for itself: it speaks to the server under test and to nobody else. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const launched = (): Promise<Browser> =>
  (browser ??= chromium.launch({ executablePath: CHROMIUM, args: quiet }));

/** Somebody at a browser, with what went wrong in it since it was last looked at. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Where the server is, without a path. */
  readonly origin: string;
  readonly hasScripts: boolean;
  /** Errors on the console, failed requests and requests to another host, in words. */
  readonly troubles: string[];
  close(): Promise<void>;
}

export interface VisitorOptions {
  readonly width?: number;
  /** Whether scripts run; they do unless it is false. */
  readonly scripts?: boolean;
}

/** Opens a browser of its own cookies and cache. One browser serves all visitors of a test file. */
export async function openVisitor(origin: string, options: VisitorOptions = {}): Promise<Visitor> {
  const hasScripts = options.scripts ?? true;
  const context = await (await launched()).newContext({
    baseURL: origin,
    viewport: { width: options.width ?? widths.desk, height: 900 },
    javaScriptEnabled: hasScripts,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  context.setDefaultTimeout(20_000);
  // Outside the page's own scripts, so the page's policy stays as strict as it is for everybody.
  if (hasScripts) await context.addInitScript({ content: axe });
  const page = await context.newPage();
  const troubles: string[] = [];
  listen(page, origin, troubles);
  return { page, context, origin, hasScripts, troubles, close: () => context.close() };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function listen(page: Page, origin: string, troubles: string[]): void {
  page.on('console', (message) => {
    const isAboutThePage = message.location().url === page.url();
    // A page that answers 404 or 422 is named on the console too; its own test expects the status.
    if (
      message.type() === 'error' &&
      !(isAboutThePage && message.text().startsWith('Failed to load resource'))
    )
      troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => void troubles.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What was under way when somebody went to another page is given up, and that is no failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      troubles.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) troubles.push(`another host: ${request.url()}`);
  });
  page.on('response', (response) => {
    const isNavigation = response.request().isNavigationRequest();
    if (response.status() >= 500 || (response.status() >= 400 && !isNavigation))
      troubles.push(`${response.status()}: ${response.url()}`);
  });
}

/** What axe-core looked at and found, over all pages checked in this process. */
export const looked = { pages: 0, rules: 0, minor: new Map<string, number>() };

/**
 * Holds the page to what every page keeps: no serious or critical finding of axe-core against WCAG 2.2 A and AA,
 * nothing wider than 320 pixels, one heading of the first level that the title has too, and no trouble.
 * Without scripts axe-core cannot run, so the page is held to the rest. A page that was looked at before at the same
 * width is not looked at again, and axe-core looks once at pages that are made of the same.
 */
export async function checkPage(visitor: Visitor): Promise<void> {
  const { page, troubles } = visitor;
  assert.deepEqual(troubles, [], page.url());
  const state = [
    page.viewportSize()?.width,
    visitor.hasScripts,
    page.url().split('#')[0],
    await page.title(),
  ].join(' ');
  if (checked.has(state)) return;
  checked.add(state);
  const where = new URL(page.url()).pathname;
  const headings = await page.locator('h1').allInnerTexts();
  assert.equal(headings.length, 1, `${where} has ${headings.length} headings of the first level`);
  const title = plain(await page.title());
  assert.ok(title.includes(plain(headings[0] ?? '')), `title “${title}” lacks the heading “${headings[0]}”`);
  await checkWidth(page, where);
  if (!visitor.hasScripts) return;
  const making = `${page.viewportSize()?.width} ${await makingOf(page, where)}`;
  if (checked.has(making)) return;
  checked.add(making);
  await checkAxe(page, where);
}

/** What a page is made of: its address without names and ids, and every kind of element that it has. */
async function makingOf(page: Page, where: string): Promise<string> {
  const route = where.replace(/^\/schools\/[\w-]+/, '').replaceAll(/\/[\w-]{22,}(?=\/|$)/g, '/:id');
  const kinds = await page.evaluate(
    `[...new Set([...document.querySelectorAll('body *')].map((one) => one.tagName + '.' + one.className + '.' + (one.getAttribute('type') ?? '') + (one.getAttribute('role') ?? '')))].sort().join()`,
  );
  return `${route} ${String(kinds)}`;
}

/** What was checked already, at which width: a page that many journeys cross is looked at once. */
const checked = new Set<string>();

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function checkWidth(page: Page, where: string): Promise<void> {
  const before = page.viewportSize() ?? { width: widths.desk, height: 900 };
  await page.setViewportSize({ width: NARROWEST, height: before.height });
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  await page.setViewportSize(before);
  assert.equal(overflow, 0, `${where} is ${String(overflow)} pixels too wide at ${NARROWEST}`);
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

async function checkAxe(page: Page, where: string): Promise<void> {
  const found = (await page.evaluate(
    (tags) =>
      (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
        preload: false,
        iframes: false,
      }),
    standards,
  )) as AxeResults;
  looked.pages += 1;
  looked.rules = Math.max(
    looked.rules,
    found.passes.length + found.violations.length + found.inapplicable.length,
  );
  const grave: string[] = [];
  for (const { id, impact, nodes } of found.violations) {
    const line = `${impact}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`;
    if (impact === 'serious' || impact === 'critical') grave.push(line);
    else looked.minor.set(id, (looked.minor.get(id) ?? 0) + nodes.length);
  }
  assert.deepEqual(grave, [], where);
}

/** What stands under the keyboard's focus: its text or name, and whether anybody can see that it does. */
export async function focused(page: Page): Promise<{ readonly text: string; readonly isVisible: boolean }> {
  return (await page.evaluate(`(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { text: '', isVisible: false };
    // A radio is drawn by its label's pseudo-elements; the ring is theirs.
    const ring = [at, at.nextElementSibling].filter(Boolean).flatMap((one) => [undefined, '::before', '::after'].map((part) => getComputedStyle(one, part)));
    const isMarked = ring.some((style) => (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none');
    const box = at.getBoundingClientRect();
    const text = (at.labels?.[0]?.innerText ?? at.innerText ?? at.value ?? '').trim().replace(/\\s+/g, ' ');
    return { text, isVisible: isMarked && box.width > 0 && box.height > 0 };
  })()`)) as { text: string; isVisible: boolean };
}
