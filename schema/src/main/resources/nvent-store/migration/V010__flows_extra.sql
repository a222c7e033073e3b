ALTER TABLE "${schema}"."${prefix}flows"
  ADD COLUMN extra JSONB NOT NULL DEFAULT '{}'::jsonb;

COMMENT ON COLUMN "${schema}"."${prefix}flows".extra IS 'Metadata fields that have no column of their own.';
