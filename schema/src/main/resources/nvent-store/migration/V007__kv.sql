-- Keys, values and expiry times.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}kv" (
  key TEXT PRIMARY KEY,
  value JSONB NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}kv_expires"
  ON "${schema}"."${prefix}kv" (expires_at)
  WHERE expires_at IS NOT NULL;
