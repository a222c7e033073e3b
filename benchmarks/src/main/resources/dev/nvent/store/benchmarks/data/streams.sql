-- A thousand streams of 50 events, whose rows alternate, and one of 200,000, with payloads of about 300 bytes.
INSERT INTO "${schema}".streams_flow_events (run_id, flow_name, ts, type, data)
SELECT
  CASE WHEN n <= 50000 THEN 'run-' || n % 1000 ELSE 'long' END,
  'bench',
  1000000 + n,
  'step.completed',
  jsonb_build_object(
    'number', n, 'customer', 'customer-' || n % 1000, 'currency', 'EUR', 'amount', n % 977, 'note', repeat('note ', 44))
FROM generate_series(1, 250000) AS n;
