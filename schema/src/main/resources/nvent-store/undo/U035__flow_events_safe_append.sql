ALTER TABLE "${schema}"."${prefix}flow_events"
  DROP COLUMN idempotency_key,
  DROP COLUMN stream_version;
