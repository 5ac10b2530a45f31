import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesLike, readOwn, root } from '../support/repository.ts';

const longestFileLines = 400;
const longestFunctionLines = 60;

/** Files that may be longer, up to so many lines, and why. */
const longFiles: Readonly<Record<string, { readonly upTo: number; readonly because: string }>> = {};

/** Functions that may be longer, as `file function`, and why. */
const longFunctions: Readonly<Record<string, string>> = {};

interface Diagnostic {
  readonly message: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

/** What the linter finds in src with one rule of its own. */
function longFunctionsFound(): Diagnostic[] {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tidy-'));
  try {
    const config = join(folder, 'oxlint.json');
    const rules = { 'eslint/max-lines-per-function': ['error', { max: longestFunctionLines }] };
    writeFileSync(
      config,
      JSON.stringify({ categories: { correctness: 'off' }, rules, ignorePatterns: ['**/*.test.ts'] }),
    );
    const linter = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const run = spawnSync(process.execPath, [linter, '-c', config, '--format=json', 'src'], {
      cwd: root,
      encoding: 'utf8',
    });
    return (JSON.parse(run.stdout) as { diagnostics: Diagnostic[] }).diagnostics.filter(
      ({ filename }) => !filename.endsWith('.test.ts'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('tidiness', () => {
  it('the lockfile names no address', () => {
    assert.doesNotMatch(
      readOwn('package-lock.json'),
      /"resolved":/,
      'run npm with the .npmrc of this folder, so that the lockfile serves any registry',
    );
  });

  it('every package is pinned to one version', () => {
    const manifest = JSON.parse(readOwn('package.json')) as Record<
      string,
      Record<string, string> | undefined
    >;
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const [name, version] of Object.entries(manifest[group] ?? {})) {
        assert.match(
          version,
          /^\d+\.\d+\.\d+(-[\w.]+)?$/,
          `${name} in ${group} is \`${version}\`: write one exact version`,
        );
      }
    }
  });

  it('no file of src is long', () => {
    for (const { path, text } of filesLike('src/**/*.ts')) {
      if (path.endsWith('.test.ts')) continue;
      const lines = text.split('\n').length - 1;
      const most = longFiles[path]?.upTo ?? longestFileLines;
      assert.ok(
        lines <= most,
        `${path} has ${lines} lines and may have ${most}: divide it by what a person would name`,
      );
    }
    for (const [path, { because }] of Object.entries(longFiles)) {
      assert.match(because, /\S/, `${path} is listed as long without a reason`);
      assert.ok(filesLike(path).length === 1, `${path} is listed as long and is not there`);
    }
  });

  it('no function of src is long', () => {
    const found = longFunctionsFound().map(({ message, filename, labels }) => {
      const name = message.match(/function `([^`]+)`/)?.[1] ?? `at line ${labels[0]?.span.line}`;
      return `${filename.replaceAll('\\', '/')} ${name}`;
    });
    const unlisted = found.filter((name) => longFunctions[name] === undefined);
    assert.deepEqual(unlisted, [], `functions over ${longestFunctionLines} lines: divide them`);
  });

  it('no file names the machine it was written on', () => {
    const machine = /(?<![\w.])\/(?:home|Users|work)\/\w/;
    for (const { path, text } of filesLike(
      '{src,test,scripts,bench,docs,packs,vocabulary,migrations,schema}/**/*.{ts,md,yaml,sql,json,cjs}',
    )) {
      if (path === 'test/meta/tidy.test.ts') continue;
      assert.doesNotMatch(text, machine, `${path} holds a path of one machine`);
    }
  });
});
