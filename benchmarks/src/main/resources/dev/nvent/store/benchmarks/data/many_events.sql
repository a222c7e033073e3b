-- Ten thousand streams of a thousand events, which were appended turn about.
INSERT INTO "${schema}".many_flow_events (run_id, flow_name, ts, type, data)
SELECT 'run-' || n % 10000, 'bench', 1000000 + n, 'step.completed', jsonb_build_object('number', n)
FROM generate_series(1, 10000000) AS n;
