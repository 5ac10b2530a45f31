'use strict';
// `npm start`: installs what is missing, then serves the product on the embedded database, with invented people to try it as.
const { spawn } = require('node:child_process');
const { join } = require('node:path');
const { installPackages, pinnedNode, root } = require('./setup.cjs');

installPackages();
const server = spawn(pinnedNode(), [join(root, 'src', 'cli', 'main.ts'), 'start', '--sample', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code === null ? 1 : code));
