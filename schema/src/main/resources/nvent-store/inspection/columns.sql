-- The columns of a table, with the types behind domains. Parameters: schema, table.
WITH RECURSIVE columns AS (
  SELECT a.attname AS name, a.attnum AS place, a.atttypid AS type, a.atttypmod AS modifier, a.attnotnull AS is_required,
    CASE WHEN a.attidentity <> '' THEN 'the next one' ELSE pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS default_value,
    a.attgenerated <> '' AS is_generated
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT c.name, c.place, d.typbasetype, d.typtypmod, c.is_required OR d.typnotnull,
    coalesce(c.default_value, d.typdefault), c.is_generated
  FROM columns c
  JOIN pg_catalog.pg_type d ON d.oid = c.type AND d.typtype = 'd'
)
SELECT c.name, n.nspname AS type_schema, t.typname AS type_name,
  ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
  NOT c.is_required AS is_nullable, coalesce(c.default_value, '') AS default_value, c.is_generated,
  coalesce(information_schema._pg_char_max_length(t.oid, c.modifier), 0) AS length,
  coalesce(information_schema._pg_numeric_precision(t.oid, c.modifier), 0) AS precision,
  coalesce(information_schema._pg_numeric_scale(t.oid, c.modifier), 0) AS scale,
  coalesce(information_schema._pg_datetime_precision(t.oid, c.modifier), 0) AS second_decimals
FROM columns c
JOIN pg_catalog.pg_type t ON t.oid = c.type AND t.typtype <> 'd'
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
ORDER BY c.place
