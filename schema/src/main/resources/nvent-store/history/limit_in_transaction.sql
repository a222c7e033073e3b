-- A statement that waits for a lock holds up everyone who comes after it, so it soon gives up.
SELECT pg_catalog.set_config('lock_timeout', ?, true)
