import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { eventLogContract } from '../contract-suite.js';
import { freshLog, type FreshLog } from '../fresh-log.js';
import { firstRecord } from '../sample-records.js';
import { postgresEventLog } from './postgres-event-log.js';

eventLogContract(
  'postgres',
  async () => {
    const fresh = await freshLog(await testDatabase());
    return {
      log: fresh.openLog(),
      topic: () => fresh.topic(),
      disturb: async () => {
        await fresh.db.pool.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
      },
      truncate: async (topic, partition, before) => {
        await fresh.db.pool.query(
          'DELETE FROM log.record WHERE topic = (SELECT topic FROM log.topic WHERE context = $1 AND generation = $2) AND partition = $3 AND place < $4',
          [topic.context, topic.generation, partition, before],
        );
      },
      close: () => fresh.close(),
    };
  },
  ['order', 'repeat', 'resume', 'truncated', 'fork'],
);

describe('the log on PostgreSQL', () => {
  let fresh: FreshLog;
  beforeAll(async () => {
    fresh = await freshLog(await testDatabase());
  });
  afterAll(() => fresh.close());

  async function withRole<T>(context: string, work: (pool: pg.Pool, url: string) => Promise<T>): Promise<T> {
    const url = await fresh.as(context);
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    try {
      return await work(pool, url);
    } finally {
      await pool.end();
    }
  }

  test('a context publishes to its own topic only; every role that was granted the functions reads it', async () => {
    const topic = fresh.topic();
    await withRole('residents', async (pool, url) => {
      const log = postgresEventLog({ pool, listen: url });
      await log.ensureTopic(topic, 2);
      await log.publish(topic, firstRecord(topic, 2));
      await log.close();
    });
    await withRole('projections', async (pool, url) => {
      const log = postgresEventLog({ pool, listen: url });
      const refused = { code: '42501' };
      await expect(log.publish(topic, firstRecord(topic, 2))).rejects.toMatchObject(refused);
      await expect(log.ensureTopic({ ...topic, generation: 999 }, 2)).rejects.toMatchObject(refused);
      expect((await log.tails(topic)).filter(Boolean)).toHaveLength(1);
      await expect(pool.query('SELECT * FROM log.record')).rejects.toMatchObject(refused);
      await expect(pool.query('DELETE FROM log.record')).rejects.toMatchObject(refused);
      await log.close();
    });
  });

  test('a reader in another process is woken at once, not by its poll', async () => {
    const topic = fresh.topic();
    const writer = fresh.openLog();
    await writer.ensureTopic(topic, 2);
    const reader = postgresEventLog({ pool: fresh.db.pool, listen: fresh.db.url, poll: 20_000 });
    const stop = new AbortController();
    const reading = reader.read({ topic, after: [0n, 0n], signal: stop.signal, onBatch: async () => stop.abort() });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    await writer.publish(topic, firstRecord(topic, 2));
    await reading;
    expect(performance.now() - began).toBeLessThan(5_000);
    await reader.close();
  });

  test('the migration can be taken back and run again', async () => {
    const other = await freshLog(await testDatabase());
    const { DataSource } = await import('typeorm');
    const { eventLogMigrations } = await import('./schema.js');
    const source = new DataSource({
      type: 'postgres',
      url: other.db.url,
      schema: 'log',
      migrations: eventLogMigrations(),
      migrationsTableName: 'migration_list',
    });
    await source.initialize();
    await source.undoLastMigration();
    await expect(source.runMigrations()).resolves.toHaveLength(1);
    await source.destroy();
    await other.close();
  });
});
