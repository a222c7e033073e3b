SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('${schema}.${prefix}flyway_history', 0))
