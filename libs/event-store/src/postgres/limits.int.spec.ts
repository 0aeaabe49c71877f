import { randomUUID } from 'node:crypto';
import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { StoreUnavailable, WrongRevision, type EventStore, type StoredEvent } from '../port.js';
import { freshStream, sampleEvent } from '../sample-events.js';
import { freshStore, type FreshStore } from './fresh-store.js';
import { eventStoreGrants } from './migrations.js';

let fresh: FreshStore;
let store: EventStore;

beforeEach(async () => {
  fresh = await freshStore(await testDatabase());
  store = fresh.open();
});
afterEach(() => fresh.close());

const all = (): Promise<StoredEvent[]> => store.readAll({ after: 0n, max: 100_000 });

describe('a database that is away or busy', () => {
  test('appends and reads say so in time', async () => {
    const nowhere = 'postgres://nobody@127.0.0.1:1/none';
    const pool = new pg.Pool({ connectionString: nowhere });
    const away = fresh.open({ pool, listen: nowhere, appendMs: 400 });
    await expect(away.append(freshStream(), 'any', [sampleEvent()])).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(away.readStream(freshStream())).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(away.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await pool.end();
  });

  test('an append that waits for the lock is stored when it is free, or answered in time', async () => {
    const impatient = fresh.open({ callMs: 200, appendMs: 700 });
    const blocker = await fresh.db.pool.connect();
    await blocker.query('BEGIN');
    await blocker.query(`SELECT FROM ${fresh.schema}.store_head FOR UPDATE`);
    const [late, never] = [freshStream(), freshStream()];
    const waiting = store.append(late, 'none', [sampleEvent()]);
    await expect(impatient.append(never, 'none', [sampleEvent()])).rejects.toBeInstanceOf(StoreUnavailable);
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await waiting).toMatchObject({ revision: 1n });
    expect(await store.readStream(never)).toEqual([]);
  });

  test('more appends than may wait are refused, the others are stored', async () => {
    const narrow = fresh.open({ waitingAppends: 10 });
    const answers = await Promise.allSettled(Array.from({ length: 30 }, () => narrow.append(freshStream(), 'none', [sampleEvent()])));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect((await store.head()).position).toBe(10n);
  });
});

describe('what stands is final', () => {
  test("the service's role appends and reads, and can do nothing else to its store, whatever was granted before", async () => {
    const role = `service_${randomUUID().slice(0, 8)}`;
    const { pool, url } = fresh.db;
    await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'service'`);
    const ofService = new URL(url);
    [ofService.username, ofService.password] = [role, 'service'];
    const own = new pg.Pool({ connectionString: ofService.href });
    try {
      await pool.query(`GRANT ALL ON ALL TABLES IN SCHEMA residents TO ${role}; GRANT ALL ON ALL ROUTINES IN SCHEMA residents TO ${role}`);
      for (const grant of eventStoreGrants('residents', role)) await pool.query(grant);
      const service = fresh.open({ pool: own, listen: ofService.href });
      const stream = freshStream();
      await service.append(stream, 'none', [sampleEvent()]);
      expect(await service.readStream(stream)).toHaveLength(1);
      expect((await service.head()).position).toBe(1n);
      await service.close();
      for (const sql of [
        'INSERT INTO residents.event SELECT * FROM residents.event',
        'DELETE FROM residents.event',
        'UPDATE residents.store_head SET incarnation = gen_random_uuid()',
        'DELETE FROM residents.appender',
        'SELECT residents.store_restored()',
        "SELECT setval('residents.appender_epoch', 1)",
        'ALTER TABLE residents.event DISABLE TRIGGER ALL',
      ]) {
        await expect(own.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await own.end();
      await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('no update, delete or truncation of events, not even by the owner', async () => {
    await store.append(freshStream(), 'none', [sampleEvent()]);
    for (const sql of ["UPDATE residents.event SET type = 'x'", 'DELETE FROM residents.event', 'TRUNCATE residents.event']) {
      await expect(fresh.db.pool.query(sql)).rejects.toMatchObject({ code: '23001' });
    }
    expect(await all()).toHaveLength(1);
  });

  test('groups of many bytes are split, and an append over the bound is refused', async () => {
    const small = fresh.open({ groupBytes: 10_000, largestAppend: 50_000 });
    const payload = Buffer.alloc(4_000, 'x');
    await Promise.all(Array.from({ length: 20 }, () => small.append(freshStream(), 'none', [sampleEvent({ payload })])));
    await expect(small.append(freshStream(), 'none', [sampleEvent({ payload: Buffer.alloc(60_000) })])).rejects.toMatchObject({
      reason: 'too-large',
    });
    const times = new Set((await all()).map(({ recordedAt }) => recordedAt));
    expect(times.size).toBeGreaterThanOrEqual(10);
    await expect(small.append(freshStream(), 5n, [sampleEvent()])).rejects.toBeInstanceOf(WrongRevision);
  });
});
