import { randomUUID } from 'node:crypto';
import { testDatabase } from '@yimen/testing/servers';
import pg from 'pg';
import { freshVault, type FreshVault } from './fresh-vault.js';
import { vaultGrants } from './index.js';

let fresh: FreshVault;

beforeAll(async () => {
  fresh = await freshVault(await testDatabase());
});
afterAll(() => fresh.close());

describe('rights', () => {
  test('a role sees no table; a stranger calls nothing, a reader opens, and only a service that records seals and destroys', async () => {
    const suffix = randomUUID().slice(0, 8);
    const roles = { stranger: `stranger_${suffix}`, reader: `reader_${suffix}`, recorder: `recorder_${suffix}` };
    const client = new pg.Client({ connectionString: fresh.db.url });
    await client.connect();
    try {
      for (const role of Object.values(roles)) await client.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA vault TO ${role}`);
      await client.query(`GRANT EXECUTE ON ALL ROUTINES IN SCHEMA vault TO ${roles.reader}, ${roles.recorder}`);
      for (const grant of [...vaultGrants(roles.reader, 'open'), ...vaultGrants(roles.recorder, 'record')]) await client.query(grant);
      const tables = (
        await client.query<{ name: string }>("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'vault'")
      ).rows;
      expect(tables.length).toBeGreaterThanOrEqual(5);
      const calls = {
        seal: "SELECT * FROM vault.key_for(gen_random_uuid()::text, 'identity', gen_random_uuid(), '\\x00')",
        open: 'SELECT * FROM vault.keys(ARRAY[gen_random_uuid()])',
        destroy: "SELECT vault.destroy_keys('nobody', NULL)",
      };
      const allowed: Record<string, readonly string[]> = { stranger: [], reader: ['open'], recorder: ['seal', 'open', 'destroy'] };
      for (const [kind, role] of Object.entries(roles)) {
        await client.query(`SET ROLE ${role}`);
        for (const { name } of tables) {
          await expect(client.query(`SELECT * FROM vault.${name}`)).rejects.toMatchObject({ code: '42501' });
          await expect(client.query(`DELETE FROM vault.${name}`)).rejects.toMatchObject({ code: '42501' });
        }
        const may: string[] = [];
        for (const [call, sql] of Object.entries(calls)) {
          await client.query(sql).then(
            () => may.push(call),
            (error: { code?: string }) => expect(error.code).toBe('42501'),
          );
        }
        expect([kind, may]).toEqual([kind, allowed[kind]]);
        await client.query('RESET ROLE');
      }
    } finally {
      await client.query('RESET ROLE');
      for (const role of Object.values(roles)) await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      await client.end();
    }
  });
});
