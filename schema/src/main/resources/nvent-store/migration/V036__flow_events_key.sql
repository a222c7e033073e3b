-- Finds the event of an idempotency key. Empty unless keys are used.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_events_key";
CREATE UNIQUE INDEX CONCURRENTLY "idx_${prefix}flow_events_key"
  ON "${schema}"."${prefix}flow_events" (run_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
