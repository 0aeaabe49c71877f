import { callers } from '@yimen/cli';
import { adminUrl, clear, command, dataFolder, freePort, isAlive, serviceProcesses, Start } from '@yimen/testing/servers';
import pg from 'pg';

const LIMIT = 300_000;
const services = ['organisations', 'residents', 'public-services', 'finance', 'projections', 'gateway'];

let data: string;
let system: Start;
const processes = () => serviceProcesses(system.pid);
beforeAll(async () => {
  data = await dataFolder();
  system = new Start(data, await freePort(), {}, ['--split']);
  await system.ready();
}, LIMIT);
afterAll(() => clear(data, system), LIMIT);

async function demo(): Promise<void> {
  const { code, output } = await command(data, 'demo');
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
}

test(
  'issue 4 point 1: each service is a process and a database role of its own, and the demo passes',
  async () => {
    expect([...processes().keys()].sort()).toEqual([...services].sort());
    const client = new pg.Client({ connectionString: await adminUrl(data) });
    await client.connect();
    const { rows } = await client.query<{ usename: string; names: string[] }>(
      `SELECT usename, array_agg(DISTINCT application_name) AS names FROM pg_stat_activity WHERE usename LIKE 'yimen%' GROUP BY 1 ORDER BY 1`,
    );
    await client.end();
    expect(rows.map(({ usename }) => usename)).toEqual([
      'yimen_finance',
      'yimen_organisations',
      'yimen_projections',
      'yimen_public_services',
      'yimen_residents',
    ]);
    await demo();
  },
  LIMIT,
);

test(
  'a service that is killed is away for its callers only, is started again and keeps every fact',
  async () => {
    const as = callers(system.url);
    const { person } = (await as('admin').get<{ state: { person: string } }>('/api/organisations/accounts/resident-1')).body.state;
    const at = `/api/residents/persons/${person}`;
    const revision = async () => (await as('worker-1').get<{ revision: string }>(at)).body.revision;
    const before = await revision();
    const residents = processes().get('residents');
    if (residents === undefined) throw new Error('residents does not run');
    process.kill(residents, 'SIGKILL');
    const authorization = `Bearer ${await tokenOf('worker-1')}`;
    const statuses = new Set<number>();
    for (let time = 0; time < 2_000 && !(statuses.has(503) && statuses.has(200)); time += 1) {
      const { status } = await fetch(system.url + at, { headers: { authorization } });
      // A 200 before the first 503 is the process that is not quite gone.
      if (status !== 200 || statuses.size > 0) statuses.add(status);
      expect((await as('clerk-1').get<{ total: number }>('/api/views/halls?limit=1')).body.total).toBe(2);
    }
    expect([...statuses].sort()).toEqual([200, 503]);
    expect(await revision()).toBe(before);
    expect(processes().get('residents')).not.toBe(residents);
    await demo();
  },
  LIMIT,
);

test(
  'Ctrl-C ends every process with 0; the services of a parent that is killed end by themselves',
  async () => {
    const running = [...processes().values()];
    expect(await system.stop()).toBe(0);
    expect(running.filter(isAlive)).toEqual([]);

    system = new Start(data, await freePort(), {}, ['--split']);
    await system.ready();
    const orphans = [...processes().values()];
    expect(orphans).toHaveLength(services.length);
    system.signal('SIGKILL');
    await system.ended();
    const until = Date.now() + 30_000;
    while (orphans.some(isAlive) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(orphans.filter(isAlive)).toEqual([]);

    system = new Start(data, await freePort(), {}, ['--split']);
    await system.ready();
    await demo();
  },
  LIMIT,
);

async function tokenOf(account: string): Promise<string> {
  const answer = await fetch(`${system.url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
