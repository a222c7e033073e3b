-- The server version and the settings that affect the measurements.
SELECT 'PostgreSQL', split_part(current_setting('server_version'), ' ', 1)
UNION ALL
SELECT name, current_setting(name)
FROM unnest(ARRAY['fsync', 'synchronous_commit', 'wal_sync_method', 'full_page_writes', 'shared_buffers', 'max_wal_size',
  'checkpoint_timeout', 'jit']) AS name
