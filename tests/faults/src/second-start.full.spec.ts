import { chmod, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { adminUrl, clear, dataFolder, freePort, isAlive, postgresOf, Start } from '@yimen/testing/servers';

const NEWER = '99.0.0';

let home: string;
let data: string;
let system: Start;
const others: { start: Start; data: string }[] = [];

/** As root PostgreSQL runs under another account, which cannot reach into a 0700 folder; for anyone else it is a folder like others. */
beforeAll(async () => {
  home = await dataFolder();
  await chmod(home, 0o700);
  data = path.join(home, 'data');
  await mkdir(data);
  system = new Start(data, await freePort());
  await system.ready();
}, 180_000);

afterAll(async () => {
  for (const other of others) {
    await clear(other.data, other.start);
    await clear(path.dirname(other.data));
  }
  await clear(data, system);
  await clear(home);
}, 60_000);

/** A start that must be refused: its exit code, and the lines of its error output. */
async function refused(folder: string, port: number, variables: Readonly<Record<string, string>> = {}) {
  const start = new Start(folder, port, variables);
  others.push({ start, data: folder });
  const code = await start.ended();
  return { code, lines: start.errors.trimEnd().split('\n') };
}

const alive = async () => (await fetch(`${system.url}/health/live`)).status;

test('a folder on which a system runs: one line that names the process, and that system goes on', async () => {
  const start = new Start(data, await freePort());
  expect(await start.ended()).toBe(1);
  expect(start.errors.trimEnd().split('\n')).toEqual([expect.stringContaining(`A Yimen already runs on ${data} (process ${system.pid})`)]);
  expect(await alive()).toBe(200);
});

test('a taken port: one line that says how to name another, and nothing is written', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  const folder = path.join(await dataFolder(), 'never');
  try {
    const { code, lines } = await refused(folder, port);
    expect([code, lines]).toEqual([1, [expect.stringMatching(`端口 ${port} 不可用.*name another by YIMEN_PORT`)]]);
    expect(await postgresOf(folder)).toBeUndefined();
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});

test.each([
  [{ YIMEN_PORT: 'eighty' }, 'YIMEN_PORT=eighty'],
  [{ YIMEN_DATA: '' }, 'YIMEN_DATA='],
  [{ YIMEN_LOG_LEVEL: 'loud' }, 'YIMEN_LOG_LEVEL=loud'],
  [{ YIMEN_PROT: '8080' }, 'unknown setting: YIMEN_PROT'],
])('a bad setting %j: one line that names it', async (variables, told) => {
  const { code, lines } = await refused(path.join(await dataFolder(), 'never'), await freePort(), variables as Record<string, string>);
  expect([code, lines]).toEqual([1, [expect.stringContaining(told)]]);
});

test('Ctrl-C ends with 0, leaves no PostgreSQL, keeps every fact, and a start that is interrupted ends as cleanly', async () => {
  const server = await postgresOf(data);
  expect(server && isAlive(server.pid)).toBe(true);
  expect(await system.stop()).toBe(0);
  expect(server && isAlive(server.pid)).toBe(false);
  expect(system.errors).toBe('');

  system = new Start(data, await freePort());
  while (!system.output.includes('Starting Yimen')) await sleep(20);
  await sleep(Math.random() * 1_500);
  expect(await system.stop()).toBe(0);
  const second = await postgresOf(data);
  expect(second && isAlive(second.pid)).toBeFalsy();
  expect(system.errors).toBe('');
}, 90_000);

test('a data folder of a newer version: one line that names both versions, and no PostgreSQL is left', async () => {
  system = new Start(data, await freePort());
  await system.ready();
  const client = new pg.Client({ connectionString: await adminUrl(data) });
  await client.connect();
  await client.query('UPDATE meta.installation SET version = $1', [NEWER]);
  await client.end();
  expect(await system.stop()).toBe(0);

  const start = new Start(data, await freePort());
  expect(await start.ended()).toBe(1);
  expect(start.errors.trimEnd().split('\n')).toEqual([expect.stringMatching(`较新的版本 ${NEWER}.*newer version ${NEWER}`)]);
  const server = await postgresOf(data);
  expect(server && isAlive(server.pid)).toBeFalsy();
}, 90_000);
