-- Keys, values and when they expire. As the original adapter creates it.
CREATE TABLE "${schema}"."${prefix}kv" (
  key TEXT PRIMARY KEY,
  value JSONB NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX "idx_${prefix}kv_expires"
  ON "${schema}"."${prefix}kv" (expires_at)
  WHERE expires_at IS NOT NULL;
