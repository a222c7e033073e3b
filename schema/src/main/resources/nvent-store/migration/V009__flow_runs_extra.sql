ALTER TABLE "${schema}"."${prefix}flow_runs"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;

COMMENT ON COLUMN "${schema}"."${prefix}flow_runs".extra IS 'Metadata fields that have no column of their own.';
