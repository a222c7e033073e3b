-- Events of triggers, append-only. As the original adapter creates it.
CREATE TABLE "${schema}"."${prefix}trigger_events" (
  id BIGSERIAL PRIMARY KEY,
  trigger_name TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE INDEX "idx_${prefix}trigger_events_trigger"
  ON "${schema}"."${prefix}trigger_events" (trigger_name, ts DESC);

CREATE INDEX "idx_${prefix}trigger_events_type"
  ON "${schema}"."${prefix}trigger_events" (type, ts DESC);
