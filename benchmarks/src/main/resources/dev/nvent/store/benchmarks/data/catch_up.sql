INSERT INTO "${schema}".catchup_flow_events (run_id, flow_name, ts, type, data)
SELECT 'run-' || n % 10000, 'bench', 1000000 + n, 'step.completed', jsonb_build_object('number', n, 'text', repeat('x', 200))
FROM generate_series(1, 1000000) AS n;

CREATE TABLE "${schema}".catch_up AS SELECT 0::bigint AS position;
