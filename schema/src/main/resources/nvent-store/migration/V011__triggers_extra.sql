-- Metadata fields that have no column of their own.
ALTER TABLE "${schema}"."${prefix}triggers"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;
