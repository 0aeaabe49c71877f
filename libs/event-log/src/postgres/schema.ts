import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables and functions of the shared schema `log`. Roles reach the tables through the functions only; who provisions grants them. */
export function eventLogMigrations(): (new () => MigrationInterface)[] {
  return [EventLog1764000100000];
}

/** Channel on which a publish is announced; the payload is the topic's name. */
export const channel = 'yimen_log';

/** SQLSTATEs that the functions raise. */
export const raised = { fork: 'YLFRK', hole: 'YLHOL', noTopic: 'YLTOP', gone: 'YLGON' } as const;

const functions = [
  'log.ensure_topic(text, int, int)',
  'log.publish(text, int, int[], bigint[], bigint[], text[], bigint[], text[], text[], int[], text[], text[], bytea[], bytea[], bytea[])',
  'log.partitions(text, int)',
  'log.tails(text, int)',
  'log.page(text, int, bigint[], int)',
].join(', ');

// The columns of a record in the order in which functions answer them.
const columns = `
  partition int, place bigint, sequence bigint, stream text, revision bigint, id text, type text, version int,
  happened_on text, recorded_at text, meta bytea, payload bytea, hash bytea`;

class EventLog1764000100000 implements MigrationInterface {
  readonly name = 'EventLog1764000100000';

  async up(run: QueryRunner): Promise<void> {
    await run.query('CREATE SCHEMA IF NOT EXISTS log');
    await run.query(`
      CREATE TABLE log.topic (
        topic int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        context text NOT NULL,
        generation int NOT NULL CHECK (generation > 0),
        partitions int NOT NULL CHECK (partitions BETWEEN 1 AND 1024),
        UNIQUE (context, generation)
      )`);
    // The head of each partition: publishing looks here for holes without reading records.
    await run.query(`
      CREATE TABLE log.partition (
        topic int NOT NULL REFERENCES log.topic,
        partition int NOT NULL,
        place bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (topic, partition)
      ) WITH (fillfactor = 50)`);
    // id, happened_on and recorded_at are text: the hash covers them as they were written, and a uuid or timestamp would come back in another spelling.
    // No foreign key: its check per row costs a third of the throughput, and `publish` has the topic locked.
    await run.query(`
      CREATE TABLE log.record (
        topic int NOT NULL,
        partition int NOT NULL,
        place bigint NOT NULL,
        sequence bigint NOT NULL,
        revision bigint NOT NULL,
        version int NOT NULL,
        stream text NOT NULL,
        id text NOT NULL,
        type text NOT NULL,
        happened_on text NOT NULL,
        recorded_at text NOT NULL,
        meta bytea NOT NULL,
        payload bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (topic, partition, place)
      )`);
    await run.query(`
      CREATE FUNCTION log.check_owner(p_context text) RETURNS void
      LANGUAGE plpgsql STABLE SET search_path = log, pg_temp AS $$
      BEGIN
        IF NOT pg_has_role(session_user, 'yimen_' || replace(p_context, '-', '_'), 'member') THEN
          RAISE EXCEPTION 'only % publishes its events', p_context USING ERRCODE = 'insufficient_privilege';
        END IF;
      END $$`);
    await run.query(`
      CREATE FUNCTION log.ensure_topic(p_context text, p_generation int, p_partitions int) RETURNS int
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_temp AS $$
      DECLARE
        made int;
        fixed int;
      BEGIN
        PERFORM check_owner(p_context);
        INSERT INTO topic (context, generation, partitions) VALUES (p_context, p_generation, p_partitions)
        ON CONFLICT (context, generation) DO NOTHING RETURNING topic.topic INTO made;
        INSERT INTO partition (topic, partition) SELECT made, n FROM generate_series(0, p_partitions - 1) AS n WHERE made IS NOT NULL;
        SELECT partitions INTO fixed FROM topic WHERE context = p_context AND generation = p_generation;
        RETURN fixed;
      END $$`);
    await run.query(`
      CREATE FUNCTION log.partitions(p_context text, p_generation int) RETURNS int
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = log, pg_temp
      AS $$ SELECT partitions FROM topic WHERE context = p_context AND generation = p_generation $$`);
    await run.query(publish);
    await run.query(`
      CREATE FUNCTION log.tails(p_context text, p_generation int) RETURNS TABLE (${columns})
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = log, pg_temp AS $$
        SELECT r.partition, r.place, r.sequence, r.stream, r.revision, r.id, r.type, r.version,
               r.happened_on, r.recorded_at, r.meta, r.payload, r.hash
        FROM topic t JOIN partition p ON p.topic = t.topic
        CROSS JOIN LATERAL (
          SELECT * FROM record WHERE record.topic = p.topic AND record.partition = p.partition ORDER BY record.place DESC LIMIT 1
        ) AS r
        WHERE t.context = p_context AND t.generation = p_generation
      $$`);
    // At most p_max records of each partition after the given places (the first element belongs to partition 0), in order.
    // plpgsql, so that the topic's number is a plan parameter and each partition that has news is a short scan of the primary key.
    await run.query(`
      CREATE FUNCTION log.page(p_context text, p_generation int, p_after bigint[], p_max int) RETURNS TABLE (${columns})
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = log, pg_temp AS $$
      #variable_conflict use_column
      DECLARE
        topic_number int;
        ahead record;
      BEGIN
        SELECT t.topic INTO topic_number FROM topic t WHERE t.context = p_context AND t.generation = p_generation;
        FOR ahead IN
          -- Each partition that is ahead has the same share of the page; a reader that finds one filled asks again.
          SELECT p.partition, p.place, p_after[p.partition + 1] AS after, greatest(1, p_max / count(*) OVER ()) AS share FROM partition p
          WHERE p.topic = topic_number AND p.place > p_after[p.partition + 1] ORDER BY p.partition
        LOOP
          RETURN QUERY
            SELECT r.partition, r.place, r.sequence, r.stream, r.revision, r.id, r.type, r.version,
                   r.happened_on, r.recorded_at, r.meta, r.payload, r.hash
            FROM record r
            WHERE r.topic = topic_number AND r.partition = ahead.partition AND r.place > ahead.after
            ORDER BY r.place LIMIT ahead.share;
          IF NOT FOUND THEN
            -- Nothing there although it was published: the whole rest of the partition was removed.
            RAISE EXCEPTION 'partition % is empty, it was at place %', ahead.partition, ahead.place
              USING ERRCODE = '${raised.gone}', DETAIL = format('%s %s', ahead.partition, ahead.place + 1);
          END IF;
        END LOOP;
      END $$`);
    await run.query(`REVOKE ALL ON FUNCTION log.check_owner(text), ${functions} FROM PUBLIC`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query(`DROP FUNCTION ${functions}, log.check_owner(text)`);
    await run.query('DROP TABLE log.record, log.partition, log.topic');
  }
}

// All or nothing. A place that is there with the same hash is skipped, with another hash it is a fork; a place that would leave a hole is refused.
const publish = `
  CREATE FUNCTION log.publish(
    p_context text, p_generation int, p_partition int[], p_place bigint[], p_sequence bigint[], p_stream text[], p_revision bigint[], p_id text[],
    p_type text[], p_version int[], p_happened_on text[], p_recorded_at text[], p_meta bytea[], p_payload bytea[], p_hash bytea[]
  ) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_temp AS $$
  DECLARE
    topic_number int;
    written int;
    bad record;
  BEGIN
    PERFORM check_owner(p_context);
    -- One publisher at a time per topic; readers are not held up.
    SELECT t.topic INTO topic_number FROM topic t WHERE t.context = p_context AND t.generation = p_generation FOR UPDATE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'there is no topic %.g%', p_context, p_generation USING ERRCODE = '${raised.noTopic}';
    END IF;

    INSERT INTO record (topic, partition, place, sequence, stream, revision, id, type, version, happened_on, recorded_at, meta, payload, hash)
    SELECT topic_number, g.*
    FROM unnest(p_partition, p_place, p_sequence, p_stream, p_revision, p_id, p_type, p_version, p_happened_on, p_recorded_at, p_meta, p_payload, p_hash) AS g
    ON CONFLICT (topic, partition, place) DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;

    IF written < cardinality(p_place) THEN
      SELECT r.partition, r.place, r.id AS there, g.id AS given INTO bad
      FROM unnest(p_partition, p_place, p_id, p_hash) AS g (partition, place, id, hash)
      JOIN record r ON r.topic = topic_number AND r.partition = g.partition AND r.place = g.place
      WHERE r.hash <> g.hash ORDER BY r.partition, r.place LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'partition % holds event % at place %, event % was to be published there', bad.partition, bad.there, bad.place, bad.given
          USING ERRCODE = '${raised.fork}';
      END IF;
    END IF;

    SELECT g.partition, p.place, g.first, g.last INTO bad
    FROM (
      SELECT partition, min(place) AS first, max(place) AS last, count(DISTINCT place) AS places
      FROM unnest(p_partition, p_place) AS u (partition, place) GROUP BY partition
    ) AS g
    LEFT JOIN partition p ON p.topic = topic_number AND p.partition = g.partition
    WHERE p.place IS NULL OR g.first > p.place + 1 OR g.last - g.first + 1 <> g.places LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'places % to % would leave a hole in partition %, which is at place %', bad.first, bad.last, bad.partition, bad.place
        USING ERRCODE = '${raised.hole}';
    END IF;

    UPDATE partition p SET place = g.last
    FROM (SELECT partition, max(place) AS last FROM unnest(p_partition, p_place) AS u (partition, place) GROUP BY partition) AS g
    WHERE p.topic = topic_number AND p.partition = g.partition AND p.place < g.last;
  END $$`;
