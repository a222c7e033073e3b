-- Flows and the statistics of their runs; the score is registered_at.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}flows" (
  flow_name TEXT PRIMARY KEY,
  display_name TEXT,
  flow_version INTEGER DEFAULT 1,
  registered_at BIGINT NOT NULL,
  last_run_at BIGINT,
  stats_total INTEGER DEFAULT 0,
  stats_success INTEGER DEFAULT 0,
  stats_failure INTEGER DEFAULT 0,
  stats_running INTEGER DEFAULT 0,
  stats_awaiting INTEGER DEFAULT 0,
  stats_cancel INTEGER DEFAULT 0,
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}flows_last_run"
  ON "${schema}"."${prefix}flows" (last_run_at DESC NULLS LAST);

CREATE INDEX IF NOT EXISTS "idx_${prefix}flows_running"
  ON "${schema}"."${prefix}flows" (stats_running DESC)
  WHERE stats_running > 0;
