DROP TABLE "${schema}"."${prefix}index_entries";
