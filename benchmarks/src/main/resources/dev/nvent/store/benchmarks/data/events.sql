INSERT INTO "${schema}".nvent_flow_events (run_id, flow_name, ts, type, data)
SELECT 'id-' || n, 'bench', 1000000 + n, 'step.completed', jsonb_build_object('number', n) FROM generate_series(0, 9999) AS n;
