-- Most patches are flat, or contain one flat object. These take the fast path at the beginning: PL/pgSQL initialises its
-- expressions again in each transaction, so few expressions are cheaper. All other patches are processed object by object
-- in a loop; recursion would reach the stack depth limit.
-- The name jsonb_deep_merge is not available: the Node adapter replaces a function of that name when it migrates.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_jsonb_deep_merge"(document jsonb, patch jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  name text;
BEGIN
  IF jsonb_typeof(document) = 'object' AND jsonb_typeof(patch) = 'object' THEN
    IF NOT patch @? '$.* ? (@.type() == "object" || @.type() == "null")' THEN
      RETURN document || patch;
    END IF;
    name := jsonb_path_query_first(patch, '$.keyvalue().key') #>> '{}';
    IF patch - name = '{}' AND jsonb_typeof(patch -> name) = 'object' AND jsonb_typeof(document -> name) = 'object'
       AND NOT patch @? '$.*.* ? (@.type() == "object" || @.type() == "null")' THEN
      RETURN document || jsonb_build_object(name, (document -> name) || (patch -> name));
    END IF;
  ELSIF jsonb_typeof(patch) <> 'object' THEN
    RETURN patch;
  END IF;
  DECLARE
    documents jsonb[] := ARRAY[document];
    patches jsonb[] := ARRAY[patch];
    parents integer[] := ARRAY[0];
    names text[] := ARRAY[''];
    objects integer := 1;
    i integer := 1;
    merged jsonb;
    value jsonb;
  BEGIN
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
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_jsonb_deep_merge"(jsonb, jsonb) IS
  'Deep merge of a patch into a document, as in RFC 7396 (JSON Merge Patch): null deletes a key, objects merge at '
  'every level, all other values replace.';
