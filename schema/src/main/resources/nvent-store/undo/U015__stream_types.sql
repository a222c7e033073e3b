-- The partitions stay; the migration finds them again.
DROP TABLE "${schema}"."${prefix}stream_types";
