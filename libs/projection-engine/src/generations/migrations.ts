import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowConflict } from '../batch/trouble.js';
import { quoted } from './names.js';

/**
 * The engine's own tables in the owner service's schema, run as the administrator. The service's role owns the generations' schemas,
 * so it needs CREATE on the database besides the grants on these tables.
 */
export function engineMigrations(schema: string): (new () => MigrationInterface)[] {
  const s = quoted(schema);
  return [
    class implements MigrationInterface {
      readonly name = 'EngineTables1772400000000';

      async up(runner: QueryRunner): Promise<void> {
        await runner.query(`
          CREATE TABLE ${s}.engine_projections (
            name text PRIMARY KEY,
            -- the pointer: the generation that queries read and the engine follows; null until the first one stands
            live integer,
            previous integer,
            moved_at timestamptz
          );
          CREATE TABLE ${s}.engine_generations (
            projection text NOT NULL REFERENCES ${s}.engine_projections (name),
            generation integer NOT NULL,
            version integer NOT NULL,
            schema_name text NOT NULL UNIQUE,
            state text NOT NULL CHECK (state IN ('building', 'proving', 'live', 'retired')),
            purpose text NOT NULL CHECK (purpose IN ('serve', 'verify')),
            created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            proof jsonb,
            PRIMARY KEY (projection, generation)
          );
          CREATE TABLE ${s}.engine_places (
            projection text NOT NULL,
            generation integer NOT NULL,
            context text NOT NULL,
            topic integer NOT NULL,
            partition integer NOT NULL,
            place bigint NOT NULL,
            recorded_at timestamptz,
            PRIMARY KEY (projection, generation, context, partition),
            FOREIGN KEY (projection, generation) REFERENCES ${s}.engine_generations ON DELETE CASCADE
          ) WITH (fillfactor = 50);
          CREATE TABLE ${s}.engine_leases (
            name text PRIMARY KEY,
            epoch bigint NOT NULL,
            holder text,
            until timestamptz NOT NULL
          );
          CREATE TABLE ${s}.engine_parked (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            projection text NOT NULL,
            generation integer NOT NULL,
            context text NOT NULL,
            partition integer NOT NULL,
            place bigint NOT NULL,
            stream text NOT NULL,
            revision bigint NOT NULL,
            event_id text NOT NULL,
            type text NOT NULL,
            -- the fold error of the event itself; null where it only stands behind one of its stream
            reason text,
            attempts integer NOT NULL,
            parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            record jsonb NOT NULL,
            meta bytea NOT NULL,
            payload bytea NOT NULL,
            UNIQUE (projection, generation, context, stream, revision),
            FOREIGN KEY (projection, generation) REFERENCES ${s}.engine_generations ON DELETE CASCADE
          );
          CREATE TABLE ${s}.engine_accepted (
            projection text NOT NULL,
            event_id text NOT NULL,
            context text NOT NULL,
            stream text NOT NULL,
            revision bigint NOT NULL,
            type text NOT NULL,
            reason text NOT NULL,
            accepted_by text NOT NULL,
            accepted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (projection, event_id)
          );
          CREATE TABLE ${s}.engine_in_use (
            process text NOT NULL,
            schema_name text NOT NULL,
            seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (process, schema_name)
          );
          CREATE TABLE ${s}.engine_drop_queue (
            schema_name text PRIMARY KEY,
            projection text NOT NULL,
            generation integer NOT NULL,
            queued_at timestamptz NOT NULL DEFAULT clock_timestamp()
          );
        `);
      }

      async down(runner: QueryRunner): Promise<void> {
        const tables = ['drop_queue', 'in_use', 'accepted', 'parked', 'leases', 'places', 'generations', 'projections'];
        await runner.query(`DROP TABLE ${tables.map((table) => `${s}.engine_${table}`).join(', ')}`);
      }
    },
    class implements MigrationInterface {
      readonly name = 'EngineKeptGenerations1774300000000';

      async up(runner: QueryRunner): Promise<void> {
        await runner.query(`
          -- Generations that are not live and are waited for: a person's keys are destroyed when no rows are left that they open.
          CREATE TABLE ${s}.engine_catch_up (
            projection text NOT NULL,
            generation integer NOT NULL,
            asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (projection, generation),
            FOREIGN KEY (projection, generation) REFERENCES ${s}.engine_generations ON DELETE CASCADE
          );
          -- Where the server keeps its files, which a role is not told otherwise: whoever shares its machine can ask how full that disk is.
          CREATE FUNCTION ${s}.engine_data_folder() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS $$ SELECT current_setting('data_directory') $$;
        `);
      }

      async down(runner: QueryRunner): Promise<void> {
        await runner.query(`DROP FUNCTION ${s}.engine_data_folder(); DROP TABLE ${s}.engine_catch_up`);
      }
    },
    class implements MigrationInterface {
      readonly name = 'EngineRowConflict1779500000000';

      async up(runner: QueryRunner): Promise<void> {
        // Raised inside the upsert: the commit is sent behind it, before anybody has seen how many rows were written.
        await runner.query(`
          CREATE FUNCTION ${s}.engine_row_conflict() RETURNS boolean LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'the row belongs to another stream' USING ERRCODE = '${rowConflict}'; END $$`);
      }

      async down(runner: QueryRunner): Promise<void> {
        await runner.query(`DROP FUNCTION ${s}.engine_row_conflict()`);
      }
    },
  ];
}
