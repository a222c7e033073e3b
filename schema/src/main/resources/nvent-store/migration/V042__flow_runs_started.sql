-- The runs of all flows, the newest first: an expression, so that it serves the lists over all flows alone.
DROP INDEX CONCURRENTLY IF EXISTS "${schema}"."idx_${prefix}flow_runs_started";
CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_started"
  ON "${schema}"."${prefix}flow_runs" ((~started_at), run_id, flow_name);
