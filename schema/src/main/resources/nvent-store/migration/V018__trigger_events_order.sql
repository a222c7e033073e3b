-- Reads the events of one trigger in the order of appends.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}trigger_events_order";
CREATE INDEX CONCURRENTLY "idx_${prefix}trigger_events_order"
  ON "${schema}"."${prefix}trigger_events" (trigger_name, id);
