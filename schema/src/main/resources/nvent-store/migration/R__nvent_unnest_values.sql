CREATE OR REPLACE FUNCTION "${schema}"."nvent_unnest_values"(keys text[], documents jsonb[])
RETURNS TABLE (key text, value jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM unnest(keys, documents)
$$;

COMMENT ON FUNCTION "${schema}"."nvent_unnest_values"(text[], jsonb[]) IS
  'Rows of a batch of keys and values, from one array per column.';
