import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where a server can be reached. */
export interface Address {
  readonly port: number;
  /** Folder of its Unix socket; undefined where it has none. */
  readonly socket: string | undefined;
}

export interface RunningServer extends Address {
  readonly pid: number;
}

const LOCK = 'postmaster.pid';
const LEFT_BEHIND_MS = 10_000;

/** What postmaster.pid says: line 1 the process, line 4 the port, line 5 the folder of the socket; NaN or 0 where it says nothing. */
async function lockOf(cluster: string): Promise<RunningServer> {
  const lines = (await readFile(path.join(cluster, LOCK), 'utf8').catch(() => '')).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), socket: lines[4]?.trim() || undefined };
}

/** The server that runs on this cluster, started by whoever; undefined where none does. */
export async function runningServer(cluster: string): Promise<RunningServer | undefined> {
  const { pid, port, socket } = await lockOf(cluster);
  if (!pid || !port || !isAlive(pid)) return undefined;
  // The number may have been given to another process since: it must be a postgres.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres') ? { pid, port, socket } : undefined;
}

/**
 * After a kill: waits until the backends that a killed server left behind have ended, then takes away a lock file whose process is no server.
 * PostgreSQL replaces that of a dead process by itself, but takes any living number for a server: that of a killed one which nobody has reaped
 * yet, or of another program that was given the number since.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  for (let waited = 0; (await isWorkedIn(cluster)) && waited < LEFT_BEHIND_MS; waited += 50) await sleep(50);
  const { pid } = await lockOf(cluster);
  if (pid && isAlive(pid) && (await isWorkedIn(cluster)) === false) await rm(path.join(cluster, LOCK), { force: true });
}

/** Whether a process works in the cluster's folder, as every process of a server does; undefined where the system does not tell. */
async function isWorkedIn(cluster: string): Promise<boolean | undefined> {
  const processes = await readdir('/proc').catch(() => undefined);
  if (!processes) return undefined;
  const folder = await realpath(cluster).catch(() => cluster);
  const folders = await Promise.all(
    processes.filter((name) => /^\d+$/.test(name)).map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')),
  );
  return folders.includes(folder);
}

/** A zombie (ended, not yet reaped by its parent) counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
