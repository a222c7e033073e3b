-- With all its partitions.
DROP TABLE "${schema}"."${prefix}stream";
