CREATE OR REPLACE FUNCTION "${schema}"."nvent_validate_stream_part"(part text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I.%I VALIDATE CONSTRAINT nvent_bound', '${schema}', part);
  RETURN part;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_validate_stream_part"(text) IS
  'Second step of a split: validates a constraint of nvent_bound_stream_part. Reads the table, and blocks no appends. Returns the name of the table.';
