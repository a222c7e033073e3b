SELECT pg_catalog.create_distributed_table('"${schema}"."${table}"', NULL, colocate_with => 'none');
