-- Events of triggers.
-- Same definition as in the Node adapter. IF NOT EXISTS: the Node adapter may be starting at the same time.
CREATE TABLE IF NOT EXISTS "${schema}"."${prefix}trigger_events" (
  id BIGSERIAL PRIMARY KEY,
  trigger_name TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX IF NOT EXISTS "idx_${prefix}trigger_events_trigger"
  ON "${schema}"."${prefix}trigger_events" (trigger_name, ts DESC);

CREATE INDEX IF NOT EXISTS "idx_${prefix}trigger_events_type"
  ON "${schema}"."${prefix}trigger_events" (type, ts DESC);
