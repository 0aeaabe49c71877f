import { setTimeout as pause } from 'node:timers/promises';
import {
  AccessDeniedError,
  binaryEvent,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  streamNameFilter,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { eventstoredbDouble, type EventStoreDbDouble } from './double.js';

/** The client as it comes, against the double: what the adapter of the event store then builds on. */
describe('the protocol double of EventStoreDB, with the client unmodified', () => {
  let double: EventStoreDbDouble;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    double = await eventstoredbDouble({ maxAppendSize: 1 << 20 });
    client = EventStoreDBClient.connectionString(double.url);
  });
  afterEach(async () => {
    await client.dispose();
    await double.close();
  });

  const event = (text = 'x') => binaryEvent({ type: 'Noted', data: Buffer.from(text), metadata: new Uint8Array([1, 2]) });
  /** Credentials are what makes the client take one call per append. */
  const ways = [
    ['in a batch', {}],
    ['one by one', { credentials: { username: 'none', password: 'none' } }],
  ] as const;

  describe.each(ways)('appends %s', (way, options) => {
    test('are stored, repeated without harm, and refused as the server refuses', async () => {
      const events = [event(), event()];
      const first = await client.appendToStream('a', events, { expectedRevision: NO_STREAM, ...options });
      expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
      expect(await client.appendToStream('a', events, { expectedRevision: NO_STREAM, ...options })).toEqual(first);
      await expect(client.appendToStream('a', event(), { expectedRevision: NO_STREAM, ...options })).rejects.toMatchObject({
        constructor: WrongExpectedVersionError,
        actualVersion: 1n,
      });
      await expect(client.appendToStream('b', event(), { expectedRevision: 3n, ...options })).rejects.toMatchObject({
        actualVersion: 'no_stream',
      });
      await expect(client.appendToStream('b', event('x'.repeat(2 << 20)), options)).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
      await client.tombstoneStream('a');
      await expect(client.appendToStream('a', event(), options)).rejects.toBeInstanceOf(StreamDeletedError);
      expect(double.taken.batch).toBe(way === 'in a batch' ? 1 : 0);
    });
  });

  test('streams are read forwards and backwards, truncated as their metadata say, not found, or deleted', async () => {
    await client.appendToStream('a', [event('1'), event('2'), event('3')]);
    const read = async (options: Parameters<typeof client.readStream>[1] = {}) => {
      const texts: string[] = [];
      for await (const { event: found } of client.readStream('a', options)) texts.push(Buffer.from(found?.data as Uint8Array).toString());
      return texts;
    };
    expect(await read()).toEqual(['1', '2', '3']);
    expect(await read({ direction: 'backwards', fromRevision: 'end', maxCount: 2 })).toEqual(['3', '2']);
    await client.setStreamMetadata('a', { maxCount: 2 });
    expect(await read()).toEqual(['2', '3']);
    await client.setStreamMetadata('a', { truncateBefore: 2 });
    expect(await read()).toEqual(['3']);
    await client.deleteStream('a');
    await expect(read()).rejects.toBeInstanceOf(StreamNotFoundError);
    await client.tombstoneStream('a');
    await expect(read()).rejects.toBeInstanceOf(StreamDeletedError);
  });

  test('a filtered subscription gives what stands and what comes, checkpoints and caughtUp', async () => {
    for (let round = 0; round < 10; round += 1) await client.appendToStream(round % 2 ? 'mine/a' : 'other/a', [event(), event()]);
    const streams: string[] = [];
    const told: string[] = [];
    const subscription = client.subscribeToAll({
      filter: streamNameFilter({
        prefixes: ['mine/'],
        maxSearchWindow: 5,
        checkpointReached: () => void told.push('checkpoint'),
      }),
    });
    subscription.on('data', ({ event: found }) => streams.push(found?.streamId ?? ''));
    subscription.on('caughtUp', () => told.push('caughtUp'));
    await until(() => told.includes('caughtUp'));
    await client.appendToStream('mine/b', event());
    await until(() => streams.length === 11);
    expect(streams).toEqual([...Array.from({ length: 10 }, () => 'mine/a'), 'mine/b']);
    expect(told.filter((word) => word === 'checkpoint').length).toBeGreaterThanOrEqual(4);
    await subscription.unsubscribe();
  });

  test('denied, away and back, led by another', async () => {
    double.inject({ kind: 'denied' }, ['append'], 1);
    await expect(client.appendToStream('a', event(), ways[1][1])).rejects.toBeInstanceOf(AccessDeniedError);
    const restarted = double.restart(200);
    await pause(50);
    await expect(client.appendToStream('a', event(), ways[1][1])).rejects.toBeInstanceOf(UnavailableError);
    await restarted;
    await client.appendToStream('a', event(), ways[1][1]);
    double.changeLeader();
    await expect(client.appendToStream('a', event(), { ...ways[1][1], requiresLeader: true })).rejects.toMatchObject({
      type: 'not-leader',
    });
    await client.appendToStream('a', event(), { ...ways[1][1], requiresLeader: true });
    expect(double.taken.append).toBe(1);
    const cluster = EventStoreDBClient.connectionString(double.clusterUrl);
    await cluster.appendToStream('a', event(), { ...ways[1][1], requiresLeader: true });
    expect(double.taken.append).toBe(2);
    await cluster.dispose();
  });

  // Why the adapter appends one by one: the table of waiting batch appends is global to the process (batchAppend.js of 6.2.1).
  test('in a batch, one connection lost rejects what waits on every client of the process', async () => {
    const other = await eventstoredbDouble();
    const second = EventStoreDBClient.connectionString(other.url);
    double.inject({ kind: 'silent' }, ['append']);
    other.inject({ kind: 'silent' }, ['append']);
    const waiting = Promise.allSettled([client.appendToStream('a', event()), second.appendToStream('a', event())]);
    await until(() => double.taken.append === 1 && other.taken.append === 1);
    double.resetConnections();
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await second.dispose();
    await other.close();
  });

  async function until(holds: () => boolean): Promise<void> {
    for (let waited = 0; !holds() && waited < 5_000; waited += 10) await pause(10);
    expect(holds()).toBe(true);
  }
});
