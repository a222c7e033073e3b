-- Runs with a step that waits for something, the newest first.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_waiting";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_waiting"
  ON "${schema}"."${prefix}flow_runs" (started_at DESC, run_id, flow_name)
  WHERE awaiting_steps > '{}';
