import { setTimeout as sleep } from 'node:timers/promises';
import { eventStoreGrants } from '@yimen/event-store';
import { vaultGrants } from '@yimen/vault';
import pg from 'pg';
import { shellTables } from './shell-migrations.js';
import { reach, roleOf, schemaOf, sharedSchemas, type ServiceRole } from './services.js';

// Roles belong to the cluster: two databases provisioned at once may create or change the same one. PostgreSQL then fails one of them.
const raced = new Set(['23505', '42710', 'XX000']);
const ATTEMPTS = 10;

/** Creates the login role of a service where it does not exist, without any right beyond connecting, and sets its password where one is given. */
export async function ensureRole(client: pg.ClientBase, { service, password }: ServiceRole): Promise<void> {
  const role = roleOf(service);
  const rights = `LOGIN NOCREATEDB NOCREATEROLE INHERIT${password === null ? '' : ` PASSWORD ${pg.escapeLiteral(password)}`}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} ${rights}`);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !raced.has((error as { code?: string }).code ?? '')) throw error;
      await sleep(20 * attempt);
    }
  }
}

/** Creates the schemas, owned by the administrator: a role can neither alter its own tables nor hand them to another. */
export async function ensureSchemas(client: pg.ClientBase, services: readonly ServiceRole[]): Promise<void> {
  for (const schema of [...sharedSchemas, ...services.map(({ service }) => schemaOf(service))]) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`);
  }
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
}

/**
 * Gives each role what its kind of service needs in its own schema and the functions of the shared ones, and nothing else: events can be
 * read and appended through the store's functions, never changed. Repeating it adds the rights for what later migrations made.
 */
export async function grant(client: pg.ClientBase, services: readonly ServiceRole[]): Promise<void> {
  const database = pg.escapeIdentifier((await client.query<{ name: string }>('SELECT current_database() AS name')).rows[0]?.name ?? '');
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  for (const { service, kind } of services) {
    const [schema, role] = [schemaOf(service), roleOf(service)];
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
    // Each generation of a read model is a schema of its own, made by the engine (decision 15).
    await client.query(
      `${kind === 'door' ? 'REVOKE CREATE' : 'GRANT CREATE'} ON DATABASE ${database} ${kind === 'door' ? 'FROM' : 'TO'} ${role}`,
    );
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    for (const table of await workingTables(client, schema)) {
      await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.${table} TO ${role}`);
    }
    if (kind === 'records') for (const statement of eventStoreGrants(schema, role)) await client.query(statement);
    for (const shared of reach[kind]) {
      if (shared === 'vault') {
        for (const statement of vaultGrants(role, kind === 'records' ? 'record' : 'open')) await client.query(statement);
        continue;
      }
      await client.query(`GRANT USAGE ON SCHEMA ${shared} TO ${role}`);
      await client.query(`GRANT EXECUTE ON ALL ROUTINES IN SCHEMA ${shared} TO ${role}`);
    }
  }
}

/** Tables of the engine and of the shell: places, leases, causes, firings, notices. The store's tables have grants of their own. */
async function workingTables(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT table_name AS table FROM information_schema.tables
     WHERE table_schema = $1 AND (starts_with(table_name, 'engine_') OR table_name = ANY ($2))`,
    [schema, shellTables],
  );
  return rows.map((row) => pg.escapeIdentifier(row.table));
}
