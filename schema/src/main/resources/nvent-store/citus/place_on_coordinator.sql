SELECT pg_catalog.citus_add_local_table_to_metadata('"${schema}"."${table}"');
