ALTER TABLE "${schema}"."${prefix}triggers"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;

COMMENT ON COLUMN "${schema}"."${prefix}triggers".extra IS 'Metadata fields that have no column of their own.';
