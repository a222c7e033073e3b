ALTER TABLE "${schema}"."${prefix}trigger_events"
  DROP COLUMN idempotency_key,
  DROP COLUMN stream_version;
