CREATE OR REPLACE FUNCTION "${schema}"."nvent_stream_parts"(table_prefix text, split_type text)
RETURNS TABLE (part text, from_id bigint, to_id bigint, is_owner boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    EXECUTE format(
      'SELECT c.relname::text,'
      '  coalesce(substring(b.bound FROM ''FROM \(''''?(-?\d+)''), ''-9223372036854775808'')::bigint,'
      '  coalesce(substring(b.bound FROM ''TO \(''''?(-?\d+)''), ''9223372036854775807'')::bigint,'
      '  pg_has_role(c.relowner, ''USAGE'') AND pg_has_role(p.relowner, ''USAGE'')'
      ' FROM %I.%I t'
      ' JOIN pg_class p ON p.relname = t.table_name AND p.relnamespace = to_regnamespace(%L) AND p.relkind = ''p'''
      ' JOIN pg_inherits i ON i.inhparent = p.oid'
      ' JOIN pg_class c ON c.oid = i.inhrelid'
      ' CROSS JOIN LATERAL (SELECT pg_get_expr(c.relpartbound, c.oid) AS bound) b'
      ' WHERE t.subject_type = $1'
      ' ORDER BY 2', '${schema}', table_prefix || 'stream_types', quote_ident('${schema}'))
    USING split_type;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_stream_parts"(text, text) IS
  'The parts of a split stream type, the oldest first, each with its first id and the first id after it; no row if the type is '
  'not split. is_owner: whether the caller may drop the part. table_prefix includes its underscore.';
