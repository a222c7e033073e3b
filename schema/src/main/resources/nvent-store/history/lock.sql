-- A lock of the transaction, which ends with the connection of its holder, also behind a connection pooler.
-- The transaction stays open while migrations run on another connection, so timeouts must not end it.
SELECT pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('${schema}.${prefix}flyway_history', 0)),
  (SELECT pg_catalog.count(pg_catalog.set_config(name, '0', true))
   FROM pg_catalog.pg_settings
   WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout'))
