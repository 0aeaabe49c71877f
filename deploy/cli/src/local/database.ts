import type { LocalPostgres } from '@yimen/local-postgres';
import { NewerStore, provision, WrongMode } from '@yimen/service-shell';
import pg from 'pg';
import { version } from '../version.js';
import type { DataFolder } from './data-folder.js';
import { DATABASE, roles } from './installation.js';
import { StartRefused } from './refused.js';

/** The database, its roles, schemas and tables. Throws StartRefused for a store that this release cannot or may not open. */
export async function prepareDatabase(server: LocalPostgres, folder: DataFolder): Promise<void> {
  await ensureDatabase(server);
  try {
    await provision({
      adminUrl: server.url(DATABASE),
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

async function ensureDatabase(server: LocalPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
