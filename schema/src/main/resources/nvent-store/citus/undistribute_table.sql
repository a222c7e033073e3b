SELECT pg_catalog.undistribute_table('"${schema}"."${table}"');
