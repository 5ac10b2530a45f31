'use strict';
// Installs what the project needs, once; any Node from 20 can run it.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const stamp = join(root, 'node_modules', '.gatehouse-installed');
const lockfile = () => createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');

/** Runs a command with the terminal as it is; ends this process if it fails. */
function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.status !== 0) process.exit(done.status === null ? 1 : done.status);
}

/** Installs the packages of the lockfile, unless those are there already. */
function installPackages() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile()) return;
  console.log('Installing packages (once)…');
  run('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], { shell: process.platform === 'win32' });
  writeFileSync(stamp, lockfile());
}

/** The Node to run with: the pinned one, or this one where it is new enough. */
function pinnedNode() {
  try {
    return require.resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
    console.error('Gatehouse needs Node 24 on this platform: install it and try again.');
    process.exit(1);
  }
}

module.exports = { root, run, installPackages, pinnedNode };
