import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filesLike, lineOf, readOwn } from '../support/repository.ts';

/** Each source of `docs/sources.md`: the name in bold that begins its line. */
const listed = [...readOwn('docs/sources.md').matchAll(/^- \*\*([^*]+)\*\*/gm)].map((match) =>
  String(match[1]),
);

const marks = filesLike('{src,scripts,test,bench}/**/*.{ts,cjs,js,css}')
  .filter(({ path }) => path !== 'test/meta/sources.test.ts')
  .flatMap(({ path, text }) =>
    [...text.matchAll(/\bSOURCE: +([^\n]+)/g)].map((match) => ({
      at: `${path}:${lineOf(text, match.index)}`,
      said: String(match[1]),
    })),
  );

describe('sources', () => {
  it('every source that code cites is listed', () => {
    assert.ok(marks.length > 5, 'marks are found');
    for (const { at, said } of marks) {
      assert.ok(
        listed.some((name) => said.includes(name)),
        `${at} cites “${said}”, which docs/sources.md does not list`,
      );
    }
  });

  it('every source that is listed is cited', () => {
    for (const name of listed)
      assert.ok(
        marks.some(({ said }) => said.includes(name)),
        `docs/sources.md lists ${name}, which no SOURCE: mark cites`,
      );
  });
});
