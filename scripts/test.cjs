'use strict';
// `npm test`: installs what is missing, then runs every check and every test, browser journeys included.
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const { installPackages, pinnedNode, root, run } = require('./setup.cjs');

const tool = (name) => join(root, 'node_modules', '.bin', name);
const hasChromium = () => ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some((path) => existsSync(path));
const hasPostgres = () => existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').length > 0;

/** Debian's Chromium and PostgreSQL, where this machine is Debian's and we may install; otherwise their tests say that they are skipped. */
function installForTests() {
  const missing = [...(hasChromium() ? [] : ['chromium']), ...(hasPostgres() ? [] : ['postgresql'])];
  if (missing.length === 0) return;
  const mayInstall = typeof process.getuid === 'function' && process.getuid() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    console.log(`Not installed, and not ours to install: ${missing.join(', ')}. Their tests are reported as skipped.`);
    return;
  }
  console.log(`Installing ${missing.join(' and ')} for the tests (once)…`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
  if (done.status !== 0) console.log('They could not be installed; their tests are reported as skipped, and fail under CI.');
}

installPackages();
installForTests();

const node = pinnedNode();
// Some three hundred processes read the same modules: compiled once, all of them start in half the time.
const compiled = join(root, 'node_modules', '.cache', 'compiled');
const env = { ...process.env, TZ: 'Europe/London', NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: compiled };
console.log('Types, lint, format');
run(tool('tsc'), ['-p', '.']);
run(tool('oxlint'), ['--quiet', 'src', 'test', 'bench', 'scripts']);
run(tool('biome'), ['format', 'src', 'test', 'bench', 'scripts']);
console.log('Tests');
const named = process.argv.slice(2);
const files = named.length > 0 ? named : ['src/**/*.test.ts', 'test/**/*.test.ts'];
run(node, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], { env });
