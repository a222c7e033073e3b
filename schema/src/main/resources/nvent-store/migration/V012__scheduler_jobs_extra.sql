-- Metadata fields that have no column of their own.
ALTER TABLE "${schema}"."${prefix}scheduler_jobs"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;
