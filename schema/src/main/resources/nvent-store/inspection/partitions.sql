-- Partitions that are registered but not attached to the stream table, or attached but not registered; partitions and parts
-- without the unique indexes of keys and versions; and what an interrupted split left.
WITH attached AS (
  SELECT c.oid, c.relname, c.relpartbound, c.relkind
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = pg_catalog.to_regclass('"${schema}"."${prefix}stream"')
), leaf AS (
  SELECT c.oid, c.relname
  FROM attached a
  LEFT JOIN pg_catalog.pg_inherits i ON i.inhparent = a.oid AND a.relkind = 'p'
  JOIN pg_catalog.pg_class c ON c.oid = coalesce(i.inhrelid, a.oid) AND c.relkind = 'r'
)
SELECT CASE WHEN t.table_name IS NULL THEN 'UNEXPECTED' ELSE 'MISSING' END AS kind,
  'partition ' || substr(coalesce(t.table_name, a.relname), length('${prefix}') + 1) AS object,
  coalesce('a partition of stream for ' || t.subject_type, '') AS expected,
  CASE WHEN t.table_name IS NULL THEN 'a partition of stream ' || pg_catalog.pg_get_expr(a.relpartbound, a.oid) ELSE '' END AS found
FROM "${schema}"."${prefix}stream_types" t
FULL JOIN attached a ON a.relname = t.table_name
WHERE t.table_name IS NULL OR a.relname IS NULL
UNION ALL
SELECT 'MISSING', 'partition ' || substr(l.relname, length('${prefix}') + 1),
  'a unique index on (subject_type, subject, ' || u.name || ') WHERE ' || u.name || ' IS NOT NULL', ''
FROM leaf l
CROSS JOIN (VALUES ('idempotency_key'), ('stream_version')) u (name)
WHERE NOT EXISTS (
  SELECT
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[2] AND a.attname = u.name
  WHERE i.indrelid = l.oid AND i.indisunique AND i.indisvalid)
UNION ALL
SELECT 'UNEXPECTED', 'partition ' || substr(l.relname, length('${prefix}') + 1), '',
  'a constraint nvent_bound, left by an interrupted split: '
    || 'split the type again, or SELECT nvent_unbound_stream_parts(''${prefix}'')'
FROM leaf l
JOIN pg_catalog.pg_constraint k ON k.conrelid = l.oid AND k.conname = 'nvent_bound'
ORDER BY object, kind
