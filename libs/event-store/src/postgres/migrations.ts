import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functions } from './functions.js';
import { schemaName } from './schema.js';

/**
 * Narrows a role's rights on its store to these: read, and append through the functions. Nobody may rewrite, and only the administrator may say
 * that the store was restored. Run them after any wider grant on the schema.
 */
export function eventStoreGrants(schema: string, role: string): string[] {
  const s = schemaName(schema);
  const r = `"${role.replaceAll('"', '""')}"`;
  return [
    `REVOKE ALL ON ${s}.event, ${s}.store_head, ${s}.appender FROM ${r}`,
    `REVOKE ALL ON SEQUENCE ${s}.appender_epoch FROM ${r}`,
    `REVOKE ALL ON FUNCTION ${s}.store_restored, ${s}.refuse_rewriting FROM ${r}`,
    `GRANT USAGE ON SCHEMA ${s} TO ${r}`,
    `GRANT SELECT ON ${s}.event, ${s}.store_head TO ${r}`,
    `GRANT EXECUTE ON FUNCTION ${s}.append_events, ${s}.append_one, ${s}.open_appender TO ${r}`,
  ];
}

/**
 * TypeORM migrations of one service's event store in the schema given; run them as the administrator with a `migrationsTableName` of their own.
 * They grant to the role `yimen_<schema>` where it exists already; run `eventStoreGrants` once it does, and after any wider grant.
 */
export function eventStoreMigrations(schema: string): (new () => MigrationInterface)[] {
  const s = schemaName(schema);
  const role = `yimen_${s}`;

  class EventStore implements MigrationInterface {
    readonly name = 'EventStore1772380800000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`CREATE SCHEMA IF NOT EXISTS ${s}`);
      await runner.query(`
        CREATE TABLE ${s}.event (
          position bigint PRIMARY KEY CHECK (position > 0),
          stream text COLLATE "C" NOT NULL,
          revision bigint NOT NULL CHECK (revision > 0),
          id uuid NOT NULL CONSTRAINT event_id_unique UNIQUE,
          type text NOT NULL,
          schema_version integer NOT NULL CHECK (schema_version > 0),
          happened_on date NOT NULL,
          recorded_at timestamptz NOT NULL,
          meta bytea NOT NULL,
          payload bytea NOT NULL,
          CONSTRAINT event_stream_revision_unique UNIQUE (stream, revision)
        )`);
      // The one row is the append lock and keeps the incarnation. It is locked, never updated per append: a row with a new version per group
      // grows a chain of dead versions behind any long transaction. The head itself is read from the index on position.
      await runner.query(`
        CREATE TABLE ${s}.store_head (
          one boolean PRIMARY KEY DEFAULT true CHECK (one),
          incarnation uuid NOT NULL DEFAULT gen_random_uuid()
        )`);
      await runner.query(`INSERT INTO ${s}.store_head DEFAULT VALUES`);
      await runner.query(`CREATE SEQUENCE ${s}.appender_epoch`);
      await runner.query(`
        CREATE TABLE ${s}.appender (
          id uuid PRIMARY KEY,
          epoch bigint NOT NULL,
          opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
        )`);
      for (const statement of functions(s)) await runner.query(statement);
      await runner.query(
        `REVOKE ALL ON FUNCTION ${s}.append_events, ${s}.append_one, ${s}.open_appender, ${s}.store_restored, ${s}.refuse_rewriting FROM PUBLIC`,
      );
      await runner.query(`
        CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ${s}.event
        FOR EACH STATEMENT EXECUTE FUNCTION ${s}.refuse_rewriting()`);
      const [found] = (await runner.query(`SELECT 1 FROM pg_roles WHERE rolname = '${role}'`)) as unknown[];
      if (found) for (const grant of eventStoreGrants(s, role)) await runner.query(grant);
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`DROP TABLE ${s}.event, ${s}.store_head, ${s}.appender`);
      await runner.query(`DROP SEQUENCE ${s}.appender_epoch`);
      await runner.query(
        `DROP FUNCTION ${s}.append_events, ${s}.append_one, ${s}.open_appender, ${s}.store_restored, ${s}.refuse_rewriting`,
      );
    }
  }
  return [EventStore];
}
