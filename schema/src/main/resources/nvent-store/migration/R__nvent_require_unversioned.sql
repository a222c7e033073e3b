-- A first append without a version and one with a version exclude each other by a lock on the stream. Each statement of a
-- volatile function takes a new snapshot at READ COMMITTED, so the query sees what was committed while the lock was awaited.
-- Many streams are not locked: their locks would fill the lock table of the server.
-- The query is prepared once in each session: planning it takes several times as long as the rest. The plan, which is often made
-- while the table is almost empty, is kept while the table grows, so it must not read the whole table.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_require_unversioned"(
  events text, key_column text, subject_type text, keys text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  relation constant oid := events::regclass;
  query constant text := 'nvent_require_unversioned_' || relation;
  call constant text := format('EXECUTE %I (%L, %L)', query, keys, subject_type);
  is_versioned boolean;
BEGIN
  IF cardinality(keys) <= 16 THEN
    PERFORM pg_advisory_xact_lock_shared(relation::integer, hashtext(k)) FROM unnest(keys) AS k;
  END IF;
  BEGIN
    EXECUTE call INTO is_versioned;
  EXCEPTION WHEN invalid_sql_statement_name THEN
    EXECUTE format(
      'PREPARE %I (text[], text) AS SELECT EXISTS ('
      'SELECT 1 FROM %s WHERE %I = ANY ($1) AND stream_version IS NOT NULL%s)',
      query, events, key_column, CASE WHEN subject_type IS NOT NULL THEN ' AND subject_type = $2' END);
    EXECUTE call INTO is_versioned;
  END;
  RETURN CASE WHEN is_versioned THEN "${schema}"."nvent_reject_unversioned_append"() END;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_require_unversioned"(text, text, text, text[]) IS
  'Raises SQLSTATE NV005 if one of the streams in a table (events, quoted) has events with a version, else returns NULL, the '
  'version of an event that has none. Up to 16 streams cannot get a first event with a version until the end of the transaction.';
