import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './migrate.js';

/**
 * Tables of schema `meta` that belong to the installation: its stamp, the services that run in it, and the business date each has applied.
 * The services see them through functions only; watermarks and pointers come from their own libraries.
 */
export function metaMigrations(): MigrationClass[] {
  return [Installation1764000000000, Readers1764000400000, KeptGenerations1774300000000];
}

class Installation1764000000000 implements MigrationInterface {
  readonly name = 'Installation1764000000000';

  async up(run: QueryRunner): Promise<void> {
    await run.query(`
      CREATE TABLE meta.installation (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        mode text NOT NULL CHECK (mode IN ('demo', 'production')),
        version text NOT NULL,
        first_started_at timestamptz NOT NULL DEFAULT now()
      )`);
    await run.query(`
      CREATE TABLE meta.service (
        service text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('records', 'views', 'door'))
      )`);
    // applied: the business date that the service works with. quiet: the last business date for which it found no deadline left to fire.
    await run.query(`
      CREATE TABLE meta.service_clock (
        service text PRIMARY KEY REFERENCES meta.service ON DELETE CASCADE,
        applied date NOT NULL,
        quiet date,
        reported_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await run.query(`
      CREATE FUNCTION meta.installation_stamp() RETURNS TABLE (mode text, version text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = meta, pg_temp
      AS $$ SELECT mode, version FROM meta.installation $$`);
    await run.query(`
      CREATE FUNCTION meta.report_clock(p_service text, p_applied date, p_quiet date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        IF NOT pg_has_role(session_user, 'yimen_' || replace(p_service, '-', '_'), 'member') THEN
          RAISE EXCEPTION 'only % reports its own clock', p_service USING ERRCODE = 'insufficient_privilege';
        END IF;
        -- Dates never go back: a second process of the service that is behind changes nothing.
        INSERT INTO service_clock (service, applied, quiet) VALUES (p_service, p_applied, p_quiet)
        ON CONFLICT (service) DO UPDATE SET
          applied = greatest(service_clock.applied, excluded.applied),
          quiet = greatest(service_clock.quiet, excluded.quiet),
          reported_at = clock_timestamp();
      END $$`);
    await run.query(`
      CREATE FUNCTION meta.clock_state() RETURNS TABLE (service text, applied date, quiet date)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = meta, pg_temp
      AS $$ SELECT s.service, c.applied, c.quiet FROM meta.service s LEFT JOIN meta.service_clock c USING (service) WHERE s.kind = 'records' $$`);
    await run.query(
      `REVOKE ALL ON FUNCTION meta.installation_stamp(), meta.report_clock(text, date, date), meta.clock_state() FROM PUBLIC`,
    );
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP FUNCTION meta.clock_state(), meta.report_clock(text, date, date), meta.installation_stamp()');
    await run.query('DROP TABLE meta.service_clock, meta.service, meta.installation');
  }
}

class Readers1764000400000 implements MigrationInterface {
  readonly name = 'Readers1764000400000';

  async up(run: QueryRunner): Promise<void> {
    // Live read models and facts of any service that have not yet applied the event at a place of a topic, or whose rows of its stream stand
    // still because an event of it is parked. It reads the engines' own tables only: the generations' tables belong to the services' roles,
    // and what such a role puts in their place would run with the rights of this function.
    await run.query(`
      CREATE FUNCTION meta.readers_behind(p_context text, p_generation int, p_partition int, p_place bigint, p_stream text)
      RETURNS TABLE (service text, projection text)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      DECLARE
        reader text;
      BEGIN
        IF NOT pg_has_role(session_user, 'yimen_' || replace(p_context, '-', '_'), 'member') THEN
          RAISE EXCEPTION 'only % asks for the readers of its events', p_context USING ERRCODE = 'insufficient_privilege';
        END IF;
        FOR reader IN SELECT s.service FROM meta.service s WHERE s.kind IN ('records', 'views') ORDER BY s.service LOOP
          RETURN QUERY EXECUTE format($q$
            SELECT $1, p.name FROM %1$I.engine_projections p
            WHERE EXISTS (
                SELECT FROM %1$I.engine_places l
                WHERE l.projection = p.name AND l.generation = p.live AND l.context = $2
                  AND (l.topic <> $3 OR l.partition = $4 AND l.place < $5))
              OR EXISTS (
                SELECT FROM %1$I.engine_parked k
                WHERE k.projection = p.name AND k.generation = p.live AND k.context = $2 AND k.stream = $6)
            ORDER BY p.name $q$, replace(reader, '-', '_'))
          USING reader, p_context, p_generation, p_partition, p_place, p_stream;
        END LOOP;
      END $$`);
    await run.query('REVOKE ALL ON FUNCTION meta.readers_behind(text, int, int, bigint, text) FROM PUBLIC');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP FUNCTION meta.readers_behind(text, int, int, bigint, text)');
  }
}

class KeptGenerations1774300000000 implements MigrationInterface {
  readonly name = 'KeptGenerations1774300000000';

  async up(run: QueryRunner): Promise<void> {
    // As before, and generations that are not live count as well, with schemas that wait to be dropped: their rows hold what was forgotten
    // just the same. Nobody follows with a kept one, so its engine is asked to bring it past the event, or to drop it.
    await run.query(`
      CREATE OR REPLACE FUNCTION meta.readers_behind(p_context text, p_generation int, p_partition int, p_place bigint, p_stream text)
      RETURNS TABLE (service text, projection text)
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      DECLARE
        reader text;
      BEGIN
        IF NOT pg_has_role(session_user, 'yimen_' || replace(p_context, '-', '_'), 'member') THEN
          RAISE EXCEPTION 'only % asks for the readers of its events', p_context USING ERRCODE = 'insufficient_privilege';
        END IF;
        FOR reader IN SELECT s.service FROM meta.service s WHERE s.kind IN ('records', 'views') ORDER BY s.service LOOP
          RETURN QUERY EXECUTE format($q$
            WITH behind AS (
              SELECT g.projection, g.generation, g.generation IS NOT DISTINCT FROM p.live AS live
              FROM %1$I.engine_generations g JOIN %1$I.engine_projections p ON p.name = g.projection
              WHERE EXISTS (
                  SELECT FROM %1$I.engine_places l
                  WHERE l.projection = g.projection AND l.generation = g.generation AND l.context = $2
                    AND (l.topic <> $3 OR l.partition = $4 AND l.place < $5))
                OR EXISTS (
                  SELECT FROM %1$I.engine_parked k
                  WHERE k.projection = g.projection AND k.generation = g.generation AND k.context = $2 AND k.stream = $6)),
            asked AS (
              INSERT INTO %1$I.engine_catch_up (projection, generation)
              SELECT b.projection, b.generation FROM behind b WHERE NOT b.live ON CONFLICT DO NOTHING)
            SELECT $1, CASE WHEN b.live THEN b.projection ELSE b.projection || ' g' || b.generation END FROM behind b
            UNION ALL
            SELECT $1, d.projection || ' g' || d.generation FROM %1$I.engine_drop_queue d
            ORDER BY 2 $q$, replace(reader, '-', '_'))
          USING reader, p_context, p_generation, p_partition, p_place, p_stream;
        END LOOP;
      END $$`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP FUNCTION meta.readers_behind(text, int, int, bigint, text)');
    await new Readers1764000400000().up(run);
  }
}
