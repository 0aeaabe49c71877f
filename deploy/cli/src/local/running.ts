import { runningLocalPostgres } from '@yimen/local-postgres';
import type { Installation } from '@yimen/service-shell';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { findRunning, type Secrets } from './data-folder.js';
import { AREA, DATABASE } from './installation.js';
import { runningLog } from './log.js';
import { StartRefused } from './refused.js';
import { readLocalSettings } from './settings.js';

/** The system that runs on a data folder, as another process of this machine reaches what it stands on. */
export interface RunningSystem {
  /** The administrator's connection string. */
  readonly database: string;
  readonly rolePassword: string;
  readonly installation: Installation;
}

/** Throws StartRefused where none runs on the data folder, BadConfiguration. */
export async function runningSystem(variables: Readonly<Record<string, string | undefined>>): Promise<RunningSystem> {
  const folder = readLocalSettings(variables, 'postgres').data;
  const kind = (await readFile(path.join(folder, 'log'), 'utf8').catch(() => 'postgres')).trim();
  const { data, log, store } = readLocalSettings(variables, kind === 'postgres' ? 'postgres' : 'kafka');
  const database = await runningLocalPostgres(path.join(data, 'postgres'));
  if (!database || !(await findRunning(data))?.url)
    throw new StartRefused(`数据文件夹 ${data} 上没有正在运行的系统：请先启动它。`, `No system runs on ${data}: start it first.`);
  const secrets = JSON.parse(await readFile(path.join(data, 'secrets.json'), 'utf8')) as Secrets;
  return {
    database: database.url(DATABASE),
    rolePassword: secrets.rolePassword,
    installation: {
      ...{ mode: 'demo', area: AREA, store },
      masterKey: Buffer.from(secrets.masterKey, 'base64'),
      holder: `${hostname()}/${process.pid}`,
      log: await runningLog(log, data),
    },
  };
}
