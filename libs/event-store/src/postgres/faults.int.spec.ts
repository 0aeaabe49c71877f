import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { StoreUnavailable, type Appended, type EventStore, type NewEvent, type StoredEvent } from '../port.js';
import { freshStream, sampleEvent, sampleEvents } from '../sample-events.js';
import { freshStore, type FreshStore } from './fresh-store.js';
import { Fenced, Session } from './session.js';
import { storeRestored } from './store.js';
import { wire, type Wire } from './wire.js';

let fresh: FreshStore;
let store: EventStore;

beforeEach(async () => {
  fresh = await freshStore(await testDatabase());
  store = fresh.open();
});
afterEach(() => fresh.close());

const all = (): Promise<StoredEvent[]> => store.readAll({ after: 0n, max: 100_000 });

const terminate = (who: string): Promise<unknown> =>
  fresh.db.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
    [`yimen residents ${who}`],
  );

describe('a connection lost under load', () => {
  test('every answered append stands exactly once, at the place that was answered', async () => {
    await store.append(freshStream(), 'none', [sampleEvent()]);
    const answered: { event: NewEvent; stream: string; at: Appended }[] = [];
    let writing = true;
    const killing = (async () => {
      while (writing) {
        await pause(10 + Math.random() * 25);
        await terminate('appender');
      }
    })();
    const rounds = 20n;
    await Promise.all(
      Array.from({ length: 60 }, async (_, writer) => {
        const stream = freshStream();
        for (let revision = 0n; revision < rounds; revision += 1n) {
          const event = sampleEvent();
          answered.push({ event, stream, at: await store.append(stream, writer % 2 ? revision : 'any', [event]) });
        }
      }),
    );
    writing = false;
    await killing;
    const stored = new Map((await all()).map((event) => [event.id, event]));
    expect(stored.size).toBe(answered.length + 1);
    for (const { event, stream, at } of answered) expect(stored.get(event.id)).toMatchObject({ stream, ...at });
  });

  test('a subscriber misses nothing and gets nothing twice while its connections are ended', async () => {
    const seen: bigint[] = [];
    const done = new AbortController();
    const subscribed = store.subscribe({
      after: 0n,
      max: 7,
      signal: done.signal,
      onEvents: async (events) => {
        seen.push(...events.map(({ position }) => position));
        if (seen.length >= 200) done.abort();
      },
    });
    for (let round = 0; round < 40; round += 1) {
      await store.append(freshStream(), 'none', sampleEvents(5));
      if (round % 5 === 0) await terminate('wake');
      if (round % 9 === 0) {
        const client = new pg.Client({ connectionString: fresh.db.url });
        await client.connect();
        await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name NOT LIKE '%appender'",
        );
        await client.end();
      }
    }
    await subscribed;
    expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => BigInt(index + 1)));
  });

  test('after its LISTEN connection was ended a subscriber is told again, long before it polls', async () => {
    const patient = fresh.open({ pollMs: 60_000 });
    const seen: bigint[] = [];
    const done = new AbortController();
    const subscribed = patient.subscribe({
      after: 0n,
      signal: done.signal,
      onEvents: async (events) => {
        seen.push(...events.map(({ position }) => position));
        if (seen.length === 2) done.abort();
      },
    });
    await store.append(freshStream(), 'none', [sampleEvent()]);
    await until(() => seen.length === 1);
    await terminate('wake');
    await pause(300);
    await store.append(freshStream(), 'none', [sampleEvent()]);
    await subscribed;
    expect(seen).toEqual([1n, 2n]);
  });
});

describe('a poisoned append', () => {
  test('fails alone, whatever stands in its group', async () => {
    const taken = sampleEvent();
    await store.append(freshStream(), 'none', [taken]);
    const appends = Array.from({ length: 100 }, (_, index) => {
      if (index === 17) return store.append(freshStream(), 'none', [sampleEvent(), taken]);
      if (index === 71) return store.append(freshStream(), 'none', [sampleEvent({ happenedOn: '2026-13-01' })]);
      return store.append(freshStream(), 'none', [sampleEvent()]);
    });
    const answers = await Promise.allSettled(appends);
    const failed = answers.flatMap((answer, index) => (answer.status === 'rejected' ? [[index, answer.reason.reason]] : []));
    expect(failed).toEqual([
      [17, 'event-id-taken'],
      [71, 'invalid'],
    ]);
    expect((await store.head()).position).toBe(99n);
  });

  test('one id in two appends of a group: one of them is stored', async () => {
    const event = sampleEvent();
    const answers = await Promise.allSettled([
      store.append(freshStream(), 'none', [event]),
      store.append(freshStream(), 'none', [event]),
      store.append(freshStream(), 'none', [sampleEvent()]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await all()).toHaveLength(2);
  });
});

describe('an outcome that is not known', () => {
  let line: Wire;
  let remote: EventStore;

  beforeEach(async () => {
    line = await wire(fresh.db.url);
    remote = fresh.open({ listen: line.url, callMs: 400, appendMs: 5_000 });
    await remote.append(freshStream(), 'none', [sampleEvent()]);
  });
  afterEach(() => line.close());

  test('stored, and the answer lost: answered as stored, once', async () => {
    const [stream, event] = [freshStream(), sampleEvent()];
    line.swallow();
    const append = remote.append(stream, 'any', [event]);
    await until(async () => (await store.readStream(stream)).length === 1);
    line.cut();
    const [stored] = await store.readStream(stream);
    expect(await append).toEqual({ revision: 1n, position: stored?.position, recordedAt: stored?.recordedAt });
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  test('never arrived: sent again, stored once', async () => {
    const stream = freshStream();
    line.hold();
    const append = remote.append(stream, 'any', [sampleEvent()]);
    await pause(50);
    line.cut();
    expect(await append).toMatchObject({ revision: 1n });
    expect(await store.readStream(stream)).toHaveLength(1);
  });

  test('arrives only after it was resolved: fenced by the epoch, stored once', async () => {
    const stream = freshStream();
    line.hold();
    const append = remote.append(stream, 'any', [sampleEvent()]);
    // Past the limit of the call the appender gives the connection up, raises the epoch on another one, and sends again.
    expect(await append).toMatchObject({ revision: 1n });
    const late = line.release();
    expect(late).toBeGreaterThan(0);
    await pause(200);
    expect(await store.readStream(stream)).toHaveLength(1);
    expect((await store.head()).position).toBe(2n);
  });

  test('arrives only after its caller was told that it is unknown and others went on: never stored', async () => {
    const hasty = fresh.open({ listen: line.url, callMs: 600, appendMs: 900 });
    await hasty.append(freshStream(), 'none', [sampleEvent()]);
    const stream = freshStream();
    line.mute();
    await expect(hasty.append(stream, 'any', [sampleEvent()])).rejects.toBeInstanceOf(StoreUnavailable);
    line.unmute();
    await hasty.append(freshStream(), 'none', [sampleEvent()]);
    expect(line.release()).toBeGreaterThan(0);
    await pause(200);
    expect(await store.readStream(stream)).toEqual([]);
  });

  test('a silent server: answered as unavailable within the limit, and well again afterwards', async () => {
    const impatient = fresh.open({ listen: line.url, callMs: 500, appendMs: 1_500 });
    await impatient.append(freshStream(), 'none', [sampleEvent()]);
    line.mute();
    const from = performance.now();
    await expect(impatient.append(freshStream(), 'none', [sampleEvent()])).rejects.toBeInstanceOf(StoreUnavailable);
    expect(performance.now() - from).toBeLessThan(4_000);
    line.unmute();
    expect(await impatient.append(freshStream(), 'none', [sampleEvent()])).toMatchObject({ revision: 1n });
  });
});

describe('fencing', () => {
  const request = (stream: string) => ({ stream, expected: 'any', events: [sampleEvent()], bytes: 100 }) as const;

  test('a call under an old epoch stores nothing; two appenders with ids of their own do not fence each other', async () => {
    const options = { connectionString: fresh.db.url, schema: fresh.schema, callMs: 2_000 };
    const appender = randomUUID();
    const { session: old } = await Session.open(options, appender, []);
    const { session: other } = await Session.open(options, randomUUID(), []);
    const stream = freshStream();
    await old.append([request(stream)]);
    const { session: current } = await Session.open(options, appender, []);
    await expect(old.append([request(stream)])).rejects.toBeInstanceOf(Fenced);
    await current.append([request(stream)]);
    await other.append([request(stream)]);
    expect(await store.readStream(stream)).toHaveLength(3);
    for (const session of [old, other, current]) session.end();
  });

  test('an appender that was fenced by a restore opens again and goes on', async () => {
    await store.append(freshStream(), 'none', [sampleEvent()]);
    const before = await store.head();
    expect(await storeRestored(fresh.db.pool, fresh.schema)).toMatchObject({ position: 1n });
    await store.append(freshStream(), 'none', [sampleEvent()]);
    const after = await store.head();
    expect(after.position).toBe(2n);
    expect(after.incarnation).not.toBe(before.incarnation);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 10) {
    if (await holds()) return;
    await pause(10);
  }
  throw new Error('did not come to hold within 5 s');
}
