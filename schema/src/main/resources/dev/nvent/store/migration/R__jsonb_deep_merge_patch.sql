-- Merges patch into document at every level (RFC 7396): null deletes a key, objects merge, everything else replaces.
-- Walks the objects of the patch one after another, since recursion would end at a hundred levels or two. A patch that holds
-- neither objects nor nulls, as most do, needs no walk.
-- Not named jsonb_deep_merge: the original adapter replaces a function of that name whenever it migrates.
CREATE OR REPLACE FUNCTION "${schema}"."jsonb_deep_merge_patch"(document jsonb, patch jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  documents jsonb[] := ARRAY[document];
  patches jsonb[] := ARRAY[patch];
  parents integer[] := ARRAY[0];
  names text[] := ARRAY[''];
  objects integer := 1;
  i integer := 1;
  merged jsonb;
  name text;
  value jsonb;
BEGIN
  IF jsonb_typeof(patch) <> 'object' THEN
    RETURN patch;
  END IF;
  IF jsonb_typeof(document) = 'object' AND NOT patch @? '$.* ? (@.type() == "object" || @.type() == "null")' THEN
    RETURN document || patch;
  END IF;
  WHILE i <= objects LOOP
    merged := CASE jsonb_typeof(documents[i]) WHEN 'object' THEN documents[i] ELSE '{}' END;
    FOR name, value IN SELECT * FROM jsonb_each(patches[i]) LOOP
      CASE jsonb_typeof(value)
        WHEN 'null' THEN
          merged := merged - name;
        WHEN 'object' THEN
          objects := objects + 1;
          documents[objects] := merged -> name;
          patches[objects] := value;
          parents[objects] := i;
          names[objects] := name;
        ELSE
          merged := merged || jsonb_build_object(name, value);
      END CASE;
    END LOOP;
    documents[i] := merged;
    i := i + 1;
  END LOOP;
  FOR child IN REVERSE objects .. 2 LOOP
    documents[parents[child]] := documents[parents[child]] || jsonb_build_object(names[child], documents[child]);
  END LOOP;
  RETURN documents[1];
END;
$$;
