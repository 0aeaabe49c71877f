import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { eventstoredbDouble, type EventStoreDbDouble } from '@yimen/testing/servers';
import type { EventStore } from '../port.js';
import { freshStream, sampleEvent, sampleEvents } from '../sample-events.js';
import { CONTEXT, describeOnDouble, freshDouble, type FreshDouble } from './fresh-double.js';
import { eventstoredbRestored } from './store.js';
import { HistoryCut } from './trouble.js';

describeOnDouble('the history of a service in EventStoreDB', () => {
  let fresh: FreshDouble<EventStoreDbDouble>;
  let store: EventStore;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    fresh = freshDouble(await eventstoredbDouble());
    store = fresh.open();
    client = EventStoreDBClient.connectionString(fresh.double.url);
  });
  afterEach(async () => {
    await client.dispose();
    await fresh.close();
  });

  describe('that is not whole is refused', () => {
    const cuts: [string, (stream: string) => Promise<unknown>][] = [
      ['a stream tombstoned', (stream) => client.tombstoneStream(stream)],
      ['a stream deleted', (stream) => client.deleteStream(stream)],
      ['a stream with a maximal count', (stream) => client.setStreamMetadata(stream, { maxCount: 2 })],
      ['a stream with a maximal age', (stream) => client.setStreamMetadata(stream, { maxAge: 3_600 })],
      ['a stream truncated', (stream) => client.setStreamMetadata(stream, { truncateBefore: 1 })],
      ['an event that something else wrote', (stream) => client.appendToStream(stream, jsonEvent({ type: 'Foreign', data: { a: 1 } }))],
    ];
    test.each(cuts)('while running: %s', async (_, cut) => {
      const stream = freshStream();
      await store.append(stream, 'none', sampleEvents(3));
      const following = store.subscribe({ after: 3n, signal: new AbortController().signal, onEvents: () => Promise.resolve() });
      const ended = expect(following).rejects.toBeInstanceOf(HistoryCut);
      await cut(`${CONTEXT}/${stream}`);
      await ended;
      await expect(store.append(stream, 3n, [sampleEvent()])).rejects.toBeInstanceOf(HistoryCut);
      await expect(store.head()).rejects.toBeInstanceOf(HistoryCut);
      await expect(store.readAll({ after: 0n, max: 10 })).rejects.toBeInstanceOf(HistoryCut);
      await expect(store.readStream(stream)).rejects.toBeInstanceOf(HistoryCut);
    });

    test.each(cuts)('at the start: %s', async (_, cut) => {
      const stream = freshStream();
      await store.append(stream, 'none', sampleEvents(3));
      await cut(`${CONTEXT}/${stream}`);
      await expect(fresh.open().head()).rejects.toBeInstanceOf(HistoryCut);
    });

    test('not for the metadata of others, nor for what takes nothing away', async () => {
      const stream = freshStream();
      await store.append(stream, 'none', sampleEvents(3));
      await client.setStreamMetadata(`finance/${stream}`, { maxCount: 1 });
      await client.setStreamMetadata(`${CONTEXT}/${stream}`, { cacheControl: 10 });
      expect((await store.head()).position).toBe(3n);
      expect((await fresh.open().head()).position).toBe(3n);
    });
  });

  test('an append over the bound of the server is too large', async () => {
    const small = freshDouble(await eventstoredbDouble({ maxAppendSize: 1 << 20 }));
    try {
      const big = small.open().append(freshStream(), 'none', [sampleEvent({ payload: Buffer.alloc(2 << 20) })]);
      await expect(big).rejects.toMatchObject({ name: 'AppendRejected', reason: 'too-large' });
    } finally {
      await small.close();
    }
  });

  test('a restore gives the store a new incarnation, and takes no place', async () => {
    await store.append(freshStream(), 'none', [sampleEvent()]);
    const before = await store.head();
    const restored = await eventstoredbRestored({ connectionString: fresh.double.url, context: CONTEXT });
    expect(restored.position).toBe(1n);
    expect(restored.incarnation).not.toBe(before.incarnation);
    expect(await store.head()).toEqual(restored);
  });

  test.each([
    ['without user and password over TLS', 'esdb://127.0.0.1:2113', /needs a user and a password/],
    ['that lets a conflict look like success', 'esdb://127.0.0.1:2113?tls=false&throwOnAppendFailure=false', /conflict look like success/],
  ])('a connection string is refused %s', (_, connectionString, words) => {
    expect(() => fresh.open({ connectionString })).toThrow(words);
  });
});
