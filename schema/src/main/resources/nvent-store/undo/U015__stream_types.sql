-- The partitions remain; the migration registers them again.
DROP TABLE "${schema}"."${prefix}stream_types";
