import { randomUUID } from 'node:crypto';
import { AppendRejected, WrongRevision, type EventStore, type StoredEvent } from './port.js';
import { freshStream, sampleEvent, sampleEvents } from './sample-events.js';

export interface OpenedStore {
  readonly store: EventStore;
  /** A second process on the same store. */
  readonly another: () => EventStore;
  close(): Promise<void>;
}

/** What every adapter of EventStore promises. `open` gives an empty store. */
export function eventStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`event store contract: ${name}`, () => {
    let opened: OpenedStore;
    let store: EventStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe('append', () => {
      test('an event comes back as it was given, with its places and the time of the server', async () => {
        const stream = freshStream();
        const event = sampleEvent();
        const appended = await store.append(stream, 'none', [event]);
        expect(appended).toEqual({
          revision: 1n,
          position: 1n,
          recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        });
        expect(await store.readStream(stream)).toEqual([{ ...event, stream, ...appended }]);
      });

      test('several events of one append take consecutive places, and the answer is that of the last', async () => {
        const stream = freshStream();
        await store.append(freshStream(), 'none', sampleEvents(2));
        expect(await store.append(stream, 'none', sampleEvents(3))).toMatchObject({ revision: 3n, position: 5n });
        expect(await store.append(stream, 3n, sampleEvents(2))).toMatchObject({ revision: 5n, position: 7n });
        expect((await store.readStream(stream)).map(({ revision, position }) => [revision, position])).toEqual([
          [1n, 3n],
          [2n, 4n],
          [3n, 5n],
          [4n, 6n],
          [5n, 7n],
        ]);
      });

      test.each([
        ['none', 0, true],
        ['none', 2, false],
        [0n, 0, true],
        [0n, 2, false],
        ['exists', 0, false],
        ['exists', 2, true],
        ['any', 0, true],
        ['any', 2, true],
        [2n, 2, true],
        [1n, 2, false],
        [3n, 2, false],
        [2n, 0, false],
      ] as const)('expected %p at revision %p: accepted %p', async (expected, revision, accepted) => {
        const stream = freshStream();
        if (revision > 0) await store.append(stream, 'none', sampleEvents(revision));
        const append = store.append(stream, expected, [sampleEvent()]);
        if (accepted) {
          await expect(append).resolves.toMatchObject({ revision: BigInt(revision + 1) });
        } else {
          await expect(append).rejects.toEqual(new WrongRevision(stream, expected, BigInt(revision)));
          await expect(append).rejects.toMatchObject({ stream, expected, actual: BigInt(revision) });
        }
        expect(await store.readStream(stream)).toHaveLength(accepted ? revision + 1 : revision);
      });

      test('of concurrent appends that expect the same revision exactly one is stored', async () => {
        const stream = freshStream();
        await store.append(stream, 'none', [sampleEvent()]);
        const second = opened.another();
        const answers = await Promise.allSettled(
          Array.from({ length: 40 }, (_, index) => (index % 2 ? store : second).append(stream, 1n, [sampleEvent()])),
        );
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const answer of answers) {
          if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ name: 'WrongRevision', actual: 2n });
        }
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      test('all or nothing: an append with one event that cannot be stored stores none', async () => {
        const taken = sampleEvent();
        await store.append(freshStream(), 'none', [taken]);
        const stream = freshStream();
        await expect(store.append(stream, 'none', [sampleEvent(), taken, sampleEvent()])).rejects.toBeInstanceOf(AppendRejected);
        expect(await store.readStream(stream)).toEqual([]);
        expect((await store.head()).position).toBe(1n);
      });

      test('a repeat at the same place answers as the first time, also after later appends and from another process', async () => {
        const stream = freshStream();
        const events = sampleEvents(2);
        const first = await store.append(stream, 'none', events);
        expect(await store.append(stream, 0n, events)).toEqual(first);
        const later = sampleEvents(1);
        const second = await store.append(stream, 2n, later);
        expect(await opened.another().append(stream, 'none', events)).toEqual(first);
        expect(await store.append(stream, 2n, later)).toEqual(second);
        expect(await store.readStream(stream)).toHaveLength(3);
      });

      test('a repeat sent at the same time as the first answers the same', async () => {
        const stream = freshStream();
        const events = sampleEvents(2);
        const answers = await Promise.all([store.append(stream, 'none', events), store.append(stream, 'none', events)]);
        expect(answers[1]).toEqual(answers[0]);
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      test('no repeat: other ids, fewer or more of them, another order, or an inexact expectation', async () => {
        const stream = freshStream();
        const [one, two] = [sampleEvent(), sampleEvent()];
        await store.append(stream, 'none', [one, two]);
        await expect(store.append(stream, 'none', [two, one])).rejects.toBeInstanceOf(WrongRevision);
        await expect(store.append(stream, 'none', [one, two, sampleEvent()])).rejects.toBeInstanceOf(WrongRevision);
        await expect(store.append(stream, 'none', [sampleEvent()])).rejects.toBeInstanceOf(WrongRevision);
        await expect(store.append(stream, 'any', [one, two])).rejects.toMatchObject({ reason: 'event-id-taken' });
        expect(await store.readStream(stream)).toHaveLength(2);
      });

      test('an event id stands once in the store', async () => {
        const event = sampleEvent();
        await store.append(freshStream(), 'none', [event]);
        await expect(store.append(freshStream(), 'none', [event])).rejects.toMatchObject({
          name: 'AppendRejected',
          reason: 'event-id-taken',
        });
        const twice = sampleEvent();
        await expect(store.append(freshStream(), 'any', [twice, twice])).rejects.toMatchObject({ reason: 'event-id-taken' });
        expect((await store.head()).position).toBe(1n);
      });

      test.each([
        ['no events', freshStream(), []],
        ['an id that is no UUID', freshStream(), [sampleEvent({ id: 'first' })]],
        ['an id in capitals', freshStream(), [sampleEvent({ id: randomUUID().toUpperCase() })]],
        ['a day that does not exist', freshStream(), [sampleEvent({ happenedOn: '2026-02-30' })]],
        ['a zero character in the type', freshStream(), [sampleEvent({ type: 'Ticket\u0000' })]],
        ['half a surrogate pair in the stream', 'ticket/\ud800', [sampleEvent()]],
        ['no stream', '', [sampleEvent()]],
      ])('refused: %s', async (_, stream, events) => {
        await expect(store.append(stream, 'any', events)).rejects.toMatchObject({ name: 'AppendRejected', reason: 'invalid' });
        expect((await store.head()).position).toBe(0n);
      });
    });

    describe('bytes', () => {
      test.each([
        ['key order, duplicate keys, spaces', Buffer.from('{ "b":1, "a":2,"b":3 }')],
        ['an escaped zero', Buffer.from('{"note":"a\\u0000b"}')],
        ['raw zeros and bytes that are no UTF-8', Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0, 0x80, 0x5c])],
        ['nothing', Buffer.alloc(0)],
        ['Chinese and emoji', Buffer.from('{"题":"一门式服务🏛"}')],
      ])('payload and meta are kept to the byte: %s', async (_, bytes) => {
        const stream = freshStream();
        await store.append(stream, 'none', [sampleEvent({ payload: bytes, meta: Buffer.from(bytes).reverse() })]);
        const [read] = await store.readStream(stream);
        expect(Buffer.from(read?.payload ?? []).equals(bytes)).toBe(true);
        expect(Buffer.from(read?.meta ?? []).equals(Buffer.from(bytes).reverse())).toBe(true);
      });

      test('a payload of 8 MiB beside small ones', async () => {
        const big = sampleEvent({ payload: Buffer.alloc(8 << 20, 'yimen 一门') });
        const stream = freshStream();
        await Promise.all([
          store.append(stream, 'none', [big]),
          ...Array.from({ length: 20 }, () => store.append(freshStream(), 'none', [sampleEvent()])),
        ]);
        const [read] = await store.readStream(stream);
        expect(Buffer.from(read?.payload ?? []).equals(big.payload)).toBe(true);
        expect((await store.head()).position).toBe(21n);
      });

      test('stream names are taken as they are', async () => {
        const names = ['ticket/o\'brien \\ {a,b} "x"', 'ticket/NULL', 'ticket/窗口一', 'ticket/ ', 'ticket/é', 'ticket/e\u0301'];
        await Promise.all(names.map((stream) => store.append(stream, 'none', [sampleEvent()])));
        for (const stream of names) expect((await store.readStream(stream)).map((event) => event.stream)).toEqual([stream]);
      });
    });

    describe('read', () => {
      test('a stream after a revision, at most so many; empty where there is none', async () => {
        const stream = freshStream();
        const events = sampleEvents(5);
        await store.append(stream, 'none', events);
        const ids = async (options?: { after?: bigint; max?: number }) => (await store.readStream(stream, options)).map(({ id }) => id);
        expect(await ids()).toEqual(events.map(({ id }) => id));
        expect(await ids({ after: 2n })).toEqual(events.slice(2).map(({ id }) => id));
        expect(await ids({ after: 1n, max: 2 })).toEqual(events.slice(1, 3).map(({ id }) => id));
        expect(await ids({ after: 5n })).toEqual([]);
        expect(await store.readStream(freshStream())).toEqual([]);
      });

      test('an event is found by its id, whichever stream it stands in', async () => {
        const stream = freshStream();
        const events = sampleEvents(3);
        await store.append(freshStream(), 'none', sampleEvents(2));
        await store.append(stream, 'none', events);
        expect(await store.find(events[1]?.id ?? '')).toEqual((await store.readStream(stream))[1]);
        expect(await store.find(sampleEvent().id)).toBeUndefined();
      });

      test('the whole store is read without a gap while 200 writers append, and every stream stands in its order', async () => {
        const writers = 200;
        const rounds = 5;
        const second = opened.another();
        let writing = true;
        const read: StoredEvent[] = [];
        const reader = (async () => {
          for (;;) {
            const last = !writing;
            const events = await store.readAll({ after: read.at(-1)?.position ?? 0n, max: 300 });
            read.push(...events);
            if (last && events.length === 0) return;
          }
        })();
        const streams = Array.from({ length: writers / 2 }, () => freshStream());
        await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            const target = writer % 2 ? store : second;
            for (let round = 0; round < rounds; round += 1) {
              await target.append(streams[writer >> 1] ?? '', 'any', sampleEvents(1 + ((writer + round) % 3)));
            }
          }),
        );
        writing = false;
        await reader;
        expect(read.map(({ position }) => position)).toEqual(read.map((_, index) => BigInt(index + 1)));
        expect((await store.head()).position).toBe(BigInt(read.length));
        const revisions = new Map<string, bigint>();
        for (const { stream, revision } of read) {
          expect(revision).toBe((revisions.get(stream) ?? 0n) + 1n);
          revisions.set(stream, revision);
        }
        expect(revisions.size).toBe(streams.length);
      });

      test('recordedAt never goes back with the position', async () => {
        await Promise.all(Array.from({ length: 60 }, () => store.append(freshStream(), 'none', sampleEvents(2))));
        const times = (await store.readAll({ after: 0n, max: 1000 })).map(({ recordedAt }) => recordedAt);
        expect(times).toHaveLength(120);
        expect(times).toEqual([...times].sort());
      });

      test('the head of an empty store is 0; its incarnation stays the same for every process', async () => {
        const { position, incarnation } = await store.head();
        expect(position).toBe(0n);
        expect(incarnation).not.toBe('');
        await store.append(freshStream(), 'none', sampleEvents(3));
        expect(await opened.another().head()).toEqual({ position: 3n, incarnation });
      });
    });

    describe('subscribe', () => {
      /** Collects until `count` events came, then stops the subscription. */
      async function collect(count: number, after: bigint, max?: number): Promise<{ events: StoredEvent[]; sizes: number[] }> {
        const events: StoredEvent[] = [];
        const sizes: number[] = [];
        const done = new AbortController();
        await store.subscribe({
          after,
          ...(max === undefined ? {} : { max }),
          signal: done.signal,
          onEvents: async (batch) => {
            sizes.push(batch.length);
            events.push(...batch);
            if (events.length >= count) done.abort();
          },
        });
        return { events, sizes };
      }

      test('delivers what stands and what comes, in order, also from another process', async () => {
        await store.append(freshStream(), 'none', sampleEvents(3));
        const collecting = collect(9, 0n);
        await store.append(freshStream(), 'none', sampleEvents(3));
        await opened.another().append(freshStream(), 'none', sampleEvents(3));
        expect((await collecting).events.map(({ position }) => position)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
      });

      test('resumes after a position, in batches of at most so many', async () => {
        for (let round = 0; round < 4; round += 1) await store.append(freshStream(), 'none', sampleEvents(5));
        const { events, sizes } = await collect(13, 7n, 4);
        expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 13 }, (_, index) => BigInt(index + 8)));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
      });

      test('one batch at a time: the next waits for the one before', async () => {
        await store.append(freshStream(), 'none', sampleEvents(6));
        const done = new AbortController();
        let open = 0;
        let seen = 0;
        await store.subscribe({
          after: 0n,
          max: 2,
          signal: done.signal,
          onEvents: async (batch) => {
            open += 1;
            expect(open).toBe(1);
            await new Promise((resolve) => setTimeout(resolve, 10));
            open -= 1;
            seen += batch.length;
            if (seen === 6) done.abort();
          },
        });
        expect(seen).toBe(6);
      });

      test('what onEvents throws ends the subscription', async () => {
        await store.append(freshStream(), 'none', sampleEvents(1));
        const failing = store.subscribe({
          after: 0n,
          signal: new AbortController().signal,
          onEvents: () => Promise.reject(new Error('disk full')),
        });
        await expect(failing).rejects.toThrow('disk full');
      });

      test('ends when aborted while nothing comes', async () => {
        const done = new AbortController();
        const waiting = store.subscribe({
          after: 0n,
          signal: done.signal,
          onEvents: () => Promise.reject(new Error('nothing was appended')),
        });
        setTimeout(() => done.abort(), 50);
        await waiting;
      });
    });

    test('a closed store refuses appends and has answered those before', async () => {
      const stream = freshStream();
      const before = store.append(stream, 'none', [sampleEvent()]);
      await store.close();
      await expect(before).resolves.toMatchObject({ revision: 1n });
      await expect(store.append(stream, 'any', [sampleEvent()])).rejects.toMatchObject({ name: 'StoreUnavailable' });
    });
  });
}
