-- Metadata fields that have no column of their own.
ALTER TABLE "${schema}"."${prefix}flows"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;
