SELECT pg_catalog.to_regclass('"${schema}"."${prefix}flyway_history"') IS NOT NULL
