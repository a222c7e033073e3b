CREATE OR REPLACE FUNCTION "${schema}"."nvent_field_sum"(value jsonb, delta numeric, scale integer) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  kind constant text := coalesce(jsonb_typeof(value), 'null');
BEGIN
  IF kind = 'null' THEN
    RETURN delta;
  ELSIF kind <> 'number' THEN
    RAISE EXCEPTION USING ERRCODE = 'NV001', MESSAGE = 'expected a number, found ' || kind;
  ELSIF value::numeric <> trunc(value::numeric, scale) THEN
    RAISE EXCEPTION USING ERRCODE = '22003',
      MESSAGE = 'expected a number with at most ' || scale || ' decimals, found more';
  END IF;
  RETURN value::numeric + delta;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_field_sum"(jsonb, numeric, integer) IS
  'Adds delta to a number of metadata whose field has a column with this number of decimals, or with any number if it is '
  'NULL; null counts as 0. Raises SQLSTATE NV001 if the value is not a number, 22003 if it has more decimals.';
