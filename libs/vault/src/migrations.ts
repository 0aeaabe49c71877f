import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './functions.js';

/** Functions that a role needs: to open values for a page, or for all that a service which records facts does. */
const routines = {
  open: ['master_check', 'keys', 'find_alias'],
  record: [
    'master_check',
    'key_for',
    'keys',
    'destroy_keys',
    'alias_for',
    'find_alias',
    'bind_alias',
    'destroy_unbound_aliases',
    'fingerprint_key_for',
    'fingerprint_key_of',
    'destroy_fingerprint_keys',
  ],
} as const;

/** Narrows a role's rights on the vault to those of its use. Run them after any wider grant on the schema. */
export function vaultGrants(role: string, use: keyof typeof routines): string[] {
  const r = `"${role.replaceAll('"', '""')}"`;
  return [
    `REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM ${r}`,
    `REVOKE ALL ON ALL ROUTINES IN SCHEMA vault FROM ${r}`,
    `GRANT USAGE ON SCHEMA vault TO ${r}`,
    `GRANT EXECUTE ON FUNCTION ${routines[use].map((name) => `vault.${name}`).join(', ')} TO ${r}`,
  ];
}

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
      await runner.query(
        'CREATE TABLE vault.alias (blind_index text PRIMARY KEY, alias uuid NOT NULL UNIQUE, person text, made_at timestamptz NOT NULL DEFAULT clock_timestamp())',
      );
      await runner.query('CREATE INDEX alias_person ON vault.alias (person) WHERE person IS NOT NULL');
      await runner.query(
        'CREATE TABLE vault.fingerprint_key (id uuid PRIMARY KEY, day date NOT NULL UNIQUE, wrapped bytea NOT NULL) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)',
      );
      for (const statement of functions) await runner.query(statement);
      await runner.query('REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM PUBLIC');
      await runner.query('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC');
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`DROP FUNCTION ${routines.record.map((name) => `vault.${name}`).join(', ')}`);
      await runner.query('DROP TABLE vault.master, vault.series_key, vault.forgotten_person, vault.alias, vault.fingerprint_key');
    }
  }
  /** An alias may be kept for a record that leaves it to its person, and goes with the series `identity`. */
  class AliasesOfRecords implements MigrationInterface {
    readonly name = 'AliasesOfRecords1795392000000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query('DROP FUNCTION IF EXISTS vault.bind_alias(text, text)');
      for (const statement of functions) await runner.query(statement);
      await runner.query('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC');
    }

    /** The functions of before are those of the release before, which refuses a store that has this migration. */
    async down(): Promise<void> {}
  }
  return [Vault, AliasesOfRecords];
}
