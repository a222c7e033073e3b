DO $$
DECLARE
  split constant text := (SELECT min(subject_type) FROM "${schema}"."${prefix}stream_types" WHERE split_by IS NOT NULL);
BEGIN
  IF split IS NOT NULL THEN
    RAISE EXCEPTION 'the stream type % is split: run nvent streams join for each split type first', split;
  END IF;
  -- If the last split type was dropped. The indexes that the partitions have become parts of these.
  CREATE UNIQUE INDEX IF NOT EXISTS "idx_${prefix}stream_key"
    ON "${schema}"."${prefix}stream" (subject_type, subject, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS "idx_${prefix}stream_version"
    ON "${schema}"."${prefix}stream" (subject_type, subject, stream_version)
    WHERE stream_version IS NOT NULL;
END;
$$;

ALTER TABLE "${schema}"."${prefix}stream_types" DROP COLUMN split_by;
