-- Rows in every table, as the Node adapter writes them.
INSERT INTO ${schema}.${prefix}_flow_events (run_id, flow_name, ts, type, data)
SELECT 'run-' || n % 10, 'orders', n, 'step.completed', jsonb_build_object('n', n) FROM generate_series(1, 100) AS n;
INSERT INTO ${schema}.${prefix}_flow_runs (flow_name, run_id, started_at, emitted_events)
SELECT 'orders', 'run-' || n, n, '{"order.paid": {"at": 1}}' FROM generate_series(1, 10) AS n;
INSERT INTO ${schema}.${prefix}_flows (flow_name, registered_at, stats_total) VALUES ('orders', 1, 10);
INSERT INTO ${schema}.${prefix}_trigger_events (trigger_name, ts, type, data) VALUES ('paid', 1, 'fired', '0');
INSERT INTO ${schema}.${prefix}_triggers (trigger_name, registered_at, subscriptions) VALUES ('paid', 1, '{"orders": true}');
INSERT INTO ${schema}.${prefix}_scheduler_jobs (job_id, scheduled_at) VALUES ('nightly', 1);
INSERT INTO ${schema}.${prefix}_kv (key, value) VALUES ('last', '17');
