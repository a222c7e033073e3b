-- Merges patch into document at every level (RFC 7396): null deletes a key, objects merge, everything else replaces.
-- Not named jsonb_deep_merge: the original adapter replaces a function of that name whenever it migrates.
CREATE OR REPLACE FUNCTION "${schema}"."jsonb_deep_merge_patch"(document jsonb, patch jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  merged jsonb := '{}';
  name text;
  value jsonb;
BEGIN
  IF jsonb_typeof(patch) <> 'object' THEN
    RETURN patch;
  END IF;
  IF jsonb_typeof(document) = 'object' THEN
    merged := document;
  END IF;
  FOR name, value IN SELECT * FROM jsonb_each(patch) LOOP
    CASE jsonb_typeof(value)
      WHEN 'null' THEN
        merged := merged - name;
      WHEN 'object' THEN
        merged := merged || jsonb_build_object(name, "${schema}"."jsonb_deep_merge_patch"(merged -> name, value));
      ELSE
        merged := merged || jsonb_build_object(name, value);
    END CASE;
  END LOOP;
  RETURN merged;
END;
$$;
