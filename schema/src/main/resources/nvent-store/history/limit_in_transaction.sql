-- A statement that waits for a table lock blocks all later statements on that table, so it gives up soon.
SELECT pg_catalog.set_config('lock_timeout', ?, true)
