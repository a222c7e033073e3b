-- Where Citus keeps each of the given tables, and its primary key.
SELECT c.relname AS name,
  CASE
    WHEN d.logicalrelid IS NULL THEN 'local'
    WHEN d.partmethod <> 'n' THEN 'by ' || pg_catalog.column_to_column_name(d.logicalrelid, d.partkey)
    WHEN d.repmodel = 't' THEN 'reference'
    WHEN d.colocationid = 0 THEN 'coordinator'
    ELSE 'one shard'
  END AS placement,
  k.conname AS key_name,
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY u.place)
   FROM unnest(k.conkey) WITH ORDINALITY u (attnum, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum) AS key_columns
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_dist_partition d ON d.logicalrelid = c.oid
LEFT JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
WHERE c.relnamespace = pg_catalog.to_regnamespace('${schema}') AND c.relname = ANY (?)
