import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { StartRefused } from './refused.js';

/** What must outlive a restart and be known to nobody else. */
export interface Secrets {
  /** Wraps every personal key of the vault; base64 of 32 bytes. Without it no personal field can be read again. */
  readonly masterKey: string;
  readonly rolePassword: string;
  /** Signs demonstration tokens. */
  readonly identityKey: JWK;
}

/** Folder of one all-in-one system: its database, its secrets, and who runs on it. */
export interface DataFolder {
  readonly path: string;
  readonly secrets: Secrets;
  /** Tells operators' tools where the system answers. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

export interface Running {
  readonly pid: number;
  /** Absent until the system is ready. */
  readonly url?: string;
}

/** Takes the folder for this process. Throws StartRefused where another start holds it. */
export async function takeDataFolder(folder: string): Promise<DataFolder> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'running.json');
  await takeLock(lock, folder);
  return {
    path: folder,
    secrets: await secretsOf(folder),
    announce: (url) => writeFile(lock, JSON.stringify({ pid: process.pid, url } satisfies Running)),
    release: () => rm(lock, { force: true }),
  };
}

/** The system that runs on a folder, if any. */
export async function findRunning(folder: string): Promise<Running | undefined> {
  const text = await readFile(path.join(folder, 'running.json'), 'utf8').catch(() => undefined);
  if (!text) return undefined;
  const running = JSON.parse(text) as Running;
  return (await isYimen(running.pid)) ? running : undefined;
}

async function takeLock(lock: string, folder: string): Promise<void> {
  const holder = await findRunning(folder);
  if (holder) {
    throw new StartRefused(
      `${folder} 已有一个一门系统在运行（进程 ${holder.pid}）：请先停止它，或以 YIMEN_DATA 指定另一文件夹。`,
      `A Yimen already runs on ${folder} (process ${holder.pid}): stop it, or name another folder by YIMEN_DATA.`,
    );
  }
  await rm(lock, { force: true });
  const file = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    throw new StartRefused(`另一个一门系统正在 ${folder} 上启动。`, `Another Yimen is being started on ${folder}.`);
  });
  await file.writeFile(JSON.stringify({ pid: process.pid } satisfies Running));
  await file.close();
}

/** The number may belong to another program since the holder was killed. */
async function isYimen(pid: number): Promise<boolean> {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
  return command.includes('node');
}

async function secretsOf(folder: string): Promise<Secrets> {
  const file = path.join(folder, 'secrets.json');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (known) return JSON.parse(known) as Secrets;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const made: Secrets = {
    masterKey: randomBytes(32).toString('base64'),
    rolePassword: randomBytes(24).toString('hex'),
    identityKey: { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex') },
  };
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
