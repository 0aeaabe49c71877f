import { testDatabase, type TestDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { compareVersions, NewerStore, WrongMode } from './stamp.js';
import { provision, type Provisioning } from './provision.js';
import { serviceUrl, type ServiceRole } from './services.js';

// Roles belong to the cluster that all specs share, so every spec uses the same password.
const services: ServiceRole[] = [
  { service: 'residents', kind: 'records', password: 'spec' },
  { service: 'public-services', kind: 'records', password: 'spec' },
  { service: 'projections', kind: 'views', password: 'spec' },
  { service: 'gateway', kind: 'door', password: 'spec' },
];

describe('provisioning a database', () => {
  let db: TestDatabase;
  let order: Provisioning;
  beforeAll(async () => {
    db = await testDatabase();
    order = { adminUrl: db.url, services, mode: 'demo', version: '0.1.0' };
    await provision(order);
  });
  afterAll(() => db.drop());

  async function as<T>(service: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: serviceUrl(db.url, service, 'spec') });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  test('repeating it changes nothing, also twice at once', async () => {
    const both = await Promise.all([provision(order), provision(order)]);
    expect(both).toEqual([{ migrated: [] }, { migrated: [] }]);
    const { rows } = await db.pool.query('SELECT mode, version FROM meta.installation');
    expect(rows).toEqual([{ mode: 'demo', version: '0.1.0' }]);
  });

  test('a role reads and writes its own schema and cannot read a table of another, of vault, log or meta', async () => {
    const { rows: tables } = await db.pool.query<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
       WHERE table_schema IN ('residents', 'public_services', 'projections', 'gateway', 'vault', 'log', 'meta')`,
    );
    expect(tables.length).toBeGreaterThan(6);
    await as('residents', async (client) => {
      await expect(client.query('SELECT * FROM residents.notice')).resolves.toMatchObject({ rowCount: 0 });
      for (const { schema, name } of tables.filter((table) => table.schema !== 'residents')) {
        await expect(client.query(`SELECT * FROM ${schema}.${name}`)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });

  test('a role reads its events and cannot write, change or empty their table', async () => {
    await as('residents', async (client) => {
      await expect(client.query('SELECT * FROM residents.event')).resolves.toMatchObject({ rowCount: 0 });
      for (const statement of ['UPDATE residents.event SET stream = stream', 'DELETE FROM residents.event', 'TRUNCATE residents.event']) {
        await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(client.query('INSERT INTO residents.event DEFAULT VALUES')).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('a role that only shows read models may open sealed values, and neither make nor destroy a key', async () => {
    await as('projections', async (client) => {
      await expect(client.query(`SELECT * FROM vault.keys('{}')`)).resolves.toMatchObject({ rowCount: 0 });
      for (const call of [
        `vault.destroy_keys('x', NULL)`,
        `vault.alias_for('x', gen_random_uuid())`,
        `vault.destroy_unbound_aliases(now())`,
      ]) {
        await expect(client.query(`SELECT ${call}`)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });

  test('a role cannot change its own tables, nor read the generations that another made', async () => {
    await as('residents', async (client) => {
      await expect(client.query('DROP TABLE residents.notice')).rejects.toMatchObject({ code: '42501' });
      await client.query('CREATE SCHEMA residents_g1');
      await client.query('CREATE TABLE residents_g1.row (id int)');
    });
    await as('public-services', async (client) => {
      await expect(client.query('SELECT * FROM residents_g1.row')).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('the door makes no schemas', async () => {
    await as('gateway', async (client) => {
      await expect(client.query('CREATE SCHEMA gateway_g1')).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('a service reports its own clock and no other one', async () => {
    await as('residents', async (client) => {
      await client.query(`SELECT meta.report_clock('residents', '2026-03-02', NULL)`);
      await expect(client.query(`SELECT meta.report_clock('public-services', '2026-03-02', NULL)`)).rejects.toMatchObject({
        code: '42501',
      });
    });
  });

  test('a store stamped demo is refused in production mode (decision 26)', async () => {
    await expect(provision({ ...order, mode: 'production' })).rejects.toThrow(WrongMode);
  });

  test('a store of a newer version is refused before anything is changed', async () => {
    await db.pool.query(`UPDATE meta.installation SET version = '0.2.0'`);
    await expect(
      provision({ ...order, services: [...services, { service: 'finance', kind: 'records', password: 'spec' }] }),
    ).rejects.toThrow(NewerStore);
    const { rowCount } = await db.pool.query(`SELECT FROM pg_namespace WHERE nspname = 'finance'`);
    expect(rowCount).toBe(0);
    await db.pool.query(`UPDATE meta.installation SET version = '0.1.0'`);
  });

  test('a store with a migration of a later release is refused, whatever its stamp says', async () => {
    await db.pool.query(`INSERT INTO meta.migration_meta (timestamp, name) VALUES (1, 'Later9999999999999')`);
    await expect(provision(order)).rejects.toThrow(NewerStore);
    await db.pool.query(`DELETE FROM meta.migration_meta WHERE timestamp = 1`);
  });
});

test('versions are compared by number, and a pre-release is older than its release', () => {
  expect([compareVersions('0.10.0', '0.9.9'), compareVersions('1.0.0-rc.1', '1.0.0'), compareVersions('1.2.3', '1.2.3')]).toEqual([
    1, -1, 0,
  ]);
});
