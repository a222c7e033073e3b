CREATE OR REPLACE FUNCTION "${schema}"."nvent_drop_stream_partition"(table_prefix text, old_type text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  partition_name text;
BEGIN
  EXECUTE format('DELETE FROM %I.%I WHERE subject_type = $1 RETURNING table_name', '${schema}', table_prefix || 'stream_types')
    INTO partition_name USING old_type;
  IF partition_name IS NULL THEN
    RETURN false;
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_inherits
    WHERE inhparent = to_regclass(format('%I.%I', '${schema}', table_prefix || 'stream'))
      AND inhrelid = to_regclass(format('%I.%I', '${schema}', partition_name))) THEN
    -- It was dropped already, or detached: a detached table is an archive, which remains.
    RETURN false;
  END IF;
  EXECUTE format('DROP TABLE %I.%I', '${schema}', partition_name);
  RETURN true;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_drop_stream_partition"(text, text) IS
  'Drops the partition of a subject type with all its events, and returns false if there is none. A table that was '
  'detached is kept. Needs the rights of the owner of the tables. table_prefix includes its underscore.';
