import { jest } from '@jest/globals';
import { decode, registry } from '@yimen/contracts';
import { postgresEventLog, postgresWatermarks } from '@yimen/event-log';
import { postgresEventStore, type EventStore } from '@yimen/event-store';
import { provision, servicePool, serviceUrl, serviceWork, SliceRunner, waitForClock, type ServicePart } from '@yimen/service-shell';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { openVault } from '@yimen/vault';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { organisations } from './index.js';

// A real server under a shared machine's load.
jest.setTimeout(120_000);

const area = '320582000000';
const role = { service: 'organisations', kind: 'records', password: 'spec' } as const;
let db: TestDatabase;
let store: EventStore;
let runner: SliceRunner;
let parts: readonly ServicePart[];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await provision({ adminUrl: db.url, services: [role], mode: 'demo', version: '0.1.0' });
  const url = serviceUrl(db.url, role.service, role.password);
  const pool = servicePool({ url, application: 'party-spec', max: 10 });
  store = postgresEventStore({ pool, listen: url, schema: 'organisations' });
  const log = postgresEventLog({ pool, listen: url, poll: 50 });
  const vault = openVault({ pool, masterKey: randomBytes(32) });
  const logger = pino({ level: process.env['LOG'] ?? 'silent' });
  const quick = { partitions: 2, everyMs: 30, backoffMs: 30, leaseSeconds: 1 };
  const watermarks = postgresWatermarks(pool);
  const work = serviceWork({
    definition: organisations,
    pool,
    url,
    store,
    log,
    vault,
    watermarks,
    registry,
    mode: 'demo',
    area,
    holder: 'spec',
    logger,
    ...quick,
  });
  const { clock, facts, policy } = work;
  runner = new SliceRunner(organisations.slices, { store, vault, registry, clock, facts: facts.rows, policy, directory: facts.directory });
  parts = work.background({ runner });
  for (const part of parts) await part.start();
  closing.push(
    () => log.close(),
    () => store.close(),
    () => vault.close(),
    () => pool.end(),
  );
});
afterAll(async () => {
  for (const part of [...parts].reverse()) await part.stop();
  for (const close of closing) await close();
  await db.drop();
});

/** A move of the system; throws where it is refused. */
async function make(slice: string, id: string | null, move: string, input: object): Promise<string> {
  const request = { client: 'operator:spec', method: 'MOVE', path: `${slice}/${id ?? ''}/${move}`, key: randomUUID() };
  for (let tries = 0; ; tries += 1) {
    const answer = await runner.run({ slice, id, move, input, actor: { kind: 'system', id: 'operator:spec' }, request });
    if (answer.kind === 'made') return answer.id;
    // Before the tables of facts are built, the service says so.
    if (answer.problem.status !== 503 || tries > 300) throw new Error(`${slice}.${move}: ${JSON.stringify(answer.problem)}`);
    await sleep(50);
  }
}
const events = async (stream: string) =>
  (await store.readStream(stream)).map(({ type, schemaVersion, payload }) => decode(registry, type, schemaVersion, payload));
async function eventually(stream: string, type: string, fields: object = {}): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    const found = (await events(stream)).some(
      (event) => event.type === type && Object.entries(fields).every(([name, value]) => event[name] === value),
    );
    if (found) return;
    await sleep(25);
  }
  throw new Error(`${stream} has no ${type} ${JSON.stringify(fields)}: ${JSON.stringify(await events(stream))}`);
}
async function advance(to: string): Promise<void> {
  await make('business-clock', 'business', 'advance', { to });
  await waitForClock(db.pool, to, { timeoutMs: 60_000 });
}

/** Sets an organisation up in the tree and enters it in the book of the network. */
async function enter(kind: string, name: string, parent: string | null, book: object): Promise<string> {
  const id = await make('organisation', null, parent === null ? 'found' : 'establish', { kind, name, ...(parent !== null && { parent }) });
  const term = { seat: '320582001000', community: true, units: [], formedOn: '2020-01-01', termStart: '2024-01-01' };
  const power = { canApprove: false, code: null, connection: 'national' };
  await make('party-organisation', id, 'enter', { name, parent, organisation: id, ...term, ...power, ...book });
  return id;
}

test('4.3, 13.2 · number, reminders, expiry, reissue, arrival, receipt and both rolls in the running service', async () => {
  await make('business-clock', 'business', 'start', {});
  const county = await enter('county-party-committee', '中共示例市委', null, { level: 'committee' });
  const [first, second] = [
    await enter('town-party-committee', '第一街道党工委', county, { level: 'committee', canApprove: true }),
    await enter('town-party-committee', '第二街道党工委', county, { level: 'committee', canApprove: true }),
  ];
  const [here, there] = [
    await enter('party-branch', '第一社区党支部', first, { level: 'branch' }),
    await enter('party-branch', '第二社区党支部', second, { level: 'branch' }),
  ];
  await eventually(`party-organisation/${first}`, 'PartyBelowListed', { below: here });

  const person = randomUUID();
  const relationship = `party-relationship/${person}`;
  const register = `${first}~2026`;
  const move = (name: string, input: object) => make('party-relationship', person, name, input);
  const identityNumber = '990101198506151023';
  const member = { name: '李示例', identityNumber, phone: null, standing: 'full', joinedOn: '2015-07-01', fullOn: '2016-07-01' };
  await move('enter', { ...member, duesPaidThrough: '2026-02', branch: here, kind: 'on-record', leavingOn: null });
  await eventually(`party-organisation/${here}`, 'PartyMemberListed', { member: person });
  expect(Buffer.from((await store.readStream(relationship))[0]?.payload ?? []).toString()).not.toContain('李示例');

  const archive = { state: 'present', location: '市人才中心' };
  await move('draft', { reason: 'moving', archive, carriedBy: 'online', probationMaterials: [], target: there, outside: null });
  await move('submit', {});
  await move('branchApprove', {});
  const office = { officeAddress: '示例路1号', officePhone: '0512-00000000', officeFax: null, officePostcode: '215600' };
  await move('issue', office);
  expect(await events(relationship)).toContainEqual(
    expect.objectContaining({ type: 'LetterIssued', number: '2026-0001', register, expiresOn: '2026-04-01' }),
  );
  await eventually(`letter-register/${register}`, 'LetterNumberUsed', { number: '2026-0001' });

  // A number that was reserved and never used runs out.
  await make('letter-register', register, 'reserve', { transfer: randomUUID(), member: randomUUID() });
  await advance('2026-04-02');
  const before = (await events(relationship)).map(({ type }) => type);
  expect(before.slice(-4)).toEqual(['TransferReminded', 'TransferReminded', 'TransferReminded', 'LetterExpired']);
  await eventually(`letter-register/${register}`, 'LetterNumberVoided', { number: '2026-0002', because: 'unused' });

  await move('reissue', office);
  await eventually(`letter-register/${register}`, 'LetterNumberVoided', { number: '2026-0001', because: 'replaced' });
  await move('arrive', { number: '2026-0003' });
  await move('accept', { identityNumber });
  await move('assignBranch', { branch: there });
  await move('sendReceipt', { receiptNo: '2026-0003' });
  await move('close', {});
  await eventually(`party-organisation/${there}`, 'PartyMemberListed', { member: person });
  await eventually(`party-organisation/${here}`, 'PartyMemberUnlisted', { member: person });

  // The grace of six months below three full members, counted from the day of entry.
  await advance('2026-09-03');
  await eventually(`party-organisation/${here}`, 'PartyThresholdWarned', { threshold: 'branch-below' });
  expect((await events(relationship)).filter(({ type }) => type === 'MemberTaskRaised')).toEqual([]);
});

test('4.1 · what a survey suggests is proposed to the committee above; once formed it stands in the tree', async () => {
  const county = await enter('county-party-committee', '中共另一示例市委', null, { level: 'committee' });
  const town = await enter('town-party-committee', '第三街道党工委', county, { level: 'committee', seat: '320582001001' });
  const building = (name: string, members: number) => ({ building: name, members, fullMembers: members });
  const grids = [{ grid: '320582001001001', buildings: [building('1', 3), building('2', 5), building('3', 4)] }];
  await make('party-organisation', town, 'survey', { grids });
  const suggested = (await events(`party-organisation/${town}`)).filter(({ type }) => type === 'PartyOrganisationSuggested');
  const branch = suggested.find((event) => event['level'] === 'branch')?.['suggested'] as string;
  await eventually(`party-organisation/${branch}`, 'PartyOrganisationProposed', { trigger: 'R-088' });
  const decisionNo = '张委组〔2026〕1号';
  await make('party-organisation', branch, 'approve', { decisionNo });
  await make('party-organisation', branch, 'form', {});
  await eventually(`organisation/${branch}`, 'PartyOrganisationEstablished', { parent: town });
  await eventually(`party-organisation/${town}`, 'PartyBelowListed', { below: branch });
  // Its groups waited for it.
  await eventually(`party-organisation/${town}`, 'PartyOrganisationSuggested', { level: 'group', parent: branch });
  const groups = (await events(`party-organisation/${town}`)).filter((event) => event['level'] === 'group');
  expect(groups).toHaveLength(3);
  await eventually(`party-organisation/${groups[0]?.['suggested'] as string}`, 'PartyOrganisationProposed', {
    trigger: 'R-087',
    parent: branch,
  });
});
