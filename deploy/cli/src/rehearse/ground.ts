import { serviceUrl, type Installation } from '@yimen/service-shell';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { findRunning, type Secrets } from '../local/data-folder.js';
import { AREA, DATABASE, roles } from '../local/installation.js';
import { runningLog } from '../local/log.js';
import { StartRefused } from '../local/refused.js';
import { readLocalSettings } from '../local/settings.js';
import { readServeSettings } from '../serve/settings.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** A service of the running installation, as this release looks at its database and log. */
export interface ServiceGround {
  readonly service: string;
  /** Connection string of the service's own role. */
  readonly databaseUrl: string;
  readonly installation: Installation;
}

/**
 * Where the services to rehearse keep their tables: the one service whose settings stand in the environment, as `yimen serve` reads them, else
 * all those of the system that runs on the data folder. Throws StartRefused, BadConfiguration.
 */
export async function servicesAt(variables: Variables, service: string): Promise<ServiceGround[]> {
  if (variables['YIMEN_DATABASE_URL'] === undefined) return localServices(variables);
  const { databaseUrl, installation } = readServeSettings(variables);
  return [{ service, databaseUrl, installation }];
}

async function localServices(variables: Variables): Promise<ServiceGround[]> {
  const folder = readLocalSettings(variables, 'postgres').data;
  const kind = (await readFile(path.join(folder, 'log'), 'utf8').catch(() => 'postgres')).trim();
  const { data, log: known } = readLocalSettings(variables, kind === 'postgres' ? 'postgres' : 'kafka');
  if (!(await findRunning(data))?.url)
    throw new StartRefused(
      `数据文件夹 ${data} 上没有正在运行的系统：预演要对照线上的读模型。`,
      `No system runs on ${data}: a rehearsal compares with the read models that are live.`,
    );
  const secrets = JSON.parse(await readFile(path.join(data, 'secrets.json'), 'utf8')) as Secrets;
  // Line 4 of PostgreSQL's own lock file is its port.
  const port = (await readFile(path.join(data, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[3];
  const log = await runningLog(known, data);
  const installation: Installation = {
    mode: 'demo',
    area: AREA,
    masterKey: Buffer.from(secrets.masterKey, 'base64'),
    holder: `${hostname()}/rehearsal ${process.pid}`,
    log,
  };
  return roles.map(({ service }) => ({
    service,
    databaseUrl: serviceUrl(`postgres://127.0.0.1:${port}/${DATABASE}`, service, secrets.rolePassword),
    installation,
  }));
}
