// `npm test` (fast tier) and `npm run test:full` (volume, faults, variants): install what is missing, then every check in order.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { build, checkNode, compile, installMissing, root, run } from '../deploy/cli/install.mjs';

const full = process.argv[2] === 'full';
const node = process.execPath;
const began = Date.now();

checkNode();
installMissing();
if (full) {
  step('build');
  build();
} else {
  step('build, type check, lint, format');
  // Writes the graph of projects that the boundary rule reads; without it the rule would be skipped.
  run(node, [bin('nx'), 'show', 'projects'], { NX_DAEMON: 'false' });
  await together([
    compile,
    [bin('eslint'), '.', '--max-warnings=0'],
    [bin('typescript', 'tsc'), '-p', path.join(root, 'tsconfig.spec.json')],
    [bin('prettier'), '--check', '--log-level=warn', '.'],
  ]);
}
step(full ? 'full tier' : 'fast tier');
const failed = jest(full);
console.log(`${full ? 'test:full' : 'test'} took ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(failed ? 1 : 0);

/** The program of an installed package, as its package.json names it. */
function bin(name, program = name) {
  const folder = path.join(root, 'node_modules', name);
  const { bin: programs } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof programs === 'string' ? programs : programs[program]);
}

/** Runs programs of Node side by side, each with its output in one piece, and ends with the first that failed. */
async function together(programs) {
  const ended = programs.map(
    (args) =>
      new Promise((resolve) => {
        const output = [];
        const child = spawn(node, args, { cwd: root, env: { ...process.env, NX_DAEMON: 'false' } });
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
        child.on('close', (status) => {
          process.stdout.write(Buffer.concat(output));
          resolve(status ?? 1);
        });
      }),
  );
  const failed = (await Promise.all(ended)).find((status) => status !== 0);
  if (failed !== undefined) process.exit(failed);
}

function step(name) {
  console.log(`\n── ${name}`);
}

/** Runs Jest and closes with one line that any machine can read. */
function jest(fullTier) {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-results-'));
  const results = path.join(folder, 'results.json');
  const { status } = spawnSync(
    node,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      bin('jest'),
      '--json',
      `--outputFile=${results}`,
      ...process.argv.slice(fullTier ? 3 : 2),
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, YIMEN_TIER: fullTier ? 'full' : 'fast' } },
  );
  if (!existsSync(results)) {
    console.error(`jest ended with ${status} and left no results`);
    return true;
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTotalTests, numFailedTestSuites } = JSON.parse(readFileSync(results, 'utf8'));
  rmSync(folder, { recursive: true });
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  return status !== 0 || numFailedTestSuites > 0 || numTotalTests === 0;
}
