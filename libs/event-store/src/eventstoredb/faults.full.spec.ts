import { setTimeout as pause } from 'node:timers/promises';
import { eventstoredbDouble, type EventStoreDbDouble, type EventStoreDbFault } from '@yimen/testing/servers';
import type { EventStore, StoredEvent } from '../port.js';
import { StoreUnavailable } from '../port.js';
import { freshStream, sampleEvent, sampleEvents } from '../sample-events.js';
import { frame } from './framing.js';
import { CONTEXT, describeOnDouble, freshDouble, realServer, type FreshDouble } from './fresh-double.js';

if (realServer) {
  process.stderr.write(
    'SKIPPED faults, cut histories and volume of EventStoreDB: they need the protocol double, and EVENTSTOREDB_URL is set\n',
  );
}

describeOnDouble('EventStoreDB that fails', () => {
  let fresh: FreshDouble<EventStoreDbDouble>;
  let store: EventStore;

  beforeEach(async () => {
    fresh = freshDouble(await eventstoredbDouble());
    store = fresh.open();
    await store.head();
  });
  afterEach(() => fresh.close());

  /** What the server holds of the service, whatever the adapter says. */
  const held = (): string[] => fresh.double.log.records.filter(({ stream }) => stream.startsWith(`${CONTEXT}/`)).map(({ id }) => id);

  describe('an append whose answer does not come', () => {
    const faults: [string, EventStoreDbFault, number][] = [
      ['stored, and the answer lost', { kind: 'silent', stores: true }, 1],
      ['not stored, and no answer', { kind: 'silent' }, 2],
      ['stored long after the call was given up', { kind: 'slow', ms: 700 }, 1],
      ['a commit that timed out and was stored', { kind: 'timeout', stores: true }, 1],
      ['a commit that timed out and was not stored', { kind: 'timeout', stores: false }, 3],
      ['a server too busy', { kind: 'busy' }, 3],
    ];
    test.each(faults)('is stored once and answered rightly: %s', async (_, fault, times) => {
      const stream = freshStream();
      await store.append(stream, 'none', [sampleEvent()]);
      for (const expected of [1n, 'any', 'exists'] as const) {
        const events = sampleEvents(2);
        const before = (await store.readStream(stream)).length;
        fresh.double.inject(fault, ['append'], times);
        const appended = await store.append(stream, expected, events);
        expect(appended.revision).toBe(BigInt(before + 2));
        await pause(fault.kind === 'slow' ? 800 : 0);
        const read = await store.readStream(stream);
        expect(read.slice(before).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
        expect(read.at(-1)).toMatchObject(appended);
      }
      expect(held()).toHaveLength(7);
    });

    test('is answered StoreUnavailable in its time when nothing answers, and a repeat finds out', async () => {
      const short = fresh.open({ appendMs: 1_200 });
      await short.head();
      const stream = freshStream();
      const events = sampleEvents(2);
      fresh.double.inject({ kind: 'silent', stores: true });
      const began = performance.now();
      await expect(short.append(stream, 'none', events)).rejects.toBeInstanceOf(StoreUnavailable);
      expect(performance.now() - began).toBeLessThan(3_000);
      fresh.double.heal();
      expect(await short.append(stream, 'none', events)).toMatchObject({ revision: 2n, position: 2n });
      expect(held()).toEqual(events.map(({ id }) => id));
    });

    test.each([0n, 'any'] as const)('is its own when it is stored while the adapter waits to try again: expected %p', async (expected) => {
      const stream = freshStream();
      const event = sampleEvent();
      fresh.double.inject({ kind: 'timeout', stores: false }, ['append']);
      const before = fresh.double.taken.append;
      const appending = store.append(stream, expected, [event]);
      // The sixth attempt is followed by a pause of 640 ms, in which the first one reaches the log after all.
      while (fresh.double.taken.append < before + 6) await pause(5);
      await pause(50);
      const { id, type, payload: data } = event;
      fresh.double.log.append(`${CONTEXT}/${stream}`, 'no_stream', [
        { id, type, contentType: 'application/octet-stream', data, metadata: frame(event) },
      ]);
      fresh.double.heal();
      expect(await appending).toMatchObject({ revision: 1n, position: 1n });
      expect(held()).toEqual([id]);
    });

    test('is a conflict when another process was faster meanwhile', async () => {
      const stream = freshStream();
      const other = sampleEvent();
      fresh.double.inject({ kind: 'silent' }, ['append'], 1);
      const losing = store.append(stream, 'none', [sampleEvent()]);
      await pause(50);
      await fresh.open().append(stream, 'none', [other]);
      await expect(losing).rejects.toMatchObject({ name: 'WrongRevision', actual: 1n });
      expect(held()).toEqual([other.id]);
    });
  });

  test('denied: StoreUnavailable at once, and nothing is stored', async () => {
    fresh.double.inject({ kind: 'denied' }, ['append']);
    await expect(store.append(freshStream(), 'none', [sampleEvent()])).rejects.toThrow(/denies appending/);
    expect(fresh.double.taken.append).toBe(2);
    fresh.double.inject({ kind: 'denied' });
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readStream(freshStream())).rejects.toBeInstanceOf(StoreUnavailable);
    expect(held()).toEqual([]);
  });

  test('silent reads are StoreUnavailable in their time, never empty', async () => {
    await store.append(freshStream(), 'none', [sampleEvent()]);
    fresh.double.inject({ kind: 'silent' });
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readAll({ after: 1n, max: 10 })).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readStream(freshStream())).rejects.toBeInstanceOf(StoreUnavailable);
    fresh.double.heal();
    expect((await store.head()).position).toBe(1n);
  });

  test('a subscription that has gone silent is started anew, and reads go on meanwhile', async () => {
    fresh.double.inject({ kind: 'silent' }, ['subscribe'], 1);
    fresh.double.resetConnections();
    const stream = freshStream();
    const before = fresh.double.taken.subscribe;
    for (let revision = 0n; revision < 40n; revision += 1n) {
      expect(await store.append(stream, revision, [sampleEvent()])).toMatchObject({ revision: revision + 1n, position: revision + 1n });
      await pause(100);
    }
    expect(fresh.double.taken.subscribe).toBeGreaterThan(before + 1);
  });

  test("the head and the end are the server's, whatever a subscription has delivered", async () => {
    fresh.double.inject({ kind: 'silent' }, ['subscribe']);
    fresh.double.resetConnections();
    const other = fresh.open();
    for (let position = 1n; position <= 3n; position += 1n) {
      await other.append(freshStream(), 'none', [sampleEvent()]);
      expect((await store.head()).position).toBe(position);
    }
    await other.append(freshStream(), 'none', [sampleEvent()]);
    expect(await store.readAll({ after: 3n, max: 10 })).toHaveLength(1);
    expect(await store.readAll({ after: 4n, max: 10 })).toEqual([]);
  });

  test('a server that was away at the start is used when it comes', async () => {
    const late = fresh.open();
    fresh.double.inject({ kind: 'busy' });
    await expect(late.head()).rejects.toBeInstanceOf(StoreUnavailable);
    fresh.double.heal();
    expect((await late.append(freshStream(), 'none', [sampleEvent()])).position).toBe(1n);
  });

  describe('under load', () => {
    const troubles: [string, () => Promise<void> | void][] = [
      ['restarts', () => fresh.double.restart(150)],
      ['connections are reset', () => fresh.double.resetConnections()],
      ['the leader changes', () => fresh.double.changeLeader()],
      ['answers are lost', () => fresh.double.inject({ kind: 'silent', stores: true }, ['append'], 5)],
      ['commits time out', () => fresh.double.inject({ kind: 'timeout', stores: true }, ['append'], 5)],
    ];
    test.each(troubles)('no append is lost, doubled or answered wrongly, and a subscription goes on in order: %s', async (_, trouble) => {
      const delivered: StoredEvent[] = [];
      const done = new AbortController();
      const following = fresh.open().subscribe({
        after: 0n,
        max: 50,
        signal: done.signal,
        onEvents: async (events) => void delivered.push(...events),
      });
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_unused, writer) =>
          writeChain(writer % 2 ? store : fresh.open({ connectionString: fresh.double.clusterUrl }), writer === 0),
        ),
      );
      const expected = answers.flat();
      for (let waited = 0; delivered.length < expected.length && waited < 8_000; waited += 50) await pause(50);
      done.abort();
      await following;

      expect(held().sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(delivered.map(({ position }) => position)).toEqual(expected.map((_unused, index) => BigInt(index + 1)));
      const byId = new Map(delivered.map((event) => [event.id, event]));
      for (const { id, revision, position } of expected) expect(byId.get(id)).toMatchObject({ revision, position });

      async function writeChain(target: EventStore, troubled: boolean) {
        const stream = freshStream();
        const written: { id: string; revision: bigint; position: bigint }[] = [];
        for (let revision = 0n; revision < 15n; revision += 1n) {
          const event = sampleEvent();
          if (troubled && revision % 3n === 2n) await trouble();
          // A caller that was told nothing certain asks again with the same ids.
          for (let answered = false; !answered;) {
            try {
              written.push({ id: event.id, ...(await target.append(stream, revision, [event])) });
              answered = true;
            } catch (error) {
              if (!(error instanceof StoreUnavailable)) throw error;
            }
          }
        }
        return written;
      }
    });
  });
});
