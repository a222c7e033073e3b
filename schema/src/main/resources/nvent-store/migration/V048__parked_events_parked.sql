-- Parked events, the oldest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}parked_events_parked";
CREATE INDEX CONCURRENTLY "idx_${prefix}parked_events_parked"
  ON "${schema}"."${prefix}parked_events" (parked_at);
