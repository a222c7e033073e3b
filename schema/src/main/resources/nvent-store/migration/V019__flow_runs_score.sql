-- Pages through the runs of one flow, newest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_score";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_score"
  ON "${schema}"."${prefix}flow_runs" (flow_name, started_at DESC, run_id);
