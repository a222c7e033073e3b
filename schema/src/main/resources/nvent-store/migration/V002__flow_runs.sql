-- Runs of all flows; the score is started_at.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}flow_runs" (
  flow_name TEXT NOT NULL,
  run_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'running',
  started_at BIGINT NOT NULL,
  completed_at BIGINT,
  step_count INTEGER,
  completed_steps INTEGER DEFAULT 0,
  last_activity_at BIGINT,
  emitted_events JSONB DEFAULT '{}'::jsonb,
  awaiting_steps JSONB DEFAULT '{}'::jsonb,
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  PRIMARY KEY (flow_name, run_id)
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_runs_status"
  ON "${schema}"."${prefix}flow_runs" (status)
  WHERE status IN ('running', 'awaiting');

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_runs_active"
  ON "${schema}"."${prefix}flow_runs" (flow_name, started_at DESC)
  WHERE status IN ('running', 'awaiting');

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_runs_completed"
  ON "${schema}"."${prefix}flow_runs" (flow_name, completed_at DESC NULLS LAST)
  WHERE completed_at IS NOT NULL;

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_runs_activity"
  ON "${schema}"."${prefix}flow_runs" (last_activity_at DESC NULLS LAST);
