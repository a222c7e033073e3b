-- See nvent_require_unversioned about the lock. Only the first event with a version needs it: after that the unique index on
-- the version decides, and appends without a version see the committed event.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_has_version"(
  events text, key_column text, subject_type text, stream_key text, version bigint, keys text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  of_stream constant text := format(
    'FROM %s WHERE %I = $1%s', events::regclass, key_column, CASE WHEN subject_type IS NOT NULL THEN ' AND subject_type = $2' END);
  has_version boolean;
  has_key boolean := false;
BEGIN
  IF version = 0 THEN
    PERFORM pg_advisory_xact_lock(events::regclass::oid::integer, hashtext(stream_key));
    EXECUTE format('SELECT NOT EXISTS (SELECT 1 %s)', of_stream) INTO has_version USING stream_key, subject_type;
  ELSE
    EXECUTE format('SELECT stream_version = $3 %s ORDER BY id DESC LIMIT 1', of_stream)
      INTO has_version USING stream_key, subject_type, version;
  END IF;
  IF has_version AND cardinality(keys) > 0 THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 %s AND idempotency_key = ANY ($3))', of_stream)
      INTO has_key USING stream_key, subject_type, keys;
  END IF;
  RETURN has_version AND NOT has_key;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_has_version"(text, text, text, text, bigint, text[]) IS
  'Whether the newest event of a stream in a table (events, quoted) has a version, or for 0 whether there is no event, and no '
  'event has one of the keys. For 0, the stream cannot get an event without a version until the end of the transaction.';
