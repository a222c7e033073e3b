-- The older parts do not change: nvent_begin_stream_part begins a part at a moment when no transaction is writing. So it is
-- enough to look for what has been committed, with the snapshot that each statement of a volatile function takes.
-- The query is prepared once in each session: planning it for a dozen parts takes a millisecond.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_find_in_older_parts"() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  query constant text := 'nvent_find_in_older_parts_' || TG_RELID;
  call constant text := format('EXECUTE %I (%L, %L, %L)', query, NEW.subject, NEW.idempotency_key, NEW.stream_version);
  has_key boolean;
  has_version boolean;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE feature_not_supported USING MESSAGE = format(
      'the stream type is split, and so takes events with keys or versions only in transactions at READ COMMITTED, not at %s',
      upper(current_setting('transaction_isolation')));
  END IF;
  BEGIN
    EXECUTE call INTO has_key, has_version;
  EXCEPTION WHEN invalid_sql_statement_name THEN
    EXECUTE format(
      'PREPARE %1$I (text, text, bigint) AS SELECT'
      ' $2 IS NOT NULL AND EXISTS (SELECT FROM %2$s WHERE subject_type = %3$L AND subject = $1 AND idempotency_key = $2'
      '   AND tableoid <> %4$s),'
      ' $3 IS NOT NULL AND EXISTS (SELECT FROM %2$s WHERE subject_type = %3$L AND subject = $1 AND stream_version = $3'
      '   AND tableoid <> %4$s)',
      query, pg_partition_root(TG_RELID), NEW.subject_type, TG_RELID);
    EXECUTE call INTO has_key, has_version;
  END;
  IF has_key AND NEW.stream_version IS NOT NULL THEN
    RAISE unique_violation USING MESSAGE = 'an older part of the stream type has an event with the idempotency key';
  END IF;
  IF has_key OR has_version THEN
    -- As ON CONFLICT DO NOTHING, which all appends with keys or versions have.
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_find_in_older_parts"() IS
  'Trigger of split stream types, for events with a key or a version: skips the row if another part has an event with the same '
  'key or version in the stream, as the unique index of its own part does.';
