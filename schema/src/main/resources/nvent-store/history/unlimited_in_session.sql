-- An index that is built concurrently holds up nobody, and may take its time.
SELECT pg_catalog.set_config('lock_timeout', '0', false), pg_catalog.set_config('statement_timeout', '0', false)
