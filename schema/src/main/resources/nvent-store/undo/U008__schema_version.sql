DROP TABLE "${schema}"."${prefix}schema_version";
