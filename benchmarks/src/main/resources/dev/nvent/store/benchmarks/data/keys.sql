INSERT INTO "${schema}".nvent_kv (key, value)
SELECT 'id-' || n, jsonb_build_object('state', 'open', 'count', n) FROM generate_series(0, 9999) AS n;
