// `npm run bench -- NAME`: installs what is missing, the peers of peers/package.json among it, compiles what has changed, and runs.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { checkNode, fail, installMissing, root } from '../../deploy/cli/install.mjs';

const here = import.meta.dirname;
checkNode();
installMissing();
installPeers();
toStandardError(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-b', root, here], root);
await import('./dist/main.js');

/** The peers are no part of the product: they have a lock of their own and are installed on the first run. */
function installPeers() {
  const peers = path.join(here, 'peers');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(peers, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(peers, 'node_modules', '.yimen-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('安装对照组… Installing the peers …');
  toStandardError('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], peers);
  writeFileSync(stamp, lock);
}

/** Standard output is for the lines alone. */
function toStandardError(command, args, cwd) {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) fail(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
