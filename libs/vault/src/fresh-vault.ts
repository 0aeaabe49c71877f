import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { vaultMigrations } from './migrations.js';
import { openVault, type Vault, type VaultOptions } from './vault.js';

interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

export interface FreshVault {
  readonly db: Database;
  /** Another process on the vault; closed with it. */
  readonly open: (over?: Partial<VaultOptions>) => Vault;
  close(): Promise<void>;
}

/** For specs: an empty vault in an empty database, which goes with it. */
export async function freshVault(db: Database): Promise<FreshVault> {
  await db.pool.query('CREATE SCHEMA vault');
  const source = new DataSource({
    type: 'postgres',
    url: db.url,
    schema: 'vault',
    migrations: vaultMigrations(),
    migrationsTableName: 'vault_migrations',
  });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
  const masterKey = randomBytes(32);
  const opened: Vault[] = [];
  return {
    db,
    open: (over) => {
      const vault = openVault({ pool: db.pool, masterKey, ...over });
      opened.push(vault);
      return vault;
    },
    close: async () => {
      await Promise.all(opened.map((vault) => vault.close()));
      await db.drop();
    },
  };
}
