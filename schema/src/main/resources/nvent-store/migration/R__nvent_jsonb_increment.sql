CREATE OR REPLACE FUNCTION "${schema}"."nvent_jsonb_increment"(document jsonb, path text[], delta numeric) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  kind constant text := coalesce(jsonb_typeof(document), 'null');
BEGIN
  IF cardinality(path) = 0 THEN
    IF kind = 'null' THEN
      RETURN to_jsonb(delta);
    ELSIF kind <> 'number' THEN
      RAISE EXCEPTION USING ERRCODE = 'NV001', MESSAGE = 'expected a number, found ' || kind;
    END IF;
    RETURN to_jsonb((document #>> '{}')::numeric + delta);
  END IF;
  IF kind = 'null' THEN
    document := '{}';
  ELSIF kind <> 'object' THEN
    RAISE EXCEPTION USING ERRCODE = 'NV002', MESSAGE = 'expected an object, found ' || kind;
  END IF;
  RETURN document || jsonb_build_object(
    path[1], "${schema}"."nvent_jsonb_increment"(document -> path[1], path[2:], delta));
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_jsonb_increment"(jsonb, text[], numeric) IS
  'Adds delta to the number at a path of object keys. Missing objects and a missing number are created; null counts '
  'as missing. Raises SQLSTATE NV001 if the value at the path is not a number, NV002 if a value on the path is not '
  'an object.';
