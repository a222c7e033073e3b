SELECT pg_catalog.create_distributed_table('"${schema}"."${table}"', '${column}', colocate_with => '${colocated}');
