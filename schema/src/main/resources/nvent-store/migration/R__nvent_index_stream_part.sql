CREATE OR REPLACE FUNCTION "${schema}"."nvent_index_stream_part"(part regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  unique_column text;
BEGIN
  FOREACH unique_column IN ARRAY ARRAY['idempotency_key', 'stream_version'] LOOP
    CONTINUE WHEN EXISTS (
      SELECT FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[2]
      WHERE i.indrelid = part AND i.indisunique AND i.indisvalid AND a.attname = unique_column);
    EXECUTE format('CREATE UNIQUE INDEX ON %s (subject_type, subject, %I) WHERE %2$I IS NOT NULL', part, unique_column);
  END LOOP;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_index_stream_part"(regclass) IS
  'Creates the unique indexes of idempotency keys and versions on a partition of the table stream, unless it has them. The '
  'table itself has none once a type is split, since PostgreSQL would require that they contain the id.';
