ALTER TABLE "${schema}"."${prefix}scheduler_jobs"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;

COMMENT ON COLUMN "${schema}"."${prefix}scheduler_jobs".extra IS 'Metadata fields that have no column of their own.';
