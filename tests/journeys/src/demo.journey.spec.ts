import { businessDateOf, callers } from '@yimen/cli';
import { addDays, addWorkingDays, type WorkdayCalendar } from '@yimen/kernel';
import { installationCalendar, policyReader, stateCouncilYears } from '@yimen/policy';
import { clear, command, dataFolder, freePort, Start } from '@yimen/testing/servers';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { advanceWhileOthersAreDown } from './clock-elsewhere.sample.js';
import { addressesOf, linesOf, personalIn, promised, toldBy } from './told.sample.js';

/** Milliseconds for a step of this journey, on a machine that is busy with others. */
const LIMIT = 240_000;

type Row = Readonly<Record<string, unknown>>;
interface Page {
  readonly rows: readonly Row[];
  readonly total: number;
}
interface Readiness {
  readonly services: Readonly<
    Record<string, { readonly parts: readonly { readonly name: string; readonly ready: boolean; readonly troubles?: unknown }[] }>
  >;
}
interface Shown {
  readonly status: string;
  readonly history: readonly { readonly type: string; readonly happenedOn: string; readonly recordedAt: string }[];
}

/** One installation from its first start on; every test goes on where the one before left it, as an operator would. */
describe('the whole system on one data folder', () => {
  let data: string;
  let port: number;
  let system: Start;

  beforeAll(async () => {
    [data, port] = [await dataFolder(), await freePort()];
    system = new Start(data, port, { YIMEN_LOG_LEVEL: 'trace' });
    await system.ready();
  }, LIMIT);
  afterAll(() => clear(data, system), LIMIT);

  const page = async (account: string, path: string) => (await callers(system.url)(account).get<Page>(`/api/views/${path}`)).body;

  /** What people see in the lists: rows and totals, as far as they do not turn on the day. */
  const lists = async () => ({
    desk: await page('manager-1', 'desk?limit=100'),
    figures: await page('manager-1', 'figures?by=hall,day,item'),
    ratings: await page('supervisor-1', 'rating-cases?limit=100'),
    notices: await page('manager-1', 'notices?limit=100'),
    mine: await page('resident-1', 'my-cases'),
    items: await page('clerk-1', 'items'),
    today: await businessDateOf(callers(system.url)('operator-1')),
  });

  test(
    'the demo plays, all as expected; how it plays again and again is in the full tier',
    async () => {
      const { code, output } = await command(data, 'demo');
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('All as expected') });
    },
    LIMIT,
  );

  test('every metric that the guide lists is told by every service that it names, and nothing else', async () => {
    const services = Object.entries(addressesOf(system.output, system.url));
    expect(services.map(([service]) => service).sort()).toEqual([
      'finance',
      'gateway',
      'organisations',
      'projections',
      'public-services',
      'residents',
    ]);
    for (const [service, url] of services) {
      const told = await toldBy(url);
      expect({ service, ...told }).toEqual({ service, metrics: await promised(service), strange: [] });
    }
  });

  test('decision 2: no log holds a name or a number, at any level, whatever was asked; lines of moves carry the trace', async () => {
    const marked = { name: '标记甲乙', identityNumber: '990101199001019999', phone: '19987654321' };
    const headers = { authorization: `Bearer ${encodeURIComponent(marked.name)}`, 'content-type': 'application/json' };
    for (const [address, body] of [
      ['/api/residents/persons', JSON.stringify(marked)],
      ['/api/residents/persons', `${JSON.stringify(marked).slice(0, -1)},`],
      [`/api/residents/persons/${marked.identityNumber}/correct`, JSON.stringify(marked)],
      [`/api/views/people?phone=${marked.phone}&name=${encodeURIComponent(marked.name)}`, JSON.stringify(marked)],
    ] as const) {
      await fetch(system.url + address, { method: 'POST', headers, body });
      await callers(system.url)('worker-1')
        .post(address, marked)
        .catch((error: unknown) => expect((error as Error).name).toBe('ProblemAnswered'));
    }
    const lines = linesOf(system.output);
    const moves = lines.filter(({ msg }) => msg === 'move made');
    expect(moves.length).toBeGreaterThan(300);
    expect(moves.filter(({ trace }) => !/^[0-9a-f]{32}$/.test(String(trace)))).toEqual([]);
    expect(new Set(lines.map(({ level }) => level))).toContain('debug');
    expect(personalIn(system.output)).toEqual([]);
    expect(personalIn(await readFile(path.join(data, 'postgres', 'postgres.log'), 'utf8'))).toEqual([]);
    // The search itself finds what it looks for.
    expect(personalIn(JSON.stringify(marked))).toHaveLength(3);
  });

  test(
    'decision 10: the next generation of a log is published, with other partitions, and every reader moved to it, while reads go on',
    async () => {
      const before = rowsOf(await lists());
      const total = (await page('manager-1', 'desk?limit=100')).total;
      let reading = true;
      const read = async () => {
        let answers = 0;
        for (; reading; answers += 1) expect((await page('manager-1', 'desk?limit=100')).total).toBe(total);
        return answers;
      };
      const [{ code, output }, answers] = await Promise.all([
        command(data, 'log', 'republish', 'public-services', '--partitions', '3').finally(() => (reading = false)),
        read(),
      ]);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('yimen.public-services.g2 is current') });
      expect(output).toContain('projections/cases → 第 2 代');
      expect(answers).toBeGreaterThan(10);
      expect(rowsOf(await lists())).toEqual(before);
      expect(await command(data, 'projections', 'verify', 'cases')).toMatchObject({ code: 0 });
    },
    LIMIT,
  );

  test(
    'decision 9: a restored store is a fork that readiness names with the command that mends it; afterwards the events go on',
    async () => {
      const relayOf = async () => {
        const { services } = (await (await fetch(`${system.url}/health/ready`)).json()) as Readiness;
        return services['residents']?.parts.find(({ name }) => name === 'relay');
      };
      expect((await command(data, 'store', 'restored', 'residents')).code).toBe(0);
      for (let waited = 0; (await relayOf())?.ready && waited < 20_000; waited += 100) await sleep(100);
      expect(await relayOf()).toMatchObject({
        ready: false,
        troubles: [
          {
            code: 'log-fork',
            detail: {
              zh: expect.stringMatching(/^fork（store-restored）.*yimen log republish residents/),
              en: expect.stringContaining('yimen log republish residents'),
            },
          },
        ],
      });
      expect(await command(data, 'log', 'republish', 'residents')).toEqual({
        code: 0,
        output: expect.stringContaining('yimen.residents.g2 is current'),
      });
      for (let waited = 0; !(await relayOf())?.ready && waited < 20_000; waited += 100) await sleep(100);
      expect(await command(data, 'projections', 'verify', 'people')).toMatchObject({ code: 0 });
    },
    LIMIT,
  );

  test(
    'SIGTERM stops it cleanly; started again it is ready and everything is still there',
    async () => {
      const before = await lists();
      expect(before.desk.total).toBeGreaterThan(0);
      expect(before.ratings.rows).toHaveLength(1);
      system.signal('SIGTERM');
      expect(await system.ended()).toBe(0);

      system = new Start(data, port);
      await system.ready();
      expect(await lists()).toEqual(before);
    },
    LIMIT,
  );

  test(
    '13.3: a case is archived by its deadline although the system was down when the date passed',
    async () => {
      const handler = callers(system.url)('handler-1');
      const { rows } = await page('handler-1', 'desk?state=decided');
      const id = String(rows.find(({ channel }) => channel === 'window')?.['case']);
      const at = `/api/public-services/cases/${id}`;
      await handler.post(`${at}/make-ready`, { number: '示字-归档' });
      await handler.post(`${at}/deliver`, { way: 'post', receivedBy: 'applicant', proof: '挂号回执1号' });
      const today = await businessDateOf(callers(system.url)('operator-1'));
      const archiveDue = addWorkingDays(today, policy.number('rating.window'), calendar);
      const dayAfter = addDays('dueOn' in archiveDue ? archiveDue.dueOn : '', 1);
      expect(await system.stop()).toBe(0);

      await advanceWhileOthersAreDown(data, dayAfter);

      const startedAt = new Date().toISOString();
      system = new Start(data, port);
      await system.ready();
      const shown = async () => (await callers(system.url)('handler-1').get<Shown>(at)).body;
      for (let waited = 0; (await shown()).status !== 'archived' && waited < 20_000; waited += 100) await sleep(100);
      const { status, history } = await shown();
      const archived = history.filter(({ type }) => type === 'CaseArchived');
      expect({ status, days: archived.map(({ happenedOn }) => happenedOn) }).toEqual({ status: 'archived', days: [dayAfter] });
      expect(archived[0]!.recordedAt > startedAt).toBe(true);
    },
    LIMIT,
  );
});

/** Lists without the number of their read model's generation. */
const rowsOf = (lists: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, typeof list === 'object' ? { ...list, generation: 0 } : list]));

const policy = policyReader({ area: '320582000000', mode: 'demo', on: '2026-03-02' });
const calendar: WorkdayCalendar = installationCalendar(policy, stateCouncilYears);
