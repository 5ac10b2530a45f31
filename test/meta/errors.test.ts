import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { carried, faults } from '../../scripts/documents/errors-page.ts';
import { writtenFiles } from '../../scripts/write-docs.ts';
import { filesLike, lineOf, readOwn, root, withoutComments } from '../support/repository.ts';

type Codes = Readonly<Record<string, string>>;

const faultCodes: Codes = Object.assign({}, ...faults.map((part) => part.codes));
const carriedCodes: Codes = Object.assign({}, ...carried.map((part) => part.codes));

/** Code of ours that runs: no tests. */
const sources = filesLike('src/**/*.ts')
  .filter(({ path }) => !path.endsWith('.test.ts'))
  .map(({ path, text }) => ({ path, text: withoutComments(text) }));

interface Use {
  readonly code: string;
  readonly at: string;
}

/** Every place where a pattern finds a code; the code is its first group. */
const usesOf = (pattern: RegExp): Use[] =>
  sources.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map((match) => ({
      code: String(match[1]),
      at: `${path}:${lineOf(text, match.index)}`,
    })),
  );

/** Codes as they are given to `Fault`, or to a room's function that makes one. */
const thrown = usesOf(/\b[a-z]*[fF]ault\(\s*'([A-Z][A-Z_]+)'/g);
/** Codes of problems, in whichever way they are told. */
const told = usesOf(/(?:\bcode: |\b#?(?:say|problem|problemAt)\()\s*'([A-Z][A-Z_]+)'/g);

/** A room's own function makes a fault from its list; the control socket passes one on. */
const isFromList = (argument: string): boolean => argument === 'code' || argument.startsWith("data['code']");

describe('errors', () => {
  it('the page of errors is what the code makes of it', () => {
    assert.ok(
      readOwn('docs/errors.md') === writtenFiles().get('docs/errors.md'),
      'docs/errors.md is not current: run `node scripts/write-docs.ts`',
    );
  });

  it('the page lists every code of every room, and no other', async () => {
    const listed = [...readOwn('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \| \S/gm)].map(
      (match) => match[1],
    );
    const known: string[] = [];
    for (const { path } of [...filesLike('src/*/errors.ts'), ...filesLike('src/policy/problems.ts')]) {
      const made = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
      for (const list of Object.values(made))
        if (typeof list === 'object' && list !== null) known.push(...Object.keys(list));
    }
    assert.deepEqual(listed.toSorted(), known.toSorted());
  });

  it('no code stands in two lists', () => {
    const all = [...faults, ...carried].flatMap((part) => Object.keys(part.codes));
    assert.deepEqual(
      all.filter((code, index) => all.indexOf(code) !== index),
      [],
    );
  });

  it('every room that throws has a list', () => {
    const rooms = new Set(thrown.map(({ at }) => at.split('/')[1]));
    for (const room of rooms) {
      assert.ok(
        filesLike(`src/${room}/errors.ts`).length === 1,
        `src/${room} throws faults and has no errors.ts that says what to do about them`,
      );
    }
  });

  it('every code that is thrown is listed', () => {
    assert.ok(thrown.length > 30, 'the pattern finds the places where faults are thrown');
    for (const { code, at } of thrown)
      assert.ok(code in faultCodes, `${at} throws ${code}, which no errors.ts lists`);
  });

  it('a fault is made with a code in sight, or from a list', () => {
    const hidden = usesOf(/\bnew Fault\(\s*([^'\s][^,)]*)/g);
    for (const { code, at } of hidden) {
      assert.ok(
        isFromList(code),
        `${at} makes a fault from \`${code}\`: write the code where it is thrown, so that it can be found`,
      );
    }
  });

  it('every problem that is told is listed', () => {
    const elsewhere = new Set(['DUPLICATE_KEY']);
    for (const { code, at } of told) {
      assert.ok(
        code in carriedCodes || code in faultCodes || elsewhere.has(code),
        `${at} tells ${code}, which no list of problems has`,
      );
    }
  });

  it('every code that is listed is used', () => {
    const words = new Set(
      sources
        .filter(({ path }) => !/\/(errors|problems)\.ts$/.test(path))
        .flatMap(({ text }) => [...text.matchAll(/'([A-Z][A-Z_]+)'/g)].map((match) => match[1])),
    );
    const unused = [...Object.keys(faultCodes), ...Object.keys(carriedCodes)].filter(
      (code) => !words.has(code),
    );
    assert.deepEqual(unused, [], 'codes that nothing tells: remove them, or use them');
  });

  it('what to do is a sentence', () => {
    for (const [code, help] of Object.entries({ ...faultCodes, ...carriedCodes })) {
      assert.match(help, /^[A-Z].*\.$/s, `what to do about ${code} is a sentence`);
    }
  });
});
