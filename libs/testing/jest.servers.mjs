import { readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'yimen-test-';

/** Ends the PostgreSQL of a test run, if it started one, and removes its files. */
export async function endServer(run) {
  const folder = path.join(tmpdir(), `${PREFIX}${run}`);
  const note = await readFile(path.join(folder, 'server.json'), 'utf8').catch(() => undefined);
  if (note) {
    const { pid } = JSON.parse(note);
    // Immediate shutdown: nothing in a test database is worth a checkpoint.
    if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
    for (let waited = 0; isAlive(pid) && waited < 5_000; waited += 20) await sleep(20);
  }
  await rm(folder, { recursive: true, force: true });
}

/** A run's name begins with the process that started it. */
export async function endServersOfDeadRuns() {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const run = name.slice(PREFIX.length);
    if (!isAlive(Number(run.split('-')[0]))) await endServer(run);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
