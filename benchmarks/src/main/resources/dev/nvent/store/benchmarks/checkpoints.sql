-- Prevents automatic checkpoints during the measurements.
ALTER SYSTEM SET checkpoint_timeout = '1h';

ALTER SYSTEM SET max_wal_size = '16GB';

SELECT pg_reload_conf();
