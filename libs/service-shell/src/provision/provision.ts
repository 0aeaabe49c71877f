import { eventLogMigrations, watermarkMigrations } from '@yimen/event-log';
import { eventStoreMigrations } from '@yimen/event-store';
import { engineMigrations } from '@yimen/projection-engine';
import { vaultMigrations } from '@yimen/vault';
import pg from 'pg';
import { metaMigrations } from './meta-migrations.js';
import { migrate, type MigrationSet } from './migrate.js';
import { ensureRole, ensureSchemas, grant } from './roles.js';
import { schemaOf, type ServiceKind, type ServiceRole } from './services.js';
import { shellMigrations } from './shell-migrations.js';
import { checkStamp, stamp, type StoreMode } from './stamp.js';

export interface Provisioning {
  /** Connection string of a role that may create roles and schemas. */
  readonly adminUrl: string;
  /** Every service of the installation; the list is kept, and `clock advance` waits for those that record facts. */
  readonly services: readonly ServiceRole[];
  readonly mode: StoreMode;
  /** Version of this release, `major.minor.patch`. */
  readonly version: string;
}

export interface Provisioned {
  /** Migrations that ran now, as `schema.name`; empty where the database was up to date. */
  readonly migrated: readonly string[];
}

// One provisioning at a time per database; the number is arbitrary and only has to be the same everywhere.
const LOCK = 0x59494d454e;

/**
 * Brings a database to what this release needs: roles, schemas, tables, rights, stamp. Idempotent, also when two run at once.
 * Throws NewerStore or WrongMode before anything is changed, and what PostgreSQL says where it cannot be reached or refuses.
 */
export async function provision({ adminUrl, services, mode, version }: Provisioning): Promise<Provisioned> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'yimen provision' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await checkStamp(client, mode, version);
    for (const service of services) await ensureRole(client, service);
    await ensureSchemas(client, services);
    const migrated: string[] = [];
    for (const set of migrationSets(services)) {
      migrated.push(...(await migrate(client, adminUrl, set)).map((name) => `${set.schema}.${name}`));
    }
    await grant(client, services);
    await keepServices(client, services);
    await stamp(client, mode, version);
    return { migrated };
  } finally {
    // Ends the session and with it the lock.
    await client.end();
  }
}

/** Every library's tables, shared schemas first. */
function migrationSets(services: readonly ServiceRole[]): MigrationSet[] {
  return [
    { schema: 'meta', list: 'migration_meta', migrations: metaMigrations() },
    { schema: 'meta', list: 'migration_watermark', migrations: watermarkMigrations() },
    { schema: 'vault', list: 'migration_vault', migrations: vaultMigrations() },
    { schema: 'log', list: 'migration_log', migrations: eventLogMigrations() },
    ...services.flatMap(({ service, kind }) => ownSets(schemaOf(service), kind)),
  ];
}

function ownSets(schema: string, kind: ServiceKind): MigrationSet[] {
  const engine = { schema, list: 'migration_engine', migrations: engineMigrations(schema) };
  switch (kind) {
    case 'records':
      return [
        { schema, list: 'migration_event_store', migrations: eventStoreMigrations(schema) },
        engine,
        { schema, list: 'migration_shell', migrations: shellMigrations(schema) },
      ];
    case 'views':
      return [engine];
    case 'door':
      return [];
  }
}

async function keepServices(client: pg.ClientBase, services: readonly ServiceRole[]): Promise<void> {
  await client.query('DELETE FROM meta.service WHERE NOT service = ANY ($1)', [services.map(({ service }) => service)]);
  for (const { service, kind } of services) {
    await client.query(
      'INSERT INTO meta.service (service, kind) VALUES ($1, $2) ON CONFLICT (service) DO UPDATE SET kind = excluded.kind',
      [service, kind],
    );
  }
}
