import { callers } from '@yimen/cli';
import { adminUrl, clear, command, dataFolder, eventstoredbDouble, freePort, Start, type EventStoreDbDouble } from '@yimen/testing/servers';
import pg from 'pg';

const LIMIT = 300_000;

let server: EventStoreDbDouble;
let data: string;
let system: Start;
beforeAll(async () => {
  server = await eventstoredbDouble();
  data = await dataFolder();
  system = new Start(data, await freePort(), { YIMEN_EVENT_STORE: server.url });
  await system.ready();
}, LIMIT);
afterAll(async () => {
  await clear(data, system);
  await server.close();
}, LIMIT);

test(
  'issue 4 point 2: with the store switched by configuration the demo passes, and PostgreSQL holds no event',
  async () => {
    for (const run of [1, 2]) {
      const { code, output } = await command(data, 'demo');
      expect({ run, code, output }).toEqual({ run, code: 0, output: expect.stringContaining('All as expected') });
    }
    const client = new pg.Client({ connectionString: await adminUrl(data) });
    await client.connect();
    const { rows } = await client.query<{ events: number; marks: number }>(
      `SELECT (SELECT count(*)::int FROM organisations.event) + (SELECT count(*)::int FROM public_services.event) AS events,
              (SELECT count(*)::int FROM organisations.store_mark) AS marks`,
    );
    await client.end();
    expect(rows[0]?.events).toBe(0);
    expect(rows[0]?.marks).toBeGreaterThan(0);
  },
  LIMIT,
);

test(
  'after kill -9 everything is still there, and the server may restart meanwhile',
  async () => {
    const shown = async () => (await callers(system.url)('manager-1').get<{ total: number }>('/api/views/desk?limit=1')).body.total;
    const before = await shown();
    system.signal('SIGKILL');
    await system.ended();
    await server.restart();
    system = new Start(data, await freePort(), { YIMEN_EVENT_STORE: server.url });
    await system.ready();
    expect(await shown()).toBe(before);
    const { code, output } = await command(data, 'demo');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
  },
  LIMIT,
);

test('a data folder that was begun on one store is not started on another', async () => {
  expect(await system.stop()).toBe(0);
  const other = new Start(data, await freePort());
  expect(await other.ended()).toBe(1);
  expect(other.errors.trimEnd().split('\n')).toEqual([expect.stringContaining('was begun with events in eventstoredb')]);
}, 60_000);
