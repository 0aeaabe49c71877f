import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { eventstoredbDouble, type EventStoreDbDouble } from '@yimen/testing';
import type { EventStore } from '../port.js';
import { freshStream, sampleEvent, sampleEvents } from '../sample-events.js';
import { frame } from './framing.js';
import { CONTEXT, describeOnDouble, freshDouble, type FreshDouble } from './fresh-double.js';
import type { Mark, Marks } from './marks.js';
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

  test('positions are the order of $all, whoever numbers them, with other services and the system between', async () => {
    const written: string[] = [];
    for (let round = 0; round < 800; round += 1) {
      const stream = `${CONTEXT}/ticket/${round % 40}`;
      const batch = [0, 1, 2].map(() => proposed());
      fresh.double.log.append(stream, 'any', batch);
      written.push(...batch.map(({ id }) => id));
      if (round % 3 === 0) fresh.double.log.append('finance/fund/1', 'any', [proposed(), proposed()]);
      if (round % 100 === 0) fresh.double.log.append('$stats-127.0.0.1:2113', 'any', [proposed()]);
    }
    const ids: string[] = [];
    for (;;) {
      const page = await store.readAll({ after: BigInt(ids.length), max: 500 });
      if (page.length === 0) break;
      expect(page.map(({ position }) => position)).toEqual(page.map((_, index) => BigInt(ids.length + index + 1)));
      ids.push(...page.map(({ id }) => id));
    }
    expect(ids).toEqual(written);
    const appended = await store.append(freshStream(), 'none', [sampleEvent()]);
    expect(appended.position).toBe(2_401n);
    const another = fresh.open();
    expect(await another.readStream('ticket/7', { after: 2n, max: 3 })).toEqual(await store.readStream('ticket/7', { after: 2n, max: 3 }));
    expect(await another.readAll({ after: 1_234n, max: 5 })).toEqual(await store.readAll({ after: 1_234n, max: 5 }));
  });

  describe('an index taken up from its marks', () => {
    const kept: Mark[] = [];
    const marks: Marks = {
      load: () => Promise.resolve(kept),
      save: async (mark) => {
        kept.splice(kept.findIndex(({ position }) => position >= mark.position) >>> 0, Infinity, mark);
      },
    };
    beforeEach(async () => {
      kept.length = 0;
      for (let round = 0; round < 1_600; round += 1) {
        fresh.double.log.append(`${CONTEXT}/ticket/${round % 40}`, 'any', [proposed(), proposed()]);
        if (round % 3 === 0) fresh.double.log.append('finance/fund/1', 'any', [proposed()]);
      }
      const first = fresh.open({ marks });
      expect((await first.head()).position).toBe(3_200n);
      await first.close();
      expect(kept.map(({ position }) => position)).toEqual([1_024n, 2_048n, 3_072n]);
    });

    test('gives the same places as one that was built from the beginning, and reads only what it is asked for', async () => {
      const resumed = fresh.open({ marks });
      expect((await resumed.head()).position).toBe(3_200n);
      expect(await resumed.readStream('ticket/7')).toEqual(await store.readStream('ticket/7'));
      for (const after of [0n, 1_000n, 2_048n, 3_190n]) {
        expect(await resumed.readAll({ after, max: 40 })).toEqual(await store.readAll({ after, max: 40 }));
      }
      expect((await resumed.append('ticket/7', 'exists', [sampleEvent()])).position).toBe(3_201n);
    });

    test('does not use marks that the log does not bear out', async () => {
      kept.splice(1, 2, { ...(kept[1] ?? fail()), id: randomUUID() }, { ...(kept[2] ?? fail()), commit: 1_000_000_000n });
      const resumed = fresh.open({ marks });
      expect((await resumed.head()).position).toBe(3_200n);
      expect(await resumed.readAll({ after: 3_100n, max: 40 })).toEqual(await store.readAll({ after: 3_100n, max: 40 }));
      await resumed.close();
      expect(kept.map(({ position }) => position)).toEqual([1_024n, 2_048n, 3_072n]);
    });

    test('finds an event missing that was there when the mark was made', async () => {
      const { records } = fresh.double.log;
      records.splice(
        records.findLastIndex(({ stream }, index) => index < 100 && stream === `${CONTEXT}/ticket/7`),
        1,
      );
      const resumed = fresh.open({ marks });
      await expect(resumed.readAll({ after: 0n, max: 1_100 })).rejects.toBeInstanceOf(HistoryCut);
    });

    const fail = (): never => {
      throw new Error('no such mark');
    };
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

  const proposed = () => ({
    id: randomUUID(),
    type: 'TicketIssued',
    contentType: 'application/octet-stream',
    data: Buffer.from('{}'),
    metadata: frame({ schemaVersion: 1, happenedOn: '2026-03-02', meta: Buffer.from('{}') }),
  });
});
