-- A first append without a version and one with a version exclude each other by a lock on the stream. Each statement of a
-- volatile function takes a new snapshot at READ COMMITTED, so the query sees what was committed while the lock was awaited.
-- Many streams are not locked: their locks would fill the lock table of the server.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_require_unversioned"(
  events text, key_column text, subject_type text, keys text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_versioned boolean;
BEGIN
  IF cardinality(keys) <= 16 THEN
    PERFORM pg_advisory_xact_lock_shared(events::regclass::oid::integer, hashtext(k)) FROM unnest(keys) AS k;
  END IF;
  EXECUTE format(
    'SELECT EXISTS (SELECT 1 FROM %s WHERE %I = ANY ($1) AND stream_version IS NOT NULL%s)',
    events::regclass, key_column, CASE WHEN subject_type IS NOT NULL THEN ' AND subject_type = $2' END)
    INTO is_versioned USING keys, subject_type;
  RETURN CASE WHEN is_versioned THEN "${schema}"."nvent_reject_unversioned_append"() END;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_require_unversioned"(text, text, text, text[]) IS
  'Raises SQLSTATE NV005 if one of the streams in a table (events, quoted) has events with a version, else returns NULL, the '
  'version of an event that has none. Up to 16 streams cannot get a first event with a version until the end of the transaction.';
