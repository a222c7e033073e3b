SELECT pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended('${schema}.${prefix}flyway_history', 0))
