import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file that pages need. */
export interface Asset {
  readonly name: string;
  /** Its content type. */
  readonly type: string;
  readonly body: Buffer;
}

const FONT = '@fontsource-variable/atkinson-hyperlegible-next';

/**
 * Every file that is served, and the package that it is from; ours are beside this file. GOV.UK Frontend's own fonts
 * and images are not here: they are licensed to GOV.UK alone, and no page may ask for them.
 */
const SOURCES = {
  'govuk-frontend.min.css': ['govuk-frontend', 'dist/govuk/govuk-frontend.min.css'],
  'govuk-frontend.min.js': ['govuk-frontend', 'dist/govuk/govuk-frontend.min.js'],
  'accessible-autocomplete.min.css': ['accessible-autocomplete', 'dist/accessible-autocomplete.min.css'],
  'accessible-autocomplete.min.js': ['accessible-autocomplete', 'dist/accessible-autocomplete.min.js'],
  'atkinson-latin.woff2': [FONT, 'files/atkinson-hyperlegible-next-latin-wght-normal.woff2'],
  'atkinson-latin-italic.woff2': [FONT, 'files/atkinson-hyperlegible-next-latin-wght-italic.woff2'],
  'atkinson-latin-ext.woff2': [FONT, 'files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2'],
  'atkinson-latin-ext-italic.woff2': [FONT, 'files/atkinson-hyperlegible-next-latin-ext-wght-italic.woff2'],
  'gatehouse.css': [undefined, 'gatehouse.css'],
  'gatehouse.svg': [undefined, 'gatehouse.svg'],
  'scripted.js': [undefined, 'scripted.js'],
  'gatehouse.js': [undefined, 'gatehouse.js'],
  'autocomplete.js': [undefined, 'autocomplete.js'],
  'question-box.js': [undefined, 'question-box.js'],
  'passkeys.js': [undefined, 'passkeys.js'],
  'simplewebauthn.min.js': ['@simplewebauthn/browser', 'dist/bundle/index.umd.min.js'],
} as const satisfies Readonly<Record<string, readonly [string | undefined, string]>>;

export type AssetName = keyof typeof SOURCES;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function read(name: AssetName): Asset {
  const [packageName, path] = SOURCES[name];
  return {
    name,
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    body: withoutForeignFonts(
      name,
      readFileSync(new URL(path, packageName ? folderOf(packageName) : import.meta.url)),
    ),
  };
}

/** A browser that draws before `gatehouse.css` is there would ask for the fonts that GOV.UK's style sheet names. */
function withoutForeignFonts(name: AssetName, body: Buffer): Buffer {
  if (name !== 'govuk-frontend.min.css') return body;
  return Buffer.from(body.toString().replaceAll(/@font-face\{[^{}]*\}/g, ''));
}

function folderOf(packageName: string): URL {
  const found = findPackageJSON(packageName, import.meta.url);
  if (found === undefined) throw new Error(`package \`${packageName}\` is not installed`);
  return pathToFileURL(found);
}

/** The assets, read once when the program starts. */
export const ASSETS: readonly Asset[] = (Object.keys(SOURCES) as AssetName[]).map(read);

/** What all assets hash to. It is in every address, so that an address always means the same bytes. */
export const EDITION: string = ASSETS.reduce(
  (hash, { name, body }) => hash.update(`${name} ${body.length}\n`).update(body),
  createHash('sha256'),
)
  .digest('base64url')
  .slice(0, 16);

/**
 * Where an asset is served.
 *
 * All assets share one folder, so that a style sheet or module of ours names another as its neighbour.
 */
export const assetPath = (name: AssetName): string => `/assets/${EDITION}/${name}`;
