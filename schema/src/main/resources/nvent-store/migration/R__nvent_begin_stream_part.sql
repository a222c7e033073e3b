-- Transactions lock the table stream before they draw an id, and until they end. So when this lock is granted, all events of
-- the parts before are committed or rolled back, and no transaction holds an id for which it may still insert.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_begin_stream_part"(table_prefix text, split_type text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
  parent constant regclass := format('%I.%I', '${schema}', table_prefix || 'stream')::regclass;
  ids constant regclass := pg_get_serial_sequence(parent::text, 'id')::regclass;
  first_id constant bigint := (SELECT max(from_id) FROM "${schema}"."nvent_stream_parts"(table_prefix, split_type));
BEGIN
  IF first_id IS NULL OR pg_sequence_last_value(ids) >= first_id - 1 THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', parent);
  IF EXISTS (
    SELECT FROM pg_constraint c
    WHERE c.conname = 'nvent_bound' AND c.conrelid IN (SELECT t.relid FROM pg_partition_tree(parent) t)) THEN
    RAISE lock_not_available USING MESSAGE = 'another stream type is being split';
  END IF;
  PERFORM setval(ids, greatest(first_id - 1, pg_sequence_last_value(ids)));
  RETURN true;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_begin_stream_part"(text, text) IS
  'Last step of a split, and of each new part: moves the sequence of ids to the first one of the newest part, when no '
  'transaction is appending to a generic stream. Returns false if that has happened. table_prefix includes its underscore.';
