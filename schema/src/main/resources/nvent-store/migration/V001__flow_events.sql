-- Events of flow runs.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}flow_events" (
  id BIGSERIAL PRIMARY KEY,
  run_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  step_name TEXT,
  step_id TEXT,
  attempt INTEGER,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_events_run"
  ON "${schema}"."${prefix}flow_events" (run_id, ts DESC);

CREATE INDEX IF NOT EXISTS "idx_${prefix}flow_events_flow_type"
  ON "${schema}"."${prefix}flow_events" (flow_name, type, ts DESC);
