-- Drops all partitions too.
DROP TABLE "${schema}"."${prefix}stream";
