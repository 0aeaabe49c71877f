/** Listeners forget every cached key when anything is told here; it carries no data. */
export const DESTROYED_CHANNEL = 'yimen_vault_destroyed';

/** SQLSTATE of a key asked for a person who has been forgotten. */
export const PERSON_FORGOTTEN = 'YV001';

const definer = 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

// Making and destroying the keys of one person exclude each other; the lock ends with the call.
const lockPerson = "PERFORM pg_advisory_xact_lock(hashtextextended('yimen vault ' || p_person, 0));";

/** The only ways into the vault. Every key passes through them wrapped. */
export const functions: readonly string[] = [
  // The check value of the first master key ever used here; a process with another one must not wrap anything.
  `CREATE OR REPLACE FUNCTION vault.master_check(p_check bytea) RETURNS bytea LANGUAGE plpgsql ${definer} AS $$
  BEGIN
    INSERT INTO vault.master (check_value) VALUES (p_check) ON CONFLICT DO NOTHING;
    RETURN (SELECT m.check_value FROM vault.master m);
  END $$`,

  // The key of a person and series: the one there is, or the one offered.
  `CREATE OR REPLACE FUNCTION vault.key_for(p_person text, p_series text, p_id uuid, p_wrapped bytea) RETURNS TABLE (key_id uuid, wrapped_key bytea)
  LANGUAGE plpgsql ${definer} AS $$
  BEGIN
    ${lockPerson}
    RETURN QUERY SELECT k.id, k.wrapped FROM vault.series_key k WHERE k.person = p_person AND k.series = p_series;
    IF FOUND THEN RETURN; END IF;
    IF EXISTS (SELECT FROM vault.forgotten_person f WHERE f.person = p_person) THEN
      RAISE EXCEPTION 'the person is forgotten' USING ERRCODE = '${PERSON_FORGOTTEN}';
    END IF;
    INSERT INTO vault.series_key (id, series, person, wrapped) VALUES (p_id, p_series, p_person, p_wrapped);
    RETURN QUERY SELECT p_id, p_wrapped;
  END $$`,

  // A destroyed key is answered with nulls, a key that never was is not answered.
  `CREATE OR REPLACE FUNCTION vault.keys(p_ids uuid[]) RETURNS TABLE (key_id uuid, key_person text, key_series text, wrapped_key bytea)
  LANGUAGE sql STABLE ${definer} AS $$
    SELECT k.id, k.person, k.series, k.wrapped FROM vault.series_key k WHERE k.id = ANY (p_ids)
  $$`,

  // One series, with `identity` the aliases of its numbers too; or with null all of them, and the right to ever get a key again. Answers how many keys were destroyed.
  `CREATE OR REPLACE FUNCTION vault.destroy_keys(p_person text, p_series text) RETURNS integer LANGUAGE plpgsql ${definer} AS $$
  DECLARE v_destroyed integer;
  BEGIN
    ${lockPerson}
    UPDATE vault.series_key k SET wrapped = NULL, person = NULL, destroyed_at = clock_timestamp()
      WHERE k.person = p_person AND (p_series IS NULL OR k.series = p_series);
    GET DIAGNOSTICS v_destroyed = ROW_COUNT;
    IF p_series IS NULL OR p_series = 'identity' THEN
      DELETE FROM vault.alias a WHERE a.person = p_person;
    END IF;
    IF p_series IS NULL THEN
      INSERT INTO vault.forgotten_person (person) VALUES (p_person) ON CONFLICT DO NOTHING;
    END IF;
    NOTIFY ${DESTROYED_CHANNEL};
    RETURN v_destroyed;
  END $$`,

  `CREATE OR REPLACE FUNCTION vault.alias_for(p_index text, p_alias uuid) RETURNS uuid LANGUAGE plpgsql ${definer} AS $$
  DECLARE v_alias uuid;
  BEGIN
    SELECT a.alias INTO v_alias FROM vault.alias a WHERE a.blind_index = p_index;
    IF FOUND THEN RETURN v_alias; END IF;
    INSERT INTO vault.alias (blind_index, alias) VALUES (p_index, p_alias) ON CONFLICT (blind_index) DO NOTHING;
    RETURN (SELECT a.alias FROM vault.alias a WHERE a.blind_index = p_index);
  END $$`,

  `CREATE OR REPLACE FUNCTION vault.find_alias(p_index text) RETURNS uuid LANGUAGE sql STABLE ${definer} AS $$
    SELECT a.alias FROM vault.alias a WHERE a.blind_index = p_index
  $$`,

  // `p_unless_bound`: kept for one who also has the number, and who leaves it to the person whose it is already or becomes later.
  `CREATE OR REPLACE FUNCTION vault.bind_alias(p_index text, p_person text, p_unless_bound boolean) RETURNS boolean LANGUAGE plpgsql ${definer} AS $$
  BEGIN
    ${lockPerson}
    IF EXISTS (SELECT FROM vault.forgotten_person f WHERE f.person = p_person) THEN
      RAISE EXCEPTION 'the person is forgotten' USING ERRCODE = '${PERSON_FORGOTTEN}';
    END IF;
    UPDATE vault.alias a SET person = p_person WHERE a.blind_index = p_index AND (a.person IS NULL OR NOT p_unless_bound);
    RETURN FOUND;
  END $$`,

  // Numbers that were looked for and never became a person's: nothing may be kept of them.
  `CREATE OR REPLACE FUNCTION vault.destroy_unbound_aliases(p_before timestamptz) RETURNS integer LANGUAGE plpgsql ${definer} AS $$
  DECLARE v_destroyed integer;
  BEGIN
    DELETE FROM vault.alias a WHERE a.person IS NULL AND a.made_at < p_before;
    GET DIAGNOSTICS v_destroyed = ROW_COUNT;
    RETURN v_destroyed;
  END $$`,

  `CREATE OR REPLACE FUNCTION vault.fingerprint_key_for(p_day date, p_id uuid, p_wrapped bytea) RETURNS TABLE (key_id uuid, wrapped_key bytea)
  LANGUAGE plpgsql ${definer} AS $$
  BEGIN
    INSERT INTO vault.fingerprint_key (id, day, wrapped) VALUES (p_id, p_day, p_wrapped) ON CONFLICT (day) DO NOTHING;
    RETURN QUERY SELECT k.id, k.wrapped FROM vault.fingerprint_key k WHERE k.day = p_day;
  END $$`,

  `CREATE OR REPLACE FUNCTION vault.fingerprint_key_of(p_id uuid) RETURNS bytea LANGUAGE sql STABLE ${definer} AS $$
    SELECT k.wrapped FROM vault.fingerprint_key k WHERE k.id = p_id
  $$`,

  `CREATE OR REPLACE FUNCTION vault.destroy_fingerprint_keys(p_before date) RETURNS integer LANGUAGE plpgsql ${definer} AS $$
  DECLARE v_destroyed integer;
  BEGIN
    DELETE FROM vault.fingerprint_key k WHERE k.day < p_before;
    GET DIAGNOSTICS v_destroyed = ROW_COUNT;
    NOTIFY ${DESTROYED_CHANNEL};
    RETURN v_destroyed;
  END $$`,
];
