ALTER TABLE "${schema}"."${prefix}trigger_events"
  ADD COLUMN idempotency_key TEXT,
  ADD COLUMN stream_version BIGINT;

COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".idempotency_key IS
  'Idempotency key of the append, unique in the stream; NULL if the writer gave none.';
COMMENT ON COLUMN "${schema}"."${prefix}trigger_events".stream_version IS
  'Version of the stream after this event, from 1; NULL in a stream whose writers do not use expected versions.';
