-- Marks the functions of the store in their comments, so that functions of others with the same name are never replaced.
DO $mark$
DECLARE
  function record;
BEGIN
  FOR function IN
    SELECT p.oid::regprocedure AS name, coalesce(obj_description(p.oid, 'pg_proc'), '') AS comment
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = '${schema}' AND pg_has_role(p.proowner, 'USAGE')
      AND p.proname || '(' || oidvectortypes(p.proargtypes) || ')' = ANY (string_to_array('${signatures}', '|'))
  LOOP
    IF right(function.comment, length('${mark}')) <> '${mark}' THEN
      EXECUTE format('COMMENT ON FUNCTION %s IS %L', function.name, ltrim(function.comment || ' ${mark}'));
    END IF;
  END LOOP;
END;
$mark$
