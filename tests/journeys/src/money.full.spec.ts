import { admitted, advanceClock, bodiesOf, eventually, instalment, openBooks, receive, sourceOf, Story, World } from '@yimen/cli';
import { addDays } from '@yimen/kernel';
import { adminUrl, clear, command, dataFolder, freePort, serviceProcesses, Start } from '@yimen/testing/servers';
import pg from 'pg';

const LIMIT = 300_000;
const AGREED = 800_000n;
const HALF = AGREED / 2n;

let data: string;
let system: Start;
beforeAll(async () => {
  data = await dataFolder();
  system = new Start(data, await freePort(), {}, ['--split']);
  await system.ready();
}, LIMIT);
afterAll(() => clear(data, system), LIMIT);

function signal(service: string, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  const pid = serviceProcesses(system.pid).get(service);
  if (pid === undefined) throw new Error(`${service} does not run`);
  process.kill(pid, name);
}

interface Books {
  readonly received: string;
  readonly paid: string;
  readonly commitments: Readonly<Record<string, { readonly open: string }>>;
}
interface Agreed {
  readonly received: readonly { readonly amount: string; readonly voucher: string; readonly confirmed: boolean }[];
  readonly commitments: Readonly<Record<string, { readonly outcome: string }>>;
}

/** An agreed matter with two instalments whose money is there, and ways to look at it. */
async function agreed() {
  const world = await World.enter(system.url);
  const bodies = await bodiesOf(world);
  const { department, community } = bodies;
  const from = world.workday(34);
  const planned = { from, first: world.workday(26), second: addDays(from, 20) };
  const line = `E01-${world.today}`;
  const source = sourceOf(department, planned.first);
  await openBooks(world, bodies, [planned.first, planned.second], line, AGREED);
  await receive(world, source, `国库〔${line}〕`, AGREED);
  const told: string[] = [];
  const story = new Story((text) => told.push(text));
  const id = await admitted(story, world, bodies, planned, line);
  expect({ asExpected: story.end(), told }).toMatchObject({ asExpected: true });
  const matter = () => world.item('department-1', `public-services/admissions/${id}`);
  const types = async () => (await matter()).history.map(({ type }) => type);
  const money = async () => ((await matter()).state as { entry: { agreements: Record<string, Agreed> } }).entry.agreements[community];
  const until = (status: string) => eventually(status, async () => ((await matter()).status === status ? true : undefined));
  const books = async (of = source) => (await world.item('auditor-1', `finance/fund-sources/${of}`)).state['books'] as Books;
  const bound = ({ commitments }: Books) => Object.values(commitments).reduce((sum, { open }) => sum + BigInt(open), 0n);
  const events = async (type: string, of = source) =>
    (await world.item('auditor-1', `finance/fund-sources/${of}`)).history.filter((each) => each.type === type);
  const pay = async (amount: bigint) => {
    const voucher = await instalment(world, bodies, id, amount);
    return {
      voucher,
      confirm: async () => {
        await eventually('word of the payment', async () => (await money())?.received.find((each) => each.voucher === voucher));
        await world.as('director-1').post(`/api/public-services/admissions/${id}/confirm-receipt`, { community, voucher });
      },
    };
  };
  return { world, bodies, planned, id, source, matter, types, money, until, books, bound, events, pay };
}

test(
  '13.1 · the whole chain, public-services away while money is paid and the grace ends: it catches up, nothing is late, every fen once',
  async () => {
    const { world, bodies, planned, types, money, until, books, bound, events, pay } = await agreed();
    const own = sourceOf(bodies.community, planned.first);
    const before = BigInt((await books(own)).received);
    await eventually('commitment', async () =>
      Object.values((await money())?.commitments ?? {}).find(({ outcome }) => outcome === 'committed'),
    );
    await world.advanceTo(planned.first);
    await (await pay(HALF)).confirm();
    await world.advanceTo(planned.from);
    await until('active');

    await world.advanceTo(planned.second);
    signal('public-services', 'SIGSTOP');
    const second = await pay(HALF);
    // The clock cannot be everywhere while a service is away: it is moved, and waited for once the service is back.
    const past = addDays(planned.second, world.policy.number('fund.grace') + 3);
    const moved = advanceClock(world.as('operator-1'), past, { timeoutMs: 120_000 });
    await eventually('the clock of finance', async () => {
      const { body } = await world
        .as('operator-1')
        .get<{ services: readonly { service: string; applied: string | null }[] }>('/api/projections/clock');
      return body.services.find(({ service, applied }) => service === 'finance' && applied === past);
    });
    signal('public-services', 'SIGCONT');
    await moved;
    await second.confirm();

    expect(await types()).not.toContain('MatterSuspended');
    expect((await types()).filter((type) => type === 'InstalmentReceived')).toHaveLength(2);
    const after = await books();
    expect({ paid: after.paid, bound: bound(after) }).toEqual({ paid: after.received, bound: 0n });
    expect((await events('InstalmentPaid')).length).toBe(2);
    await eventually('the community’s books', async () => (BigInt((await books(own)).received) === before + AGREED ? true : undefined));
  },
  LIMIT,
);

test(
  'finance is killed while it binds, and again while it pays and releases: one commitment, one release, the books whole',
  async () => {
    const { world, planned, id, source, money, until, books, bound, events, pay } = await agreed();
    signal('finance', 'SIGKILL');
    await eventually('commitment', async () =>
      Object.values((await money())?.commitments ?? {}).find(({ outcome }) => outcome === 'committed'),
    );
    const asked = (await events('AgreementMoneyCommitted')).filter(({ event }) => event['application'] === id);
    expect(asked).toHaveLength(1);
    const earlier = await books();
    await world.advanceTo(planned.first);
    const first = await pay(HALF);
    signal('finance', 'SIGKILL');
    await first.confirm();
    await world.advanceTo(planned.from);
    await until('active');

    const exit = world.as('social-work-1').post(`/api/public-services/admissions/${id}/exit`, { ground: 'task-done', reason: '完成' });
    await exit;
    signal('finance', 'SIGKILL');
    const commitment = asked[0]?.event['commitment'];
    const released = await eventually('release', async () =>
      (await events('CommitmentReleased')).filter(({ event }) => event['commitment'] === commitment).at(0),
    );
    expect(released.event['amount']).toBe(HALF.toString());
    const after = await books();
    expect({ received: after.received, paid: BigInt(after.paid) - BigInt(earlier.paid), bound: bound(after) }).toEqual({
      received: earlier.received,
      paid: HALF,
      bound: 0n,
    });
    const { code, output } = await command(data, 'books', '--check');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('The books agree') });
    expect((await events('CommitmentReleased', source)).filter(({ event }) => event['commitment'] === commitment)).toHaveLength(1);
  },
  LIMIT,
);

test(
  'every event is delivered once more to the processes of money while the system runs: nothing moves twice',
  async () => {
    const { world, bodies, planned, id, source, matter, money, pay } = await agreed();
    const own = sourceOf(bodies.community, planned.first);
    await eventually('commitment', async () =>
      Object.values((await money())?.commitments ?? {}).find(({ outcome }) => outcome === 'committed'),
    );
    await world.advanceTo(planned.first);
    const { voucher, confirm } = await pay(HALF);
    await confirm();
    const bookOf = (of: string) => world.item('auditor-1', `finance/fund-sources/${of}`);
    await eventually('the community’s books', async () =>
      ((await bookOf(own)).state['books'] as { vouchers: readonly string[] }).vouchers.includes(`bank ${voucher} ${planned.first}`)
        ? true
        : undefined,
    );
    const seen = async () => {
      const items = [await matter(), await bookOf(source), await bookOf(own), await world.item('budget-1', `finance/matter-money/${id}`)];
      return items.map(({ state, history }) => ({ state, events: history.map(({ type }) => type) }));
    };
    const before = await seen();

    const client = new pg.Client({ connectionString: await adminUrl(data) });
    await client.connect();
    try {
      const places = async () => {
        const { rows } = await client.query<{ at: string; place: string }>(
          `SELECT concat_ws(' ', process, context, generation, partition) AS at, place
           FROM (TABLE finance.process_place UNION ALL TABLE public_services.process_place) p`,
        );
        return new Map(rows.map(({ at, place }) => [at, BigInt(place)]));
      };
      const waiting = async () =>
        (await client.query('SELECT FROM (TABLE finance.process_cause UNION ALL TABLE public_services.process_cause) c')).rowCount;
      const reached = await places();
      // A process that goes on meanwhile would write its place again: they are set back once it is gone.
      for (const service of ['finance', 'public-services']) signal(service, 'SIGKILL');
      for (const schema of ['finance', 'public_services']) await client.query(`UPDATE ${schema}.process_place SET place = 0`);
      await eventually('everything delivered again', async () => {
        const now = await places();
        return [...reached].every(([at, place]) => (now.get(at) ?? 0n) >= place) && (await waiting()) === 0 ? true : undefined;
      });
    } finally {
      await client.end();
    }
    expect(await seen()).toEqual(before);
    const { code, output } = await command(data, 'books', '--check');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('The books agree') });
  },
  LIMIT,
);
