#!/usr/bin/env node
'use strict';
// Any Node from 12 can run this file: it hands over to the pinned Node 24 when the one that started it is older.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const main = join(__dirname, '..', 'src', 'cli', 'main.ts');

function pinnedNode() {
  try {
    return require.resolve(`node-${process.platform}-${process.arch}/bin/node`);
  } catch {
    return undefined;
  }
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  import(main);
} else {
  const node = pinnedNode();
  if (!node) {
    console.error('gatehouse needs Node 24: run `npm ci` in its folder, or install Node 24 or later');
    process.exit(1);
  }
  const run = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(run.status === null ? 1 : run.status);
}
