-- See nvent_require_unversioned about the lock and the prepared queries. Only the first event with a version needs the lock:
-- after that the unique index on the version decides, and appends without a version see the committed event.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_has_version"(
  events text, key_column text, subject_type text, stream_key text, version bigint, keys text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  relation constant oid := events::regclass;
  query constant text := CASE WHEN version = 0 THEN 'nvent_is_empty_' ELSE 'nvent_has_version_' END || relation;
  call constant text := format('EXECUTE %I (%L, %L, %L, %L)', query, stream_key, subject_type, version, keys);
  has_version boolean;
BEGIN
  IF version = 0 THEN
    PERFORM pg_advisory_xact_lock(relation::integer, hashtext(stream_key));
  END IF;
  BEGIN
    EXECUTE call INTO has_version;
  EXCEPTION WHEN invalid_sql_statement_name THEN
    EXECUTE format(
      CASE WHEN version = 0
        THEN 'PREPARE %1$I (text, text, bigint, text[]) AS SELECT NOT EXISTS (SELECT 1 %2$s)'
        ELSE 'PREPARE %1$I (text, text, bigint, text[]) AS SELECT coalesce('
          '(SELECT stream_version %2$s ORDER BY id DESC LIMIT 1) = $3, false)'
          ' AND NOT EXISTS (SELECT 1 %2$s AND idempotency_key = ANY ($4))'
      END,
      query,
      format('FROM %s WHERE %I = $1%s',
        events, key_column, CASE WHEN subject_type IS NOT NULL THEN ' AND subject_type = $2' END));
    EXECUTE call INTO has_version;
  END;
  RETURN has_version;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_has_version"(text, text, text, text, bigint, text[]) IS
  'Whether the newest event of a stream in a table (events, quoted) has a version, or for 0 whether there is no event, and no '
  'event has one of the keys. For 0, the stream cannot get an event without a version until the end of the transaction.';
