DROP TABLE "${schema}"."${prefix}triggers";
