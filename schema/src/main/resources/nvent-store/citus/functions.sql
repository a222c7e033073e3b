-- The functions of the store, and the Node adapter's own, that Citus has not created on the other nodes. Those of another
-- owner, who shares the schema, are distributed by that owner. Parameter: names.
SELECT p.oid::regprocedure::text AS signature
FROM pg_catalog.pg_proc p
WHERE (p.pronamespace = pg_catalog.to_regnamespace('${schema}') AND p.proname = ANY (?)
    OR p.oid = pg_catalog.to_regprocedure('public.jsonb_deep_merge(jsonb, jsonb)'))
  AND pg_catalog.pg_has_role(p.proowner, 'USAGE')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_dist_object o
    WHERE o.classid = 'pg_catalog.pg_proc'::regclass AND o.objid = p.oid)
ORDER BY 1
