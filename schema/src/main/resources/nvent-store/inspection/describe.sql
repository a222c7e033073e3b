-- Describes all tables, columns, constraints, indexes and functions of one namespace, one row each, without the names of the
-- schema and the prefix, so that descriptions of different namespaces can be compared.
-- Parameters: schema, prefix including its underscore, names of the functions.
WITH pinned AS MATERIALIZED (
  -- For the duration of the statement, so that definitions do not depend on the search_path of the connection.
  SELECT set_config('search_path', '', true)
), given (schema, prefix, functions) AS MATERIALIZED (
  SELECT ?::text, ?::text, ?::text[] FROM pinned
), relation AS (
  SELECT c.oid, c.relkind, c.relnamespace, substr(c.relname, length(g.prefix) + 1) AS name, g.*
  FROM given g
  JOIN pg_catalog.pg_namespace n ON n.nspname = g.schema
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
  WHERE starts_with(c.relname, g.prefix)
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT c.relispartition
)
SELECT 'table' AS kind, name AS table_name, NULL::text AS name, 0 AS place,
  CASE relkind
    WHEN 'r' THEN 'table'
    WHEN 'p' THEN 'table PARTITION BY ' || pg_catalog.pg_get_partkeydef(oid)
    WHEN 'v' THEN 'view'
    WHEN 'm' THEN 'materialized view'
    ELSE 'foreign table'
  END AS definition,
  true AS valid, NULL AS body
FROM relation
UNION ALL
SELECT 'column', r.name, a.attname, a.attnum,
  pg_catalog.format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END
    || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
    || CASE
         WHEN a.attidentity <> '' THEN ' GENERATED AS IDENTITY'
         WHEN a.attgenerated <> '' THEN ' GENERATED AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ')'
         WHEN d.adbin IS NULL THEN ''
         WHEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'
           AND pg_catalog.pg_get_serial_sequence(r.oid::regclass::text, a.attname) IS NOT NULL
           THEN ' DEFAULT nextval(its sequence)'
         ELSE ' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
       END,
  true, NULL
FROM relation r
JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT 'constraint', r.name,
  CASE
    WHEN c.contype = 'p' THEN 'primary key'
    WHEN starts_with(c.conname, r.prefix) THEN substr(c.conname, length(r.prefix) + 1)
    ELSE c.conname
  END,
  2000,
  pg_catalog.pg_get_constraintdef(c.oid), c.convalidated, NULL
FROM relation r
JOIN pg_catalog.pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('p', 'u', 'c', 'f', 'x')
UNION ALL
SELECT 'index', r.name,
  CASE
    WHEN starts_with(c.relname, 'idx_' || r.prefix) THEN 'idx_' || substr(c.relname, length('idx_' || r.prefix) + 1)
    ELSE c.relname
  END,
  2001,
  CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END
    || substring(pg_catalog.pg_get_indexdef(i.indexrelid) FROM ' (USING .*)$'),
  i.indisvalid AND i.indisready, NULL
FROM relation r
JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE NOT EXISTS (
  SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'function', NULL, p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', 0,
  'RETURNS ' || pg_catalog.pg_get_function_result(p.oid)
    || ' LANGUAGE ' || l.lanname
    || CASE p.provolatile WHEN 'i' THEN ' IMMUTABLE' WHEN 's' THEN ' STABLE' ELSE ' VOLATILE' END
    || CASE p.proparallel WHEN 's' THEN ' PARALLEL SAFE' ELSE '' END
    || CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' ELSE '' END
    || coalesce(' SET ' || array_to_string(p.proconfig, ' SET '), ''),
  true, p.prosrc
FROM given g
JOIN pg_catalog.pg_namespace n ON n.nspname = g.schema
JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid AND p.proname = ANY (g.functions)
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
ORDER BY table_name NULLS LAST, place, name
