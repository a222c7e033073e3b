-- A statement that waits for a table lock blocks all later statements on that table, so it gives up soon.
-- The other settings change how SQL is read and shown.
SELECT pg_catalog.set_config('lock_timeout', ?, true),
  pg_catalog.set_config('standard_conforming_strings', 'on', true),
  pg_catalog.set_config('quote_all_identifiers', 'off', true)
