CREATE OR REPLACE FUNCTION "${schema}"."nvent_split_stream_type"(table_prefix text, split_type text, period text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off SET lock_timeout = '1500ms' AS $$
DECLARE
  parent constant regclass := format('%I.%I', '${schema}', table_prefix || 'stream')::regclass;
  unique_indexes constant regclass[] := array_remove(ARRAY[
    to_regclass(format('%I.%I', '${schema}', 'idx_' || table_prefix || 'stream_key')),
    to_regclass(format('%I.%I', '${schema}', 'idx_' || table_prefix || 'stream_version'))], NULL);
  name text;
  own_table regclass;
  newest regclass;
  first_id text := 'MINVALUE';
  bound text;
  part_name text;
  others regclass[] := '{}';
  bounds text[] := '{}';
BEGIN
  EXECUTE format('UPDATE %I.%I SET split_by = $2 WHERE subject_type = $1 RETURNING table_name',
                 '${schema}', table_prefix || 'stream_types') INTO name USING split_type, period;
  own_table := format('%I.%I', '${schema}', name)::regclass;
  IF (SELECT relkind = 'p' FROM pg_class WHERE oid = own_table) THEN
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', own_table);
    SELECT i.inhrelid::regclass, substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FROM \((.*)\) TO') INTO newest, first_id
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = own_table AND pg_get_expr(c.relpartbound, c.oid) LIKE '%TO (MAXVALUE)';
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', own_table, newest);
  ELSE
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
    newest := own_table;
    EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, own_table);
    IF cardinality(unique_indexes) > 0 THEN
      -- A detached partition keeps its own indexes, which would be dropped with those of the table stream.
      SELECT array_agg(i.inhrelid::regclass), array_agg(pg_get_expr(c.relpartbound, c.oid)) INTO others, bounds
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = parent;
      FOR n IN 1 .. coalesce(cardinality(others), 0) LOOP
        EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, others[n]);
      END LOOP;
      FOR n IN 1 .. cardinality(unique_indexes) LOOP
        EXECUTE format('DROP INDEX %s', unique_indexes[n]);
      END LOOP;
      FOR n IN 1 .. coalesce(cardinality(others), 0) LOOP
        EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s %s', parent, others[n], bounds[n]);
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS nvent_bound', others[n]);
      END LOOP;
    END IF;
    part_name := "${schema}"."nvent_stream_part_name"(own_table);
    EXECUTE format('ALTER TABLE %s RENAME TO %I', own_table, part_name);
    EXECUTE format('CREATE TABLE %I.%I (LIKE %s INCLUDING ALL) PARTITION BY RANGE (id)', '${schema}', name, parent);
    own_table := format('%I.%I', '${schema}', name)::regclass;
    EXECUTE format('CREATE TRIGGER nvent_find_in_older_parts BEFORE INSERT ON %s FOR EACH ROW'
                   ' WHEN (NEW.idempotency_key IS NOT NULL OR NEW.stream_version IS NOT NULL)'
                   ' EXECUTE FUNCTION %I.nvent_find_in_older_parts()', own_table, '${schema}');
  END IF;

  SELECT substring(pg_get_constraintdef(c.oid) FROM '\(id < ''?(\d+)''?(?:::bigint)?\)+$') INTO bound
    FROM pg_constraint c WHERE c.conrelid = newest AND c.conname = 'nvent_bound' AND c.convalidated;
  IF bound IS NULL THEN
    RAISE object_not_in_prerequisite_state USING MESSAGE = format(
      'the table %s has no valid constraint nvent_bound: another process splits a stream type, too', newest);
  END IF;
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)', own_table, newest, first_id, bound);
  EXECUTE format('ALTER TABLE %s DROP CONSTRAINT nvent_bound', newest);
  part_name := "${schema}"."nvent_stream_part_name"(own_table);
  EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %3$s INCLUDING ALL)', '${schema}', part_name, own_table);
  newest := format('%I.%I', '${schema}', part_name)::regclass;
  PERFORM "${schema}"."nvent_index_stream_part"(newest);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (MAXVALUE)', own_table, newest, bound);
  IF NOT (SELECT relispartition FROM pg_class WHERE oid = own_table) THEN
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%L)', parent, own_table, split_type);
  END IF;
  RETURN part_name;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_split_stream_type"(text, text, text) IS
  'Third step of a split, and of each new part: gives the newest part of a stream type, or its whole table, its bound, and adds '
  'an empty part after it, whose name is returned. Reads no rows. Locks the table of the type, and with its first split the table stream, for '
  'some milliseconds. table_prefix includes its underscore.';
