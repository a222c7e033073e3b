-- The history tables of the schema: one per prefix.
SELECT c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = '${schema}' AND c.relkind = 'r' AND c.relname LIKE '%\_flyway\_history'
