-- Metadata fields that have no column of their own.
ALTER TABLE "${schema}"."${prefix}flow_runs"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;
