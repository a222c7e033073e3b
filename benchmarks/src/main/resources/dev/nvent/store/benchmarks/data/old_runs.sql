INSERT INTO "${schema}".oldruns_flow_runs (flow_name, run_id, started_at, completed_at, status)
SELECT 'old', 'run-' || n, 1000000 + n, 1000000 + n, 'completed' FROM generate_series(1, 300000) AS n;

INSERT INTO "${schema}".oldruns_flow_events (run_id, flow_name, ts, type)
SELECT 'run-' || n % 300000, 'old', 1000000 + n, 'step.completed' FROM generate_series(1, 900000) AS n;
