import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startLocalPostgres } from './index.js';

async function answer(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-local-postgres-'));
  await chmod(folder, 0o755);
  return folder;
}

test('a server left running by a killed starter is adopted, and a restart keeps every fact', async () => {
  const home = await openFolder();
  const folder = path.join(home, 'data');
  const first = await startLocalPostgres({ folder });
  try {
    await answer(first.url(), 'create table fact as select 42 as answer');
    const second = await startLocalPostgres({ folder });
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    await second.stop();
    const third = await startLocalPostgres({ folder });
    expect(third.adopted).toBe(false);
    expect(await answer(third.url(), 'select answer from fact')).toBe(42);
    await third.stop();
  } finally {
    await first.stop();
    await rm(home, { recursive: true, force: true });
  }
});

// Only root runs PostgreSQL under another account; for anyone else the folder is always reachable.
(process.getuid?.() === 0 ? test : test.skip)(
  'as root under a 0700 home the cluster is kept where its account can reach it, and found again',
  async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'yimen-local-postgres-'));
    const folder = path.join(home, 'data');
    const first = await startLocalPostgres({ folder });
    try {
      expect(first.folder.startsWith(home)).toBe(false);
      await answer(first.url(), 'create table fact as select 42 as answer');
      await first.stop();
      const second = await startLocalPostgres({ folder });
      expect(second.folder).toBe(first.folder);
      expect(await answer(second.url(), 'select answer from fact')).toBe(42);
      await second.stop();
    } finally {
      await first.stop();
      await rm(first.folder, { recursive: true, force: true });
      await rm(home, { recursive: true, force: true });
    }
  },
);
