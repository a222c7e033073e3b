CREATE OR REPLACE FUNCTION "${schema}"."nvent_overflow_without"(overflow jsonb, path text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT overflow #- path[:coalesce(
    (SELECT min(depth)
     FROM generate_series(1, cardinality(path) - 1) AS depth
     WHERE jsonb_typeof(overflow #> path[:depth]) <> 'object'),
    cardinality(path))]
$$;

COMMENT ON FUNCTION "${schema}"."nvent_overflow_without"(jsonb, text[]) IS
  'Removes the value at a path of object keys. A value on the path that is not an object is removed too, because it would '
  'hide the field that a column holds.';
