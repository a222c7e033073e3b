-- The lock timeouts are longer than deadlock_timeout, after which autovacuum makes way.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_bound_stream_part"(table_prefix text, split_type text) RETURNS text[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET lock_timeout = '1500ms' AS $$
DECLARE
  parent constant regclass := format('%I.%I', '${schema}', table_prefix || 'stream')::regclass;
  bound bigint;
  own_table regclass;
  part regclass;
  tables text[] := '{}';
BEGIN
  IF to_regclass('pg_dist_partition') IS NOT NULL THEN
    IF EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = parent) THEN
      RAISE feature_not_supported USING MESSAGE =
        'the table stream is distributed by Citus, which does not distribute the parts of a partition';
    END IF;
  END IF;
  -- Keeps nvent_begin_stream_part from moving the ids past the bound.
  EXECUTE format('LOCK TABLE ONLY %s IN SHARE UPDATE EXCLUSIVE MODE', parent);
  PERFORM "${schema}"."nvent_unbound_stream_parts"(table_prefix);
  bound := coalesce(pg_sequence_last_value(pg_get_serial_sequence(parent::text, 'id')::regclass), 0) + 1000000000;
  EXECUTE format('SELECT to_regclass(format(%L, %L, table_name)) FROM %I.%I WHERE subject_type = $1',
                 '%I.%I', '${schema}', '${schema}', table_prefix || 'stream_types')
    INTO own_table USING split_type;
  SELECT coalesce(
    (SELECT i.inhrelid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = own_table AND pg_get_expr(c.relpartbound, c.oid) LIKE '%TO (MAXVALUE)'),
    own_table) INTO part;
  EXECUTE format('ALTER TABLE %s ADD CONSTRAINT nvent_bound CHECK (subject_type = %L AND id < %s) NOT VALID',
                 part, split_type, bound);
  tables := tables || (SELECT relname::text FROM pg_class WHERE oid = part);

  -- The first split moves all partitions off the unique indexes of the table stream.
  IF to_regclass(format('%I.%I', '${schema}', 'idx_' || table_prefix || 'stream_key')) IS NOT NULL THEN
    FOR part IN SELECT i.inhrelid::regclass FROM pg_inherits i WHERE i.inhparent = parent AND i.inhrelid <> own_table LOOP
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT nvent_bound CHECK (%s) NOT VALID',
                     part, pg_get_partition_constraintdef(part));
      tables := tables || (SELECT relname::text FROM pg_class WHERE oid = part);
    END LOOP;
  END IF;
  RETURN tables;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_bound_stream_part"(text, text) IS
  'First step of a split, and of each new part: adds constraints to the tables that are to be attached elsewhere, so that '
  'PostgreSQL does not have to read them while they are locked. Their names are returned, for nvent_validate_stream_part. '
  'The bound of ids lies a billion above the last one. table_prefix includes its underscore.';
