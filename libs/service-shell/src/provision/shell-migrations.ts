import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './migrate.js';

/** The names of the tables below. */
export const shellTables = ['process_place', 'process_cause', 'deadline_firing', 'notice', 'store_mark'];

/** Tables that the shell keeps in the schema of a service that records facts: process causes, deadline firings, the notice outbox. */
export function shellMigrations(schema: string): MigrationClass[] {
  return [
    class ShellTables1764000000000 implements MigrationInterface {
      readonly name = 'ShellTables1764000000000';

      async up(run: QueryRunner): Promise<void> {
        // How far each process has read each partition of the topics it follows.
        await run.query(`
          CREATE TABLE ${schema}.process_place (
            process text NOT NULL,
            context text NOT NULL,
            generation int NOT NULL,
            partition int NOT NULL,
            place bigint NOT NULL CHECK (place >= 0),
            PRIMARY KEY (process, context, generation, partition)
          )`);
        // Causes that wait for their move, in the order of their stream; gone once the answer is remembered in the process's stream.
        await run.query(`
          CREATE TABLE ${schema}.process_cause (
            process text NOT NULL,
            event_id uuid NOT NULL,
            context text NOT NULL,
            stream text NOT NULL,
            revision bigint NOT NULL,
            type text NOT NULL,
            schema_version int NOT NULL,
            happened_on date NOT NULL,
            payload bytea NOT NULL,
            meta bytea NOT NULL,
            attempts int NOT NULL DEFAULT 0,
            next_try timestamptz NOT NULL DEFAULT now(),
            last_error text,
            PRIMARY KEY (process, event_id)
          )`);
        await run.query(`CREATE UNIQUE INDEX ON ${schema}.process_cause (process, context, stream, revision)`);
        await run.query(`CREATE INDEX ON ${schema}.process_cause (next_try)`);
        // One row per stream, deadline and date (or period still to be computed): what was fired, and what came of it.
        await run.query(`
          CREATE TABLE ${schema}.deadline_firing (
            id uuid PRIMARY KEY,
            slice text NOT NULL,
            item text NOT NULL,
            deadline text NOT NULL,
            rule text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('fires', 'computes')),
            due_on date NOT NULL,
            state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'made', 'refused')),
            attempts int NOT NULL DEFAULT 0,
            next_try timestamptz NOT NULL DEFAULT now(),
            last_error text,
            ended_at timestamptz
          )`);
        await run.query(`CREATE INDEX ON ${schema}.deadline_firing (slice, item, due_on) WHERE state = 'waiting'`);
        // Contact is sealed, or null where the person comes to the window; subject and body hold no contact.
        await run.query(`
          CREATE TABLE ${schema}.notice (
            notice_id text PRIMARY KEY,
            person text NOT NULL,
            channel text NOT NULL CHECK (channel IN ('window', 'sms', 'phone', 'post', 'online')),
            contact text CHECK (contact LIKE 'yv1.%'),
            subject jsonb NOT NULL,
            body jsonb NOT NULL,
            state text NOT NULL DEFAULT 'handed' CHECK (state IN ('handed', 'delivered', 'failed')),
            receipt text NOT NULL,
            handed_at timestamptz NOT NULL DEFAULT now(),
            state_at timestamptz NOT NULL DEFAULT now()
          )`);
        await run.query(`CREATE INDEX ON ${schema}.notice (handed_at, notice_id)`);
      }

      async down(run: QueryRunner): Promise<void> {
        await run.query(`DROP TABLE ${schema}.notice, ${schema}.deadline_firing, ${schema}.process_cause, ${schema}.process_place`);
      }
    },
    class CausePlace1764000100000 implements MigrationInterface {
      readonly name = 'CausePlace1764000100000';

      // Where the cause stands in its topic; 0 for causes noted before places were kept, which every reader has passed.
      async up(run: QueryRunner): Promise<void> {
        await run.query(`
          ALTER TABLE ${schema}.process_cause
            ADD COLUMN generation int NOT NULL DEFAULT 1, ADD COLUMN partition int NOT NULL DEFAULT 0, ADD COLUMN place bigint NOT NULL DEFAULT 0`);
      }

      async down(run: QueryRunner): Promise<void> {
        await run.query(`ALTER TABLE ${schema}.process_cause DROP COLUMN generation, DROP COLUMN partition, DROP COLUMN place`);
      }
    },
    class StoreMark1764000300000 implements MigrationInterface {
      readonly name = 'StoreMark1764000300000';

      // Where the index of a store on EventStoreDB was, so that a start does not number everything again (ADR 0019). Commit positions are unsigned.
      async up(run: QueryRunner): Promise<void> {
        await run.query(`
          CREATE TABLE ${schema}.store_mark (position bigint PRIMARY KEY, commit_position numeric(20) NOT NULL, id uuid NOT NULL)`);
      }

      async down(run: QueryRunner): Promise<void> {
        await run.query(`DROP TABLE ${schema}.store_mark`);
      }
    },
  ];
}
