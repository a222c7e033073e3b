SELECT pg_catalog.create_distributed_function('${function}');
