-- Makes the partition of a subject type if there is none yet. Runs as its owner, so that first use needs no right to DDL,
-- only the right to insert into the stream. Attaching, unlike PARTITION OF, does not block those who append to other types.
-- Returns whether an earlier transaction made the partition, so that it cannot go away with the caller's rollback.
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
  settled boolean;
  claimed integer;
BEGIN
  IF NOT has_table_privilege(caller, format('%I.%I', '${schema}', stream), 'INSERT') THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for table %s', stream);
  END IF;
  FOR n IN 2 .. 10000 LOOP
    EXECUTE format('SELECT created_at <> now() FROM %I.%I WHERE subject_type = $1', '${schema}', types)
      INTO settled USING new_type;
    IF settled IS NOT NULL THEN
      RETURN settled;
    END IF;
    candidate := left(stream || '_' || label, 63 - length(suffix)) || suffix;
    suffix := '_' || n;
    CONTINUE WHEN to_regclass(format('%I.%I', '${schema}', candidate)) IS NOT NULL;
    -- Waits for whoever is making the same partition, or another of the same name, at this moment.
    EXECUTE format('INSERT INTO %I.%I (subject_type, table_name) VALUES ($1, $2) ON CONFLICT DO NOTHING', '${schema}', types)
      USING new_type, candidate;
    GET DIAGNOSTICS claimed = ROW_COUNT;
    IF claimed = 1 THEN
      EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL)', '${schema}', candidate, stream);
      EXECUTE format('ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%2$I FOR VALUES IN (%4$L)',
                     '${schema}', candidate, stream, new_type);
      RETURN false;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'no free table name for another subject type named %', label;
END;
$$;

-- It works with its owner's rights, so nobody calls it but whom the owner names.
REVOKE EXECUTE ON FUNCTION "${schema}"."nvent_ensure_stream_partition"(text, text) FROM PUBLIC;
