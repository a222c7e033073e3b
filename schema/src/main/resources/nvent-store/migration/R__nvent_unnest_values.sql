-- The rows of a batch of keys and values, from one array for each column.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_unnest_values"(keys text[], documents jsonb[])
RETURNS TABLE (key text, value jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM unnest(keys, documents)
$$;
