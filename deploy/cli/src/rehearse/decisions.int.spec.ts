import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encode, registry } from '@yimen/contracts';
import { chain, chainStart, postgresEventLog, type EventLog, type LogRecord, type Watermark } from '@yimen/event-log';
import { organisations } from '@yimen/organisations';
import { parameterSets } from '@yimen/policy';
import { provision, type ServiceDefinition } from '@yimen/service-shell';
import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import { randomUUID } from 'node:crypto';
import { replay } from './decisions.js';

const topic = { context: 'organisations', generation: 1 };
const hall = '01980000-0000-7000-8000-000000000001';
const opened = { type: 'AccountOpened', post: '2号综合窗口', organisation: hall, person: null };
const granted = { type: 'RoleGranted', role: 'window-clerk', organisation: hall };
const closed = { type: 'AccountClosed', reason: '离岗' };
const installation = { area: '320582000000', mode: 'production' } as const;

let db: TestDatabase;
let log: EventLog;
let watermark: Watermark;
beforeAll(async () => {
  db = await testDatabase();
  await provision({
    adminUrl: db.url,
    services: [{ service: 'organisations', kind: 'records', password: 'spec' }],
    mode: 'demo',
    version: '0.1.0',
  });
  log = postgresEventLog({ pool: db.pool, listen: db.url });
  await log.ensureTopic(topic, 1);
  await log.publish(topic, records());
  watermark = { topic, sequence: 5n, places: [5n] } as unknown as Watermark;
});
afterAll(async () => {
  await log.close();
  await db.drop();
});

/** An account opened and granted a role by one move, then closed; and another opened with a parameter looked up. */
function records(): LogRecord[] {
  const at = (seconds: number) => `2026-03-02T01:00:0${seconds}.000000Z`;
  const said = [
    ['account/a', 1n, opened, 'bootstrap', at(1), []],
    ['account/a', 2n, granted, 'bootstrap', at(1), []],
    ['account/a', 3n, closed, 'close', at(2), []],
    ['account/b', 1n, opened, 'open', at(3), ['case.check_days@NATIONAL-2026']],
    // No item of a slice: the memory of a process.
    ['process/p/1', 1n, granted, 'issue', at(4), ['case.check_days@GONE']],
  ] as const;
  let before = chainStart(topic, 0);
  return said.map(([stream, revision, event, move, recordedAt, policy], index) => {
    const { contract, payload } = encode(registry, event);
    const plain = {
      ...{ context: topic.context, partition: 0, place: BigInt(index + 1), position: BigInt(index + 1) },
      ...{
        stream,
        revision,
        id: randomUUID(),
        type: event.type,
        schemaVersion: contract.version,
        happenedOn: '2026-03-02',
        recordedAt,
        payload,
      },
      meta: Buffer.from(JSON.stringify({ actor: 'admin', move, policy })),
    };
    before = chain(before, plain);
    return { ...plain, hash: before };
  });
}

/** The service as another release has it: its slice of accounts changed. */
function released(change: (account: ServiceDefinition['slices'][number]) => object): ServiceDefinition {
  return {
    ...organisations,
    slices: organisations.slices.map((slice) => (slice.name === 'account' ? { ...slice, ...change(slice) } : slice)),
  };
}

const replayed = (definition: ServiceDefinition, sets = parameterSets) => replay(definition, log, watermark, installation, sets);

test('the release that recorded the events finds nothing to decide otherwise', async () => {
  expect(await replayed(organisations)).toEqual({ events: 4, otherwise: [] });
});

test('a move that is gone, or no longer open in the state it was made in, is named with its events', async () => {
  const { otherwise } = await replayed(
    released(({ moves }) => {
      const { open: _gone, ...rest } = moves;
      return { moves: { ...rest, close: { ...rest['close'], from: ['none'] } } };
    }),
  );
  expect(otherwise).toEqual([
    { slice: 'account', move: 'close', kind: 'state', detail: 'not from open', count: 1, stream: 'account/a' },
    { slice: 'account', move: 'open', kind: 'move', detail: 'no move open', count: 1, stream: 'account/b' },
  ]);
});

test('an event that the slice cannot fold is named once per move, and its item is left there', async () => {
  const { otherwise } = await replayed(
    released(({ on }) => {
      const { RoleGranted: _gone, ...rest } = on;
      return { on: rest };
    }),
  );
  expect(otherwise).toEqual([
    { slice: 'account', move: 'bootstrap', kind: 'fold', detail: 'account does not fold RoleGranted', count: 1, stream: 'account/a' },
  ]);
});

test('a parameter that is now found in another set, or in none, is named with the decisions that looked it up', async () => {
  const renamed = parameterSets.map((set) => (set.name === 'NATIONAL-2026' ? { ...set, name: 'NATIONAL-2027' } : set));
  expect((await replayed(organisations, renamed)).otherwise).toMatchObject([
    { kind: 'policy', move: 'open', detail: 'case.check_days@NATIONAL-2026 → NATIONAL-2027 = 5', count: 1 },
  ]);
  const without = parameterSets.map((set) => ({ ...set, parameters: set.parameters.filter(({ key }) => key !== 'case.check_days') }));
  expect((await replayed(organisations, without)).otherwise).toMatchObject([
    { kind: 'policy', detail: 'case.check_days@NATIONAL-2026 → —' },
  ]);
});
