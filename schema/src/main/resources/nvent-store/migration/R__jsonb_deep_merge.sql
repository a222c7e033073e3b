-- The Node adapter's own function, in the schema where the Node adapter creates it; the adapter calls it unqualified.
-- An existing function of this signature is never replaced: the Node adapter replaces it itself when it starts.
-- The store does not call it; see nvent_jsonb_deep_merge.
DO $do$
BEGIN
  IF to_regprocedure('public.jsonb_deep_merge(jsonb, jsonb)') IS NULL
     AND to_regnamespace('public') IS NOT NULL
     AND has_schema_privilege(to_regnamespace('public'), 'CREATE') THEN
    CREATE FUNCTION public.jsonb_deep_merge(target jsonb, source jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      key text;
      value jsonb;
    BEGIN
      IF jsonb_typeof(source) != 'object' OR jsonb_typeof(target) != 'object' THEN
        RETURN source;
      END IF;
      FOR key, value IN SELECT * FROM jsonb_each(source) LOOP
        IF value = 'null'::jsonb THEN
          target := target - key;
        ELSIF target ? key AND jsonb_typeof(target->key) = 'object' AND jsonb_typeof(value) = 'object' THEN
          target := jsonb_set(target, ARRAY[key], public.jsonb_deep_merge(target->key, value));
        ELSE
          target := jsonb_set(target, ARRAY[key], value);
        END IF;
      END LOOP;
      RETURN target;
    END;
    $$;
  END IF;
END;
$do$;
