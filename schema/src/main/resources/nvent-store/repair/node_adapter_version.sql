-- With both rows present, the Node adapter runs none of its migrations.
INSERT INTO "${schema}"."${prefix}schema_version" (version, description)
SELECT version, description
FROM (VALUES
  (1, 'Optimized flat schema with minimal JSONB usage'),
  (2, 'Fix jsonb_deep_merge to handle null values as key deletion')) AS both_rows (version, description)
WHERE NOT EXISTS (SELECT FROM "${schema}"."${prefix}schema_version")
