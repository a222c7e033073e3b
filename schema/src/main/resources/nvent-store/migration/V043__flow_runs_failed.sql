-- Runs that ended otherwise than expected, the newest first: an expression, so that it serves the lists over all flows alone. A run that has not ended costs nothing here.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_failed";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_failed"
  ON "${schema}"."${prefix}flow_runs" (status, (~started_at), run_id, flow_name)
  WHERE status NOT IN ('running', 'awaiting', 'completed');
