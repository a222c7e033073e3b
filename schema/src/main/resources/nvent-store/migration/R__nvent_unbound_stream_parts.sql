CREATE OR REPLACE FUNCTION "${schema}"."nvent_unbound_stream_parts"(table_prefix text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '1500ms' AS $$
DECLARE
  part regclass;
  removed integer := 0;
BEGIN
  FOR part IN
    SELECT c.conrelid::regclass FROM pg_constraint c
    WHERE c.conname = 'nvent_bound'
      AND c.conrelid IN (
        SELECT t.relid FROM pg_partition_tree(format('%I.%I', '${schema}', table_prefix || 'stream')::regclass) t)
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT nvent_bound', part);
    removed := removed + 1;
  END LOOP;
  RETURN removed;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_unbound_stream_parts"(text) IS
  'Removes the constraints of nvent_bound_stream_part, if a split failed or was interrupted. They refuse events whose ids '
  'have reached the bound. Returns their number. table_prefix includes its underscore.';
