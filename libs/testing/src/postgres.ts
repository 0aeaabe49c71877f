import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalPostgres } from '@yimen/local-postgres';
import pg from 'pg';

export interface TestDatabase {
  /** Connection string of the administrator for this database. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** Closes the pool and drops the database, ending whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A new, empty database on a real PostgreSQL. One server serves the whole test run: the first call of any worker starts it,
 * `jest.teardown.mjs` ends it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `t_${randomBytes(8).toString('hex')}`;
  await asAdministrator(server, `CREATE DATABASE ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.href;
  const pool = new pg.Pool({ connectionString: url, max: 10, pipeline: true });
  // A test may restart or kill backends on purpose; an idle client's loss is not the test's failure.
  pool.on('error', () => undefined);
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await asAdministrator(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function asAdministrator(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function serverUrl(): Promise<string> {
  const run = process.env['YIMEN_TEST_RUN'];
  if (!run) throw new Error('YIMEN_TEST_RUN is not set: start tests through the workspace jest.config.mjs');
  const folder = path.join(tmpdir(), `yimen-test-${run}`);
  const note = path.join(folder, 'server.json');
  const first = await mkdir(folder, { mode: 0o755 }).then(
    () => true,
    () => false,
  );
  if (first) {
    const server = await startLocalPostgres({ folder: path.join(folder, 'postgres'), durable: false });
    await writeFile(`${note}.new`, JSON.stringify({ pid: server.pid, url: server.url(), run }));
    await rename(`${note}.new`, note);
  }
  for (let waited = 0; waited < 60_000; waited += 50) {
    const known = await readFile(note, 'utf8').catch(() => undefined);
    if (known) return (JSON.parse(known) as { url: string }).url;
    await sleep(50);
  }
  throw new Error(`the test server in ${folder} did not come up`);
}
