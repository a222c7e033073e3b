DROP TABLE "${schema}"."${prefix}kv";
