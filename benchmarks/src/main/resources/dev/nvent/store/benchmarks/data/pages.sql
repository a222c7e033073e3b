-- Slightly more than 10,000 pages of 50 entries.
INSERT INTO "${schema}".nvent_flow_runs (flow_name, run_id, started_at, status)
SELECT 'pages', 'id-' || n, 1000000 + n, 'completed' FROM generate_series(1, 500100) AS n;

INSERT INTO "${schema}".nvent_index_entries (subject, id, score, metadata)
SELECT 'bench:pages', 'id-' || n, 1000000 + n, jsonb_build_object('number', n) FROM generate_series(1, 500100) AS n;
