-- CREATE INDEX CONCURRENTLY blocks no other statement, so it may take any time.
SELECT pg_catalog.set_config('lock_timeout', '0', false), pg_catalog.set_config('statement_timeout', '0', false)
