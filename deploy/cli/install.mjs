import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const MINIMUM = [20, 19];

/** Ends with one clear line where this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  fail(
    `需要 Node.js ≥ ${MINIMUM.join('.')}，现为 ${process.versions.node}。Node.js ≥ ${MINIMUM.join('.')} is needed, this is ${process.versions.node}.`,
  );
}

/** Runs `npm ci` where the installed packages are not those of package-lock.json. */
export function installMissing() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.yimen-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('安装依赖（首次约一分钟）… Installing dependencies (about a minute the first time) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** The arguments of Node that compile what has changed since the last time; types are checked by `npm test`, once for sources and specs. */
export const compile = [path.join(root, 'node_modules/typescript/bin/tsc'), '-b', '--noCheck', root];

export function build() {
  run(process.execPath, compile);
}

/** Runs a command in the workspace and ends with its exit code where it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (error) fail(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

export function fail(line) {
  console.error(line);
  process.exit(1);
}
