ALTER TABLE "${schema}"."${prefix}stream"
  DROP COLUMN idempotency_key,
  DROP COLUMN stream_version;
