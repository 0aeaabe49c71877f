import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { chooseAccount } from './account.js';
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
    // Its clients come through a socket of its own, not over loopback.
    expect(await answer(first.url(), 'select inet_client_addr() as answer')).toBeNull();
    const second = await startLocalPostgres({ folder });
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    expect(second.url()).toBe(first.url());
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

test('a lock file that names another program of the same account does not keep the server from starting', async () => {
  const home = await openFolder();
  const folder = path.join(home, 'data');
  const first = await startLocalPostgres({ folder });
  const account = await chooseAccount();
  const other = spawn('sleep', ['60'], { stdio: 'ignore', ...(account && { uid: account.uid, gid: account.gid }) });
  try {
    await answer(first.url(), 'create table fact as select 42 as answer');
    await first.stop();
    await writeFile(
      path.join(folder, 'cluster', 'postmaster.pid'),
      `${other.pid}\n${folder}/cluster\n1772380800\n${first.port}\n\n127.0.0.1\n`,
    );
    const second = await startLocalPostgres({ folder });
    expect(second.adopted).toBe(false);
    expect(await answer(second.url(), 'select answer from fact')).toBe(42);
    await second.stop();
  } finally {
    other.kill();
    await first.stop();
    await rm(home, { recursive: true, force: true });
  }
});

test('a server that was killed is started again at once, also while its backends still end', async () => {
  const home = await openFolder();
  const folder = path.join(home, 'data');
  const first = await startLocalPostgres({ folder });
  const lost = new pg.Client({ connectionString: first.url() });
  lost.on('error', () => undefined);
  try {
    await answer(first.url(), 'create table fact as select 42 as answer');
    await lost.connect();
    process.kill(first.pid, 'SIGKILL');
    const second = await startLocalPostgres({ folder });
    expect(await answer(second.url(), 'select answer from fact')).toBe(42);
    await second.stop();
  } finally {
    await lost.end();
    await first.stop();
    await rm(home, { recursive: true, force: true });
  }
});

test('a folder whose path is too long for a socket is served over loopback', async () => {
  const home = await openFolder();
  const server = await startLocalPostgres({ folder: path.join(home, 'd'.repeat(90)) });
  try {
    expect(await answer(server.url(), 'select host(inet_client_addr()) as answer')).toBe('127.0.0.1');
  } finally {
    await server.stop();
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
