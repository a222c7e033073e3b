-- One event for each version of a stream. Empty unless expected versions are used.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}trigger_events_version";
CREATE UNIQUE INDEX CONCURRENTLY "idx_${prefix}trigger_events_version"
  ON "${schema}"."${prefix}trigger_events" (trigger_name, stream_version)
  WHERE stream_version IS NOT NULL;
