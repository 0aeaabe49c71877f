import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './functions.js';

/** TypeORM migrations of the shared schema `vault`; run them as the administrator. Roles get EXECUTE on the functions, never a right on a table. */
export function vaultMigrations(): (new () => MigrationInterface)[] {
  class Vault implements MigrationInterface {
    readonly name = 'Vault1772380800000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('CREATE SCHEMA IF NOT EXISTS vault');
      await runner.query('CREATE TABLE vault.master (one boolean PRIMARY KEY DEFAULT true CHECK (one), check_value bytea NOT NULL)');
      // After its destruction a key's row is the record of it: no bytes, no person.
      await runner.query(`
        CREATE TABLE vault.series_key (
          id uuid PRIMARY KEY,
          series text NOT NULL,
          person text,
          wrapped bytea,
          created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          destroyed_at timestamptz,
          CONSTRAINT series_key_of_person UNIQUE (person, series),
          CHECK ((destroyed_at IS NULL) = (wrapped IS NOT NULL) AND (wrapped IS NULL) = (person IS NULL))
        ) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)`);
      await runner.query(
        'CREATE TABLE vault.forgotten_person (person text PRIMARY KEY, forgotten_at timestamptz NOT NULL DEFAULT clock_timestamp())',
      );
      await runner.query('CREATE TABLE vault.alias (blind_index text PRIMARY KEY, alias uuid NOT NULL UNIQUE, person text)');
      await runner.query('CREATE INDEX alias_person ON vault.alias (person) WHERE person IS NOT NULL');
      await runner.query(
        'CREATE TABLE vault.fingerprint_key (id uuid PRIMARY KEY, day date NOT NULL UNIQUE, wrapped bytea NOT NULL) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)',
      );
      for (const statement of functions) await runner.query(statement);
      await runner.query('REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM PUBLIC');
      await runner.query('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(
        'DROP FUNCTION vault.master_check, vault.key_for, vault.keys, vault.destroy_keys, vault.alias_for, vault.find_alias, vault.bind_alias, vault.fingerprint_key_for, vault.fingerprint_key_of, vault.destroy_fingerprint_keys',
      );
      await runner.query('DROP TABLE vault.master, vault.series_key, vault.forgotten_person, vault.alias, vault.fingerprint_key');
    }
  }
  return [Vault];
}
