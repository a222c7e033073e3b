ALTER TABLE "${schema}"."${prefix}stream"
  ADD COLUMN idempotency_key TEXT,
  ADD COLUMN stream_version BIGINT;

-- Not CONCURRENTLY, which partitioned tables do not support. Both indexes are empty, since the columns are new.
CREATE UNIQUE INDEX "idx_${prefix}stream_key"
  ON "${schema}"."${prefix}stream" (subject_type, subject, idempotency_key)
  WHERE idempotency_key IS NOT NULL;

CREATE UNIQUE INDEX "idx_${prefix}stream_version"
  ON "${schema}"."${prefix}stream" (subject_type, subject, stream_version)
  WHERE stream_version IS NOT NULL;

COMMENT ON COLUMN "${schema}"."${prefix}stream".idempotency_key IS
  'Idempotency key of the append, unique in the stream; NULL if the writer gave none.';
COMMENT ON COLUMN "${schema}"."${prefix}stream".stream_version IS
  'Version of the stream after this event, from 1; NULL in a stream whose writers do not use expected versions.';
