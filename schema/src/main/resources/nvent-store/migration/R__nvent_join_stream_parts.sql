CREATE OR REPLACE FUNCTION "${schema}"."nvent_join_stream_parts"(table_prefix text, split_type text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off AS $$
DECLARE
  parent constant regclass := format('%I.%I', '${schema}', table_prefix || 'stream')::regclass;
  types constant text := format('%I.%I', '${schema}', table_prefix || 'stream_types');
  columns constant text := (
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_attribute WHERE attrelid = parent AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
  name text;
  own_table regclass;
  part text;
  is_last boolean;
BEGIN
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('SELECT table_name FROM %s WHERE subject_type = $1', types) INTO name USING split_type;
  own_table := to_regclass(format('%I.%I', '${schema}', name));
  part := (SELECT p.part FROM "${schema}"."nvent_stream_parts"(table_prefix, split_type) p ORDER BY p.from_id LIMIT 1);
  IF part IS NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, own_table);
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %I.%I', own_table, '${schema}', part);
  EXECUTE format('INSERT INTO %1$I.%2$I (%3$s) SELECT %3$s FROM %4$s', '${schema}', part, columns, own_table);
  EXECUTE format('DROP TABLE %s', own_table);
  EXECUTE format('ALTER TABLE %I.%I RENAME TO %I', '${schema}', part, name);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I.%I FOR VALUES IN (%L)', parent, '${schema}', name, split_type);
  EXECUTE format('UPDATE %s SET split_by = NULL WHERE subject_type = $1', types) USING split_type;

  is_last := NOT EXISTS (
    SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent AND c.relkind = 'p');
  IF is_last THEN
    -- The indexes that the partitions have become parts of these.
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (subject_type, subject, idempotency_key) WHERE idempotency_key IS NOT NULL',
                   'idx_' || table_prefix || 'stream_key', parent);
    EXECUTE format('CREATE UNIQUE INDEX %I ON %s (subject_type, subject, stream_version) WHERE stream_version IS NOT NULL',
                   'idx_' || table_prefix || 'stream_version', parent);
  END IF;
  RETURN true;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_join_stream_parts"(text, text) IS
  'Undoes the split of a stream type: copies the events of all parts into the oldest one, which becomes the table of the type '
  'again. Blocks all generic streams meanwhile. Returns false if the type is not split. table_prefix includes its underscore.';
