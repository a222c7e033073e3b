CREATE OR REPLACE FUNCTION "${schema}"."nvent_drop_stream_part"(table_prefix text, split_type text, old_part text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '1500ms' AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "${schema}"."nvent_stream_parts"(table_prefix, split_type) p
    WHERE p.part = old_part
      AND p.to_id - 1 <= pg_sequence_last_value(
        pg_get_serial_sequence(format('%I.%I', '${schema}', table_prefix || 'stream'), 'id')::regclass)) THEN
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I.%I', '${schema}', old_part);
  RETURN true;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_drop_stream_part"(text, text, text) IS
  'Drops a part of a split stream type with its events, unless it still takes new ones. Locks the table of the type for some '
  'milliseconds. Returns whether there was one. table_prefix includes its underscore.';
