-- Triggers; the score is registered_at.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}triggers" (
  trigger_name TEXT PRIMARY KEY,
  trigger_type TEXT,
  status TEXT DEFAULT 'active',
  registered_at BIGINT NOT NULL,
  last_activity_at BIGINT,
  display_name TEXT,
  description TEXT,
  scope TEXT,
  source TEXT,
  stats_total_fires INTEGER DEFAULT 0,
  stats_last_fired_at BIGINT,
  stats_total_flows_started INTEGER DEFAULT 0,
  stats_active_subscribers INTEGER DEFAULT 0,
  subscriptions JSONB DEFAULT '{}'::jsonb,
  webhook JSONB,
  schedule JSONB,
  config JSONB,
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}triggers_status"
  ON "${schema}"."${prefix}triggers" (status)
  WHERE status = 'active';

CREATE INDEX IF NOT EXISTS "idx_${prefix}triggers_type"
  ON "${schema}"."${prefix}triggers" (trigger_type, registered_at DESC);
