-- Reads the events of one run in the order of appends.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_events_order";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_events_order"
  ON "${schema}"."${prefix}flow_events" (run_id, id);
