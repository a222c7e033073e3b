-- CREATE TABLE and ATTACH PARTITION instead of PARTITION OF: PARTITION OF would block appends to the other subject types.
-- SECURITY DEFINER: the caller needs INSERT on the stream table, but no right to create tables.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_ensure_stream_partition"(table_prefix text, new_type text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  caller constant text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  stream constant text := table_prefix || 'stream';
  types constant text := table_prefix || 'stream_types';
  label constant text := regexp_replace(
    lower(coalesce(nullif(split_part(new_type, ':', 2), ''), split_part(new_type, ':', 1))), '[^a-z0-9_]+', '_', 'g');
  suffix text := '';
  candidate text;
  created_before boolean;
  registered integer;
BEGIN
  IF NOT has_table_privilege(caller, format('%I.%I', '${schema}', stream), 'INSERT') THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for table %s', stream);
  END IF;
  FOR n IN 2 .. 10000 LOOP
    EXECUTE format('SELECT created_at <> now() FROM %I.%I WHERE subject_type = $1', '${schema}', types)
      INTO created_before USING new_type;
    IF created_before IS NOT NULL THEN
      RETURN created_before;
    END IF;
    candidate := left(stream || '_' || label, 63 - length(suffix)) || suffix;
    suffix := '_' || n;
    CONTINUE WHEN to_regclass(format('%I.%I', '${schema}', candidate)) IS NOT NULL;
    -- Waits for concurrent transactions that create the same partition, or another of the same name.
    EXECUTE format('INSERT INTO %I.%I (subject_type, table_name) VALUES ($1, $2) ON CONFLICT DO NOTHING', '${schema}', types)
      USING new_type, candidate;
    GET DIAGNOSTICS registered = ROW_COUNT;
    IF registered = 1 THEN
      EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL)', '${schema}', candidate, stream);
      EXECUTE format('ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%2$I FOR VALUES IN (%4$L)',
                     '${schema}', candidate, stream, new_type);
      RETURN false;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'no free table name for another subject type named %', label;
END;
$$;

-- The function runs with the rights of its owner, so the owner grants EXECUTE explicitly.
REVOKE EXECUTE ON FUNCTION "${schema}"."nvent_ensure_stream_partition"(text, text) FROM PUBLIC;

COMMENT ON FUNCTION "${schema}"."nvent_ensure_stream_partition"(text, text) IS
  'Creates the partition of a subject type unless it exists. Returns true if an earlier transaction created it, so '
  'that a rollback of the caller cannot remove it. Needs INSERT on the table stream. table_prefix includes its '
  'underscore.';
