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

-- For retention by age. BRIN: its cost per append is negligible.
CREATE INDEX "idx_${prefix}stream_ts"
  ON "${schema}"."${prefix}stream" USING brin (ts) WITH (autosummarize = on);

COMMENT ON TABLE "${schema}"."${prefix}stream" IS
  'Events of all streams that have no table of their own, with one partition per subject type (the first two '
  'segments of the subject, such as shop:order). The first append to a subject type creates its partition.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".id IS 'Position in the order of appends, across all subjects.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".subject_type IS 'First two segments of the subject; the partition key.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".subject IS 'The whole subject.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".ts IS
  'Time of the append by the database clock, in milliseconds since 1970.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".type IS 'Event type.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".run_id IS 'Id of the flow run, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".flow_name IS 'Name of the flow, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".step_name IS 'Name of the step, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".step_id IS 'Id of the step execution, if any.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".attempt IS 'Attempt of the step, if any; 0 is a value of its own.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".data IS 'Payload, any JSON value.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".created_at IS 'Time at which the row was inserted.';
