-- Events of all other subjects: one partition a subject type (its first two segments, `nq:flow`), made on first use.
CREATE TABLE "${schema}"."${prefix}stream" (
  id BIGSERIAL,
  subject_type TEXT NOT NULL,
  subject TEXT NOT NULL,
  ts BIGINT NOT NULL,
  type TEXT NOT NULL,
  run_id TEXT,
  flow_name TEXT,
  step_name TEXT,
  step_id TEXT,
  attempt INTEGER,
  data JSONB,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(),
  PRIMARY KEY (subject_type, id)
) PARTITION BY LIST (subject_type);

CREATE INDEX "idx_${prefix}stream_subject"
  ON "${schema}"."${prefix}stream" (subject, id);

CREATE INDEX "idx_${prefix}stream_run"
  ON "${schema}"."${prefix}stream" (run_id, id)
  WHERE run_id IS NOT NULL;

-- Retention by age: a block range index costs an append next to nothing.
CREATE INDEX "idx_${prefix}stream_ts"
  ON "${schema}"."${prefix}stream" USING brin (ts) WITH (autosummarize = on);
