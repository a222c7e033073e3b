-- With the rights of the caller, so that each owner of tables in a schema can use it; other roles need the function of the
-- owner. CREATE TABLE and ATTACH PARTITION instead of PARTITION OF: PARTITION OF would block appends to the other types.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_create_stream_partition"(table_prefix text, new_type text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off AS $$
DECLARE
  stream constant text := table_prefix || 'stream';
  types constant text := table_prefix || 'stream_types';
  label constant text := regexp_replace(
    lower(coalesce(nullif(split_part(new_type, ':', 2), ''), split_part(new_type, ':', 1))), '[^a-z0-9_]+', '_', 'g');
  parent constant regclass := to_regclass(format('%I.%I', '${schema}', stream));
  owner constant oid := (SELECT relowner FROM pg_class WHERE oid = parent);
  stem text := stream;
  suffix text := '';
  candidate text;
  attached text;
  registered text;
  created_before boolean;
  is_worker boolean := false;
  is_done boolean;
  answer text;
BEGIN
  EXECUTE format('SELECT t.created_at <> now() FROM %I.%I t JOIN pg_class c ON c.relname = t.table_name '
                 'JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhparent = $2 WHERE t.subject_type = $1', '${schema}', types)
    INTO created_before USING new_type, parent;
  IF created_before IS NOT NULL THEN
    RETURN created_before;
  END IF;
  IF NOT pg_has_role(owner, 'USAGE') THEN
    RETURN "${schema}"."nvent_ensure_stream_partition"(table_prefix, new_type);
  END IF;

  -- A worker node of Citus may not create tables: the coordinator does, in a transaction of its own.
  IF to_regclass('pg_dist_local_group') IS NOT NULL THEN
    EXECUTE 'SELECT groupid <> 0 FROM pg_dist_local_group' INTO is_worker;
  END IF;
  IF is_worker THEN
    EXECUTE 'SELECT success, result FROM run_command_on_coordinator($1)' INTO is_done, answer
      USING format('SELECT %I.nvent_create_stream_partition(%L, %L)', '${schema}', table_prefix, new_type);
    IF NOT is_done THEN
      RAISE EXCEPTION 'the coordinator cannot create the partition of %: %', new_type, answer;
    END IF;
    RETURN true;
  END IF;

  -- One transaction at a time creates partitions. It takes this lock first, so that two transactions that each create
  -- several partitions cannot deadlock. Appends do not conflict with it.
  EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', parent);
  EXECUTE format('SELECT table_name FROM %I.%I WHERE subject_type = $1', '${schema}', types)
    INTO registered USING new_type;
  SELECT c.relname INTO attached
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent AND pg_get_expr(c.relpartbound, c.oid) = format('FOR VALUES IN (%s)', quote_literal(new_type));
  IF attached IS NOT NULL AND attached = registered THEN
    RETURN true;
  END IF;
  -- Under REPEATABLE READ the snapshot is older than the lock: ON CONFLICT makes a row that it does not show a serialization
  -- failure, which is tried again.
  -- The registered partition was dropped, detached or replaced by others. A detached table is left as it is.
  EXECUTE format('DELETE FROM %I.%I WHERE subject_type = $1 OR table_name = $2', '${schema}', types)
    USING new_type, attached;
  IF attached IS NOT NULL THEN
    EXECUTE format('INSERT INTO %I.%I (subject_type, table_name) VALUES ($1, $2) '
                   'ON CONFLICT (subject_type) DO UPDATE SET table_name = excluded.table_name', '${schema}', types)
      USING new_type, attached;
    PERFORM "${schema}"."nvent_index_stream_part"(format('%I.%I', '${schema}', attached)::regclass);
    RETURN false;
  END IF;

  FOR n IN 2 .. 10000 LOOP
    candidate := left(stem || '_' || label, 63 - length(suffix)) || suffix;
    IF EXISTS (
      -- The name could be that of a table of another, longer prefix: a and a_stream in one schema.
      SELECT FROM pg_class c
      JOIN pg_namespace s ON s.oid = c.relnamespace AND s.nspname = '${schema}'
      WHERE c.relname ~ '_(flyway_history|schema_version)$'
        AND length(regexp_replace(c.relname, '(flyway_history|schema_version)$', '')) > length(table_prefix)
        AND starts_with(candidate, regexp_replace(c.relname, '(flyway_history|schema_version)$', ''))) THEN
      stem := stem || 's';
      CONTINUE;
    END IF;
    suffix := '_' || n;
    CONTINUE WHEN to_regclass(format('%I.%I', '${schema}', candidate)) IS NOT NULL;
    EXECUTE format('DELETE FROM %I.%I WHERE table_name = $1', '${schema}', types) USING candidate;
    EXECUTE format('INSERT INTO %I.%I (subject_type, table_name) VALUES ($1, $2) '
                   'ON CONFLICT (subject_type) DO UPDATE SET table_name = excluded.table_name', '${schema}', types)
      USING new_type, candidate;
    EXECUTE format('CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL)', '${schema}', candidate, stream);
    PERFORM "${schema}"."nvent_index_stream_part"(format('%I.%I', '${schema}', candidate)::regclass);
    EXECUTE format('ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%2$I FOR VALUES IN (%4$L)',
                   '${schema}', candidate, stream, new_type);
    RETURN false;
  END LOOP;
  RAISE EXCEPTION 'no free table name for another subject type named %', label;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_create_stream_partition"(text, text) IS
  'Creates the partition of a subject type unless it exists. Returns true if an earlier transaction created it, so that a '
  'rollback of the caller cannot remove it. Needs the rights of the owner of the tables, or those to call '
  'nvent_ensure_stream_partition. table_prefix includes its underscore.';
