-- Ten thousand live keys and a million expired keys.
INSERT INTO "${schema}".expired_kv (key, value, expires_at)
SELECT 'id-' || n, jsonb_build_object('state', 'open', 'count', n), CASE WHEN n > 9999 THEN now() - interval '1 day' END
FROM generate_series(0, 1009999) AS n;
