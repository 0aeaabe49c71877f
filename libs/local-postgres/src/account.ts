import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Account that PostgreSQL runs as; undefined means the caller's own. PostgreSQL refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string } | undefined;

/** As root: `postgres` where the machine has that account, else `nobody`. Otherwise the caller himself. */
export async function chooseAccount(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error('PostgreSQL does not run as root and this machine has neither an account postgres nor nobody: start as an ordinary user');
}

/** Whether the account may pass through every folder down to this one. */
export async function isReachable(folder: string, runAs: RunAs): Promise<boolean> {
  if (!runAs) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found && !mayPass(found, runAs)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function mayPass(folder: { uid: number; gid: number; mode: number }, account: { uid: number; gid: number }): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
