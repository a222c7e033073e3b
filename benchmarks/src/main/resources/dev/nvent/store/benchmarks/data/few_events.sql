-- Ten streams of 1,000 events each; the rows of the streams alternate.
INSERT INTO "${schema}".few_flow_events (run_id, flow_name, ts, type, data)
SELECT 'run-' || n % 10, 'bench', 1000000 + n, 'step.completed', jsonb_build_object('number', n)
FROM generate_series(1, 10000) AS n;
