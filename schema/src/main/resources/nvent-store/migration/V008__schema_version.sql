-- The original adapter's own record of its migrations. With both rows there, it runs none of them again.
-- Its first start makes this table before anything else, so that one that was cut off leaves this table alone.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}schema_version" (
  version INTEGER PRIMARY KEY,
  applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  description TEXT
);

INSERT INTO "${schema}"."${prefix}schema_version" (version, description) VALUES
  (1, 'Optimized flat schema with minimal JSONB usage'),
  (2, 'Fix jsonb_deep_merge to handle null values as key deletion')
ON CONFLICT (version) DO NOTHING;
