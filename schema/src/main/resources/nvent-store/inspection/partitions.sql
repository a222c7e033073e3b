-- Partitions that are registered but not attached to the stream table, or attached but not registered.
SELECT substr(coalesce(t.table_name, c.relname), length('${prefix}') + 1) AS name, t.subject_type,
  pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound
FROM "${schema}"."${prefix}stream_types" t
FULL JOIN (
  SELECT c.oid, c.relname, c.relpartbound
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = pg_catalog.to_regclass('"${schema}"."${prefix}stream"')
) c ON c.relname = t.table_name
WHERE t.table_name IS NULL OR c.relname IS NULL
ORDER BY 1
