import { startGateway } from '@yimen/gateway';
import { startLocalPostgres, type LocalPostgres } from '@yimen/local-postgres';
import { organisations } from '@yimen/organisations';
import { startProjections } from '@yimen/projections';
import { publicServices } from '@yimen/public-services';
import { residents } from '@yimen/residents';
import {
  NewerStore,
  provision,
  serviceUrl,
  startRecordService,
  WrongMode,
  type Installation,
  type Runner,
  type ServiceConfig,
  type ServiceRole,
} from '@yimen/service-shell';
import { access, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { version } from '../version.js';
import { takeDataFolder, type DataFolder } from './data-folder.js';
import { StartRefused } from './refused.js';
import type { LocalSettings } from './settings.js';

/** Zhangjiagang (张家港市), the installation of the demonstration. */
const AREA = '320582000000';
const AUDIENCE = 'yimen';
const DATABASE = 'yimen';
const definitions = [organisations, residents, publicServices];

const roles: readonly Omit<ServiceRole, 'password'>[] = [
  ...definitions.map(({ context }) => ({ service: context, kind: 'records' as const })),
  { service: 'projections', kind: 'views' },
];

export interface LocalSystem {
  readonly url: string;
  /** Makes moves of organisations in this process: the first administrator is opened before anybody can have a token. */
  readonly organisations: Runner;
  /** Resolves when every service says it is ready; throws StartRefused after a minute, with what it waits for. */
  whenReady(signal: AbortSignal): Promise<void>;
  isDemonstrationLoaded(): Promise<boolean>;
  demonstrationLoaded(): Promise<void>;
  /** Ends the services, then the database. */
  stop(): Promise<void>;
}

/** Starts every service in this process, each on a loopback port of its own, on the PostgreSQL of the data folder. Throws StartRefused. */
export async function startAllInOne(settings: LocalSettings): Promise<LocalSystem> {
  await requireFreePort(settings.port);
  const folder = await takeDataFolder(settings.data);
  const running: { stop(): Promise<void> }[] = [{ stop: () => folder.release() }];
  const stop = async () => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  try {
    const database = await startLocalPostgres({ folder: path.join(folder.path, 'postgres') });
    running.push(database);
    await ensureDatabase(database);
    await prepare(database, folder);
    return await startServices(settings, folder, database, running, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(
  settings: LocalSettings,
  folder: DataFolder,
  database: LocalPostgres,
  running: { stop(): Promise<void> }[],
  stop: () => Promise<void>,
): Promise<LocalSystem> {
  const { masterKey, rolePassword, identityKey } = folder.secrets;
  const installation: Installation = {
    mode: 'demo',
    area: AREA,
    masterKey: Buffer.from(masterKey, 'base64'),
    holder: `${hostname()}/${folder.path}`,
  };
  const issuer = `http://127.0.0.1:${settings.port}`;
  const config: ServiceConfig = {
    host: '127.0.0.1',
    port: 0,
    token: { issuer, audience: AUDIENCE, jwksUrl: `${issuer}/.well-known/jwks.json`, toleranceSeconds: 5 },
    bodyBytes: 262_144,
    arrivalSeconds: 30,
    drainSeconds: settings.drainSeconds,
    logLevel: settings.logLevel,
  };
  const urlOf = (service: string) => serviceUrl(database.url(DATABASE), service, rolePassword);
  const upstreams: Record<string, string> = {};
  let organisationsRunner: Runner | undefined;
  for (const definition of definitions) {
    const service = await startRecordService({ definition, databaseUrl: urlOf(definition.context), installation, config });
    running.push(service);
    upstreams[definition.context] = service.url;
    if (definition === organisations) organisationsRunner = service.runner;
  }
  const projections = await startProjections({ databaseUrl: urlOf('projections'), installation, config });
  running.push(projections);
  upstreams['projections'] = projections.url;
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: settings.port,
    upstreams,
    development: { issuer, audience: AUDIENCE, privateKey: identityKey },
    graceMs: settings.drainSeconds * 1000,
    upstreamTimeoutMs: 60_000,
  });
  running.push(gateway);
  if (!organisationsRunner) throw new Error('the service organisations is not part of this system');
  await folder.announce(gateway.url);
  const loaded = path.join(folder.path, 'demonstration-loaded');
  return {
    url: gateway.url,
    organisations: organisationsRunner,
    whenReady: (signal) => untilReady(gateway.url, signal),
    isDemonstrationLoaded: () =>
      access(loaded).then(
        () => true,
        () => false,
      ),
    demonstrationLoaded: () => writeFile(loaded, version),
    stop,
  };
}

/** The database, its roles, schemas and tables. */
async function prepare(database: LocalPostgres, folder: DataFolder): Promise<void> {
  try {
    await provision({
      adminUrl: database.url(DATABASE),
      services: roles.map((role) => ({ ...role, password: folder.secrets.rolePassword })),
      mode: 'demo',
      version,
    });
  } catch (error) {
    if (error instanceof NewerStore) {
      throw new StartRefused(
        `数据文件夹 ${folder.path} 由较新的版本 ${error.found} 写成，本版本为 ${error.ours}：请启动该版本，或恢复此前的备份。`,
        `The data folder ${folder.path} was written by the newer version ${error.found}, this is ${error.ours}: start that version, or restore an earlier backup.`,
      );
    }
    if (error instanceof WrongMode) {
      throw new StartRefused(
        `数据文件夹 ${folder.path} 是正式库，不能以演示方式启动。`,
        `The data folder ${folder.path} holds a production store and cannot be started as a demonstration.`,
      );
    }
    throw error;
  }
}

async function ensureDatabase(database: LocalPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

const READY_WITHIN_MS = 60_000;

async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!signal.aborted) {
    const answer = (await (await fetch(`${url}/health/ready`)).json()) as { services: Record<string, { ready?: boolean }> };
    const waiting = Object.entries(answer.services).filter(([, { ready }]) => !ready);
    if (waiting.length === 0) return;
    if (Date.now() > until) {
      const names = waiting.map(([name]) => name).join(', ');
      throw new StartRefused(`服务未就绪：${names}，详见 ${url}/health/ready。`, `Not ready: ${names}; see ${url}/health/ready.`);
    }
    await sleep(50);
  }
}

/** Asked before anything is started, so that a taken port is one clear line and changes nothing. */
async function requireFreePort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new StartRefused(
              `端口 ${port} 不可用（${error.code}）：请以 YIMEN_PORT 指定另一端口。`,
              `Port ${port} cannot be used (${error.code}): name another by YIMEN_PORT.`,
            )
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
