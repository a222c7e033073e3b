-- Runs that ended, the oldest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_ended";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_ended"
  ON "${schema}"."${prefix}flow_runs" (completed_at NULLS FIRST)
  WHERE completed_at IS NOT NULL;
