-- The functions of the schema that have these names. Parameter: names.
SELECT p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS signature, p.prosrc AS body,
  coalesce(pg_catalog.obj_description(p.oid, 'pg_proc'), '') AS comment,
  pg_catalog.pg_has_role(p.proowner, 'USAGE') AS is_owner, p.proowner::regrole::text AS owner
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = '${schema}' AND p.proname = ANY (?)
