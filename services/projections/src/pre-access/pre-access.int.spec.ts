import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, committee, department, otherCommittee, sampled } from '../service/story.sample.js';
import { until, World, type Said } from '../service/world.sample.js';
import { county, financeOffice, livingStory, office, rejectedStory } from './pre-access.sample.js';

type Row = Record<string, unknown>;
let world: World;
/** Departments of which there is nothing but reports, and one that applied for something, too. */
const [quiet, fewer, busy] = [at(92), at(93), at(94)];
const [stopped, last] = [at(330), at(331)];

/** So many reports of the year, the first of them found true. */
function reported(by: string, many: number): Said[] {
  const of = { organ: office, department: by };
  const report = (n: number) => `task-report/${at(1000 + Number(by.slice(-2)) * 10 + n)}`;
  return Array.from({ length: many }, (_, n) => [
    { stream: report(n), event: sampled('TaskReported', { ...of, community: committee, on: '2026-02-10' }) },
    ...(n === 0 ? [{ stream: report(n), event: sampled('ReportFound', { ...of, on: '2026-02-20' }) }] : []),
  ]).flat();
}

/** The living matter under another id, ended on a day; a payment that was under way arrives nine days later. */
function stoppedStory(id: string, on: string): Said[] {
  const stream = `admission/${id}`;
  const past = livingStory().map(({ event }) => event);
  const until = past.findIndex(({ type }) => type === 'InstalmentReturned');
  const late = { community: committee, amount: '50000', voucher: 'V9', bankDate: '2026-06-10', moneyDue: null };
  const events = [
    ...past.slice(0, until),
    sampled('MatterActivated', { endsOn: null, on: '2026-05-06' }),
    sampled('MatterExited', { county, on, ground: 'task-done' }),
    ...(on < late.bankDate ? [sampled('InstalmentReceived', late)] : []),
  ];
  return events.map((event) => ({ stream, event }));
}

beforeAll(async () => {
  world = await World.open();
  for (const one of [committee, otherCommittee]) await world.organisation(one, null);
  for (const one of [department, office, financeOffice, quiet, fewer, busy]) await world.organisation(one, null, 'government');
  const accounts = { officer: department, office, quiet, fewer, busy };
  for (const [account, of] of Object.entries(accounts)) await world.account(account, [['department', of]]);
  await world.account('director', [['director', committee]]);
  await world.account('finance', [['finance', financeOffice]]);
}, 60_000);
afterAll(() => world.close());

describe('5.1.4, D-reporter-hidden · a department cannot tell from its figures that somebody reported it, nor on which day', () => {
  const figures = async (account: string, token?: string): Promise<{ total: number; rows: Row[] }> =>
    (await world.get('/api/views/admission-figures?year=2026', account, token === undefined ? {} : { 'Read-After': token })).body;

  test('in the running year a report brings no row, also of five and more', async () => {
    const token = await world.say(...reported(quiet, 5), ...reported(fewer, 4));
    for (const account of ['quiet', 'fewer', 'office']) expect(await figures(account, token)).toMatchObject({ total: 0, rows: [] });
  });

  test('what else there is of a department is told, and the same with a report as without', async () => {
    const before = await figures('busy', await world.say(...rejectedStory(at(340), '2026-03-02', busy)));
    expect(before.rows).toMatchObject([{ rejected: 1, reportFigures: { shown: false } }]);
    const after = await figures('busy', await world.say(...reported(busy, 1)));
    expect(after.rows).toEqual(before.rows);
  });

  test('13.3 · after the year there is a row from five reports on; fewer are not told by a row of zeros', async () => {
    const turned: Said = { stream: 'business-clock/business', event: sampled('BusinessClockStarted', { on: '2027-01-01' }) };
    await world.say(turned);
    const told = await until(
      () => figures('quiet'),
      ({ total }) => total > 0,
    );
    expect(told.rows).toMatchObject([{ submitted: 0, reportFigures: { shown: true, counts: { reports: 5, confirmed: 1 } } }]);
    expect(await figures('fewer')).toMatchObject({ total: 0, rows: [] });
    expect((await figures('office')).rows.map((row) => row['department']).sort()).toEqual([quiet, busy]);
  });
});

describe('5b · once a matter has ended nothing more of its money is due, open or coming', () => {
  let token: string;
  const told = async (on: string, application = stopped, account = 'officer') => {
    const query = new URLSearchParams({ on, application }).toString();
    const { body } = await world.get(`/api/views/matter-money?${query}`, account, { 'Read-After': token });
    const row = (body.rows as Row[]).find(({ community }) => community === committee) ?? {};
    return ['due', 'open', 'nextOn', 'committed', 'received'].map((name) => row[name]);
  };
  beforeAll(async () => {
    token = await world.say(...stoppedStory(stopped, '2026-06-01'), ...stoppedStory(last, '2026-09-01'));
  });

  test('what was bound and not paid is released; the instalment after the end is never due', async () => {
    for (const account of ['officer', 'director', 'finance']) {
      expect(await told('2026-06-02', stopped, account)).toEqual(['200000', '0', null, '200000', '200000']);
      expect(await told('2026-09-02', stopped, account)).toEqual(['200000', '0', null, '250000', '250000']);
    }
    expect(await told('2026-06-01')).toEqual(['200000', '0', null, '200000', '200000']);
  });

  test('an instalment of the day on which the matter ended is not due any more', async () => {
    expect(await told('2026-09-01', last)).toEqual(['200000', '0', null, '200000', '200000']);
  });

  test('earlier days stay what they were', async () => {
    expect(await told('2026-05-31')).toEqual(['200000', '0', '2026-09-01', '375000', '200000']);
    expect(await told('2026-04-30', last)).toEqual(['0', '0', '2026-05-01', '375000', '0']);
  });

  test('a community that had not received its first instalment is owed nothing after the end', async () => {
    const query = (on: string) => new URLSearchParams({ on, application: stopped, community: otherCommittee }).toString();
    const owed = async (on: string) => (await world.get(`/api/views/matter-money?${query(on)}`, 'officer')).body.rows;
    expect(await owed('2026-05-31')).toMatchObject([{ due: '200000', open: '200000', committed: '0' }]);
    expect(await owed('2026-06-01')).toMatchObject([{ due: '200000', open: '0', committed: '0' }]);
  });
});

describe('5b · the money of an earlier day stays what it was', () => {
  const [further, assisted] = [at(332), at(333)];
  let token: string;
  const told = async (on: string, application: string, account = 'officer') => {
    const query = new URLSearchParams({ on, application, community: committee }).toString();
    return (await world.get(`/api/views/matter-money?${query}`, account, { 'Read-After': token })).body.rows as Row[];
  };
  beforeAll(async () => {
    // Its first instalment was due before it was signed.
    const plan = [
      { on: '2026-11-01', amount: '100000' },
      { on: '2027-03-01', amount: '275000' },
    ];
    const next = sampled('AgreementSigned', { community: committee, department, plan, on: '2026-12-01' });
    const conditions = (money: string, on: string) => sampled('ConditionsRecorded', { community: committee, money, on });
    token = await world.say(
      ...stoppedStory(further, '2027-02-01'),
      { stream: `admission/${further}`, event: next },
      ...rejectedStory(assisted, '2026-03-02', department),
      ...[conditions('300000', '2026-03-01'), conditions('250000', '2026-06-01')].map((event) => ({
        stream: `admission/${assisted}`,
        event,
      })),
    );
  });

  test('a further agreement counts from its signature on, with its instalments and beside the first', async () => {
    expect(await told('2026-05-02', further)).toMatchObject([{ promised: '375000', nextOn: '2026-09-01', state: 'listed' }]);
    expect(await told('2026-10-01', further)).toMatchObject([{ promised: '375000', nextOn: null, state: 'active' }]);
    expect(await told('2026-11-30', further)).toMatchObject([{ promised: '375000', due: '375000', nextOn: null }]);
    expect(await told('2026-12-01', further, 'director')).toMatchObject([{ promised: '750000', due: '475000', nextOn: '2027-03-01' }]);
  });

  test('conditions recorded anew take the place of those before from their day on', async () => {
    expect(await told('2026-04-01', assisted)).toMatchObject([{ kind: 'conditions', promised: '300000' }]);
    expect(await told('2026-06-01', assisted)).toMatchObject([{ kind: 'conditions', promised: '250000' }]);
  });
});
