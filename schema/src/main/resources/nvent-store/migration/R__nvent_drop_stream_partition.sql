-- Drops the partition of one subject type with all its events. Needs the rights of the table's owner.
-- Returns whether there was one.
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
  EXECUTE format('DROP TABLE %I.%I', '${schema}', partition_name);
  RETURN true;
END;
$$;

REVOKE EXECUTE ON FUNCTION "${schema}"."nvent_drop_stream_partition"(text, text) FROM PUBLIC;
