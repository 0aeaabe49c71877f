import { isoMicros } from './schema.js';

/** Answers of `append_events` to one append. */
export const verdicts = { appended: 0, repeated: 1, wrongRevision: 2, again: 3, fenced: 4 } as const;

/** Expected revisions that are no number, as `append_events` takes them. `none` is 0. */
export const expectations = { any: -1n, exists: -2n } as const;

// Under READ COMMITTED each statement of a volatile function sees what was committed before it began, so all that follows the lock sees
// every append before this one. Under a stricter default the lock itself fails with a serialisation error, never silently.
const lock = (s: string): string => `PERFORM 1 FROM ${s}.store_head FOR UPDATE;`;

/** A group of at most so many events is inserted row by row: one INSERT over the arrays costs as much as four plain ones before its first row. */
const ROW_BY_ROW = 4;

/** What an append is judged by, in one statement after the lock: whether its appender is open, the last position and time, the heads wanted. */
const standing = (s: string, heads: string): string => `
    SELECT EXISTS (SELECT FROM ${s}.appender a WHERE a.id = p_appender AND a.epoch = p_epoch), last.position, last.recorded_at, ${heads}
    INTO v_open, v_position, v_clock, v_before
    FROM (SELECT) AS one LEFT JOIN LATERAL (SELECT e.position, e.recorded_at FROM ${s}.event e ORDER BY e.position DESC LIMIT 1) AS last ON true;
    v_position := coalesce(v_position, 0);
    v_clock := greatest(clock_timestamp(), v_clock);`;

const headOf = (s: string, stream: string): string =>
  `coalesce((SELECT e.revision FROM ${s}.event e WHERE e.stream = ${stream} ORDER BY e.revision DESC LIMIT 1), 0)`;

// A plan made anew for the lengths of each group's arrays costs more than the group.
const attributes = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan';

/** Server-side functions of one store. Positions are given out under the lock on the head row, which is held to commit. */
export const functions = (s: string): string[] => [
  // One group of appends. Streams are given once; appends point at them by index (from 1), events at their append and their offset in it (from 1).
  // An append whose stream was moved by an earlier append of the same group and that does not fit is answered `again`: its verdict must rest on
  // committed events.
  `CREATE FUNCTION ${s}.append_events(
    p_appender uuid, p_epoch bigint, p_streams text[],
    p_stream int[], p_expected bigint[], p_count int[],
    p_append int[], p_offset int[], p_id uuid[], p_type text[], p_version int[], p_happened text[], p_meta bytea[], p_payload bytea[]
  ) RETURNS TABLE (verdict int, at_revision bigint, at_position bigint, at text)
  ${attributes} AS $$
  DECLARE
    v_open boolean; v_position bigint; v_clock timestamptz; v_at text;
    v_before bigint[]; v_heads bigint[];
    v_revisions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(p_stream)]);
    v_positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(p_stream)]);
    v_head bigint; v_expected bigint; v_count int; v_place int; v_appended boolean := false;
  BEGIN
    ${lock(s)}
    ${standing(s, `ARRAY(SELECT ${headOf(s, 'u.stream')} FROM unnest(p_streams) WITH ORDINALITY AS u (stream, n) ORDER BY u.n)`)}
    IF NOT v_open THEN
      RETURN QUERY SELECT ${verdicts.fenced}, NULL::bigint, NULL::bigint, NULL::text;
      RETURN;
    END IF;
    v_at := ${isoMicros('v_clock')};
    v_heads := v_before;
    FOR i IN 1 .. cardinality(p_stream) LOOP
      v_place := p_stream[i]; v_head := v_heads[v_place]; v_expected := p_expected[i]; v_count := p_count[i];
      IF v_expected = v_head OR v_expected = ${expectations.any} OR (v_expected = ${expectations.exists} AND v_head > 0) THEN
        v_revisions[i] := v_head;
        v_positions[i] := v_position;
        v_heads[v_place] := v_head + v_count;
        v_position := v_position + v_count;
        v_appended := true;
        verdict := ${verdicts.appended}; at_revision := v_heads[v_place]; at_position := v_position; at := v_at;
      ELSIF v_head <> v_before[v_place] THEN
        verdict := ${verdicts.again}; at_revision := NULL; at_position := NULL; at := NULL;
      ELSE
        verdict := ${verdicts.wrongRevision}; at_revision := v_head; at_position := NULL; at := NULL;
        IF v_expected >= 0 AND v_head >= v_expected + v_count AND
          (SELECT array_agg(e.id ORDER BY e.revision) FROM ${s}.event e
            WHERE e.stream = p_streams[v_place] AND e.revision > v_expected AND e.revision <= v_expected + v_count)
          = (SELECT array_agg(n.id ORDER BY n.o) FROM unnest(p_append, p_offset, p_id) AS n (a, o, id) WHERE n.a = i) THEN
          verdict := ${verdicts.repeated};
          SELECT e.revision, e.position, ${isoMicros('e.recorded_at')} INTO at_revision, at_position, at
            FROM ${s}.event e WHERE e.stream = p_streams[v_place] AND e.revision = v_expected + v_count;
        END IF;
      END IF;
      RETURN NEXT;
    END LOOP;
    IF v_appended AND cardinality(p_append) <= ${ROW_BY_ROW} THEN
      FOR i IN 1 .. cardinality(p_append) LOOP
        CONTINUE WHEN v_revisions[p_append[i]] IS NULL;
        INSERT INTO ${s}.event (position, stream, revision, id, type, schema_version, happened_on, recorded_at, meta, payload)
        VALUES (v_positions[p_append[i]] + p_offset[i], p_streams[p_stream[p_append[i]]], v_revisions[p_append[i]] + p_offset[i],
          p_id[i], p_type[i], p_version[i], p_happened[i]::date, v_clock, p_meta[i], p_payload[i]);
      END LOOP;
    ELSIF v_appended THEN
      INSERT INTO ${s}.event (position, stream, revision, id, type, schema_version, happened_on, recorded_at, meta, payload)
      SELECT v_positions[n.a] + n.o, p_streams[p_stream[n.a]], v_revisions[n.a] + n.o,
        n.id, n.type, n.version, n.happened::date, v_clock, n.meta, n.payload
      FROM unnest(p_append, p_offset, p_id, p_type, p_version, p_happened, p_meta, p_payload)
        AS n (a, o, id, type, version, happened, meta, payload)
      WHERE v_revisions[n.a] IS NOT NULL;
    END IF;
  END $$`,

  // One event on its own, the usual group of a quiet store, in a third less time. Answers no row where it may not be stored as it is:
  // append_events says why.
  `CREATE FUNCTION ${s}.append_one(
    p_appender uuid, p_epoch bigint, p_stream text, p_expected bigint,
    p_id uuid, p_type text, p_version int, p_happened date, p_meta bytea, p_payload bytea
  ) RETURNS TABLE (at_revision bigint, at_position bigint, at text)
  ${attributes} AS $$
  DECLARE v_open boolean; v_position bigint; v_clock timestamptz; v_before bigint;
  BEGIN
    ${lock(s)}
    ${standing(s, headOf(s, 'p_stream'))}
    IF NOT v_open OR NOT (p_expected = v_before OR p_expected = ${expectations.any} OR (p_expected = ${expectations.exists} AND v_before > 0)) THEN
      RETURN;
    END IF;
    at_revision := v_before + 1; at_position := v_position + 1; at := ${isoMicros('v_clock')};
    INSERT INTO ${s}.event (position, stream, revision, id, type, schema_version, happened_on, recorded_at, meta, payload)
    VALUES (at_position, p_stream, at_revision, p_id, p_type, p_version, p_happened, v_clock, p_meta, p_payload);
    RETURN NEXT;
  END $$`,

  // Raises the epoch of an appender under the append lock. Whatever it sent under an older epoch has by then committed, and is found here by its
  // event ids, or will be refused. Epochs come from one sequence, so a row may be forgotten: its appender is fenced and opens again.
  `CREATE FUNCTION ${s}.open_appender(p_appender uuid, p_id uuid[])
  RETURNS TABLE (epoch bigint, id uuid, stream text, revision bigint, at_position bigint, at text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE v_epoch bigint;
  BEGIN
    ${lock(s)}
    v_epoch := nextval('${s}.appender_epoch');
    DELETE FROM ${s}.appender a WHERE a.opened_at < clock_timestamp() - interval '7 days';
    INSERT INTO ${s}.appender AS a (id, epoch) VALUES (p_appender, v_epoch)
      ON CONFLICT ON CONSTRAINT appender_pkey DO UPDATE SET epoch = excluded.epoch, opened_at = excluded.opened_at;
    RETURN QUERY SELECT v_epoch, NULL::uuid, NULL::text, NULL::bigint, NULL::bigint, NULL::text;
    RETURN QUERY SELECT v_epoch, e.id, e.stream, e.revision, e.position, ${isoMicros('e.recorded_at')}
      FROM ${s}.event e WHERE e.id = ANY (p_id);
  END $$`,

  // After a restore from a backup: a new incarnation, and every appender of before is fenced.
  `CREATE FUNCTION ${s}.store_restored() RETURNS uuid
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE v_incarnation uuid;
  BEGIN
    UPDATE ${s}.store_head SET incarnation = gen_random_uuid() RETURNING incarnation INTO v_incarnation;
    DELETE FROM ${s}.appender;
    RETURN v_incarnation;
  END $$`,

  `CREATE FUNCTION ${s}.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'events are final: % on %.% refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$`,
];
