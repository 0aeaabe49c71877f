import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table `meta.watermark` and its functions: moved by the context's own role, read by all who are granted them. */
export function watermarkMigrations(): (new () => MigrationInterface)[] {
  return [Watermark1764000200000, Generations1774400000000];
}

const functions = [
  'meta.lead_relay(text, int, int, text, int, boolean)',
  'meta.renew_relay(text, int, bigint, int)',
  'meta.move_watermark(text, int, bigint, bigint, bigint[], bytea[], text, int)',
  'meta.resign_relay(text, int, bigint)',
  'meta.make_current(text, int)',
  'meta.watermark_of(text, int)',
].join(', ');

class Watermark1764000200000 implements MigrationInterface {
  readonly name = 'Watermark1764000200000';

  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE SCHEMA IF NOT EXISTS meta');
    // One row per topic: what is acknowledged, and the lease of the relay that may move it. Both in one row, so that moving and fencing are one update.
    await run.query(`
      CREATE TABLE meta.watermark (
        context text NOT NULL,
        generation int NOT NULL,
        current boolean NOT NULL,
        sequence bigint NOT NULL DEFAULT 0,
        places bigint[] NOT NULL,
        chains bytea[] NOT NULL DEFAULT '{}',
        incarnation text,
        moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        holder text,
        epoch bigint NOT NULL DEFAULT 0,
        leased_until timestamptz,
        PRIMARY KEY (context, generation)
      ) WITH (fillfactor = 50)`);
    await run.query('CREATE UNIQUE INDEX watermark_current ON meta.watermark (context) WHERE current');
    await run.query(`
      CREATE FUNCTION meta.check_relay_owner(p_context text) RETURNS void
      LANGUAGE plpgsql STABLE SET search_path = meta, pg_temp AS $$
      BEGIN
        IF NOT pg_has_role(session_user, 'yimen_' || replace(p_context, '-', '_'), 'member') THEN
          RAISE EXCEPTION 'only % relays its events', p_context USING ERRCODE = 'insufficient_privilege';
        END IF;
      END $$`);
    await run.query(lead);
    await run.query(`
      CREATE FUNCTION meta.renew_relay(p_context text, p_generation int, p_epoch bigint, p_lease int) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        PERFORM check_relay_owner(p_context);
        UPDATE watermark SET leased_until = clock_timestamp() + p_lease * interval '1 millisecond'
        WHERE context = p_context AND generation = p_generation AND epoch = p_epoch AND holder IS NOT NULL;
        RETURN FOUND;
      END $$`);
    // False where a later epoch leads: the caller was deposed. The places must sum to the sequence (decision 11), and nothing goes back.
    await run.query(`
      CREATE FUNCTION meta.move_watermark(
        p_context text, p_generation int, p_epoch bigint, p_sequence bigint, p_places bigint[], p_chains bytea[], p_incarnation text, p_lease int
      ) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        PERFORM check_relay_owner(p_context);
        IF (SELECT sum(place) FROM unnest(p_places) AS place) <> p_sequence OR cardinality(p_chains) <> cardinality(p_places) THEN
          RAISE EXCEPTION 'places % do not sum to sequence %', p_places, p_sequence USING ERRCODE = 'check_violation';
        END IF;
        UPDATE watermark SET sequence = p_sequence, places = p_places, chains = p_chains, incarnation = p_incarnation, moved_at = clock_timestamp(),
          leased_until = clock_timestamp() + p_lease * interval '1 millisecond'
        WHERE context = p_context AND generation = p_generation AND epoch = p_epoch AND holder IS NOT NULL
          AND sequence <= p_sequence AND cardinality(places) = cardinality(p_places);
        RETURN FOUND;
      END $$`);
    await run.query(`
      CREATE FUNCTION meta.resign_relay(p_context text, p_generation int, p_epoch bigint) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        PERFORM check_relay_owner(p_context);
        UPDATE watermark SET holder = NULL, leased_until = NULL WHERE context = p_context AND generation = p_generation AND epoch = p_epoch;
      END $$`);
    // The switch to a generation that readers have been rebuilt on.
    await run.query(`
      CREATE FUNCTION meta.make_current(p_context text, p_generation int) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        PERFORM check_relay_owner(p_context);
        PERFORM FROM watermark WHERE context = p_context AND generation = p_generation;
        IF NOT FOUND THEN
          RAISE EXCEPTION '% has no generation %', p_context, p_generation USING ERRCODE = 'no_data_found';
        END IF;
        UPDATE watermark SET current = false WHERE context = p_context AND current AND generation <> p_generation;
        UPDATE watermark SET current = true WHERE context = p_context AND generation = p_generation AND NOT current;
      END $$`);
    await run.query(`
      CREATE FUNCTION meta.watermark_of(p_context text, p_generation int DEFAULT NULL)
      RETURNS TABLE (generation int, sequence bigint, places bigint[], moved_at timestamptz, holder text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = meta, pg_temp AS $$
        SELECT w.generation, w.sequence, w.places, w.moved_at, w.holder FROM watermark w
        WHERE w.context = p_context AND CASE WHEN p_generation IS NULL THEN w.current ELSE w.generation = p_generation END
      $$`);
    await run.query(`REVOKE ALL ON FUNCTION meta.check_relay_owner(text), ${functions} FROM PUBLIC`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query(`DROP FUNCTION ${functions}, meta.check_relay_owner(text)`);
    await run.query('DROP TABLE meta.watermark');
  }
}

class Generations1774400000000 implements MigrationInterface {
  readonly name = 'Generations1774400000000';

  async up(run: QueryRunner): Promise<void> {
    // A generation beside the current one: as soon as its row is there, the context's relay publishes to it from sequence 1.
    await run.query(`
      CREATE FUNCTION meta.begin_topic(p_context text, p_generation int, p_partitions int) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
      BEGIN
        PERFORM check_relay_owner(p_context);
        INSERT INTO watermark (context, generation, current, places) VALUES (p_context, p_generation, false, array_fill(0::bigint, ARRAY[p_partitions]))
        ON CONFLICT DO NOTHING;
      END $$`);
    await run.query(`
      CREATE FUNCTION meta.topics_of(p_context text) RETURNS TABLE (generation int, current boolean, sequence bigint, partitions int, incarnation text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = meta, pg_temp AS $$
        SELECT w.generation, w.current, w.sequence, cardinality(w.places), w.incarnation FROM watermark w WHERE w.context = p_context ORDER BY w.generation
      $$`);
    await run.query('REVOKE ALL ON FUNCTION meta.begin_topic(text, int, int), meta.topics_of(text) FROM PUBLIC');
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP FUNCTION meta.begin_topic(text, int, int), meta.topics_of(text)');
  }
}

// Leads where nobody does: no holder, or a lease that has run out by the database's clock, or (p_restart) the same holder's own earlier lease.
// Every granted lease has a new epoch. The row is answered in any case, with who leads and how long.
const lead = `
  CREATE FUNCTION meta.lead_relay(p_context text, p_generation int, p_partitions int, p_holder text, p_lease int, p_restart boolean)
  RETURNS TABLE (granted boolean, epoch bigint, holder text, expires int, sequence bigint, places bigint[], chains bytea[], incarnation text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = meta, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    found_epoch bigint;
  BEGIN
    PERFORM check_relay_owner(p_context);
    INSERT INTO watermark (context, generation, current, places)
    SELECT p_context, p_generation, NOT EXISTS (SELECT FROM watermark w WHERE w.context = p_context AND w.current), array_fill(0::bigint, ARRAY[p_partitions])
    ON CONFLICT DO NOTHING;
    UPDATE watermark w
    SET holder = p_holder, epoch = w.epoch + 1, leased_until = clock_timestamp() + p_lease * interval '1 millisecond'
    WHERE w.context = p_context AND w.generation = p_generation
      AND (w.holder IS NULL OR w.leased_until < clock_timestamp() OR (p_restart AND w.holder = p_holder))
    RETURNING w.epoch INTO found_epoch;
    RETURN QUERY
      SELECT found_epoch IS NOT NULL, w.epoch, w.holder,
        greatest(0, ceil(extract(epoch FROM w.leased_until - clock_timestamp()) * 1000))::int,
        w.sequence, w.places, w.chains, w.incarnation
      FROM watermark w WHERE w.context = p_context AND w.generation = p_generation;
  END $$`;
