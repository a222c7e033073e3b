-- Scheduler jobs; the score is scheduled_at.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}scheduler_jobs" (
  job_id TEXT PRIMARY KEY,
  name TEXT,
  job_name TEXT,
  type TEXT,
  cron TEXT,
  interval BIGINT,
  execute_at BIGINT,
  timezone TEXT,
  enabled BOOLEAN DEFAULT true,
  scheduled_at BIGINT NOT NULL,
  last_run_at BIGINT,
  next_run_at BIGINT,
  status TEXT DEFAULT 'pending',
  metadata JSONB,
  config JSONB,
  version INTEGER DEFAULT 0,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}scheduler_jobs_next_run"
  ON "${schema}"."${prefix}scheduler_jobs" (next_run_at)
  WHERE status = 'pending' AND enabled = true;

CREATE INDEX IF NOT EXISTS "idx_${prefix}scheduler_jobs_type"
  ON "${schema}"."${prefix}scheduler_jobs" (type, next_run_at)
  WHERE enabled = true;
