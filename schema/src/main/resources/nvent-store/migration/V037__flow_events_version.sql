-- One event for each version of a stream. Empty unless expected versions are used.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_events_version";
CREATE UNIQUE INDEX CONCURRENTLY "idx_${prefix}flow_events_version"
  ON "${schema}"."${prefix}flow_events" (run_id, stream_version)
  WHERE stream_version IS NOT NULL;
