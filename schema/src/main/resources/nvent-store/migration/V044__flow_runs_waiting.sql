-- Runs with a step that waits for something, the newest first: an expression, so that it serves the lists over all flows alone.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_waiting";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_waiting"
  ON "${schema}"."${prefix}flow_runs" ((~started_at), run_id, flow_name)
  WHERE awaiting_steps > '{}';
