-- Pages through the flows, newest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flows_score";
CREATE INDEX CONCURRENTLY "idx_${prefix}flows_score"
  ON "${schema}"."${prefix}flows" (registered_at DESC, flow_name);
