-- SECURITY DEFINER: the caller needs INSERT on the stream table, but no right to create tables.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_ensure_stream_partition"(table_prefix text, new_type text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  caller constant text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  stream constant text := table_prefix || 'stream';
  parent constant regclass := to_regclass(format('%I.%I', '${schema}', stream));
  owner constant oid := (SELECT relowner FROM pg_class WHERE oid = parent);
BEGIN
  IF NOT has_table_privilege(caller, parent, 'INSERT') THEN
    RAISE insufficient_privilege USING MESSAGE = format('permission denied for table %s', stream);
  END IF;
  IF NOT pg_has_role(owner, 'USAGE') THEN
    RAISE insufficient_privilege USING MESSAGE = format(
      'permission denied to create the partition of a new subject type: %s belongs to %s, the functions of the schema to %s; '
      'the first event of a type must be appended as %2$s', stream, owner::regrole, current_user);
  END IF;
  RETURN "${schema}"."nvent_create_stream_partition"(table_prefix, new_type);
END;
$$;

-- The function runs with the rights of its owner, so the owner grants EXECUTE explicitly.
REVOKE EXECUTE ON FUNCTION "${schema}"."nvent_ensure_stream_partition"(text, text) FROM PUBLIC;

COMMENT ON FUNCTION "${schema}"."nvent_ensure_stream_partition"(text, text) IS
  'As nvent_create_stream_partition, with the rights of its own owner. Needs INSERT on the table stream.';
