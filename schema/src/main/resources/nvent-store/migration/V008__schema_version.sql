-- The Node adapter's migration history. With both rows present, the Node adapter runs none of its migrations.
-- The Node adapter creates this table before all others: if its first start is interrupted, only this table exists.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}schema_version" (
  version INTEGER PRIMARY KEY,
  applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  description TEXT
);

INSERT INTO "${schema}"."${prefix}schema_version" (version, description) VALUES
  (1, 'Optimized flat schema with minimal JSONB usage'),
  (2, 'Fix jsonb_deep_merge to handle null values as key deletion')
ON CONFLICT (version) DO NOTHING;
