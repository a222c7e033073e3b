DROP TABLE "${schema}"."${prefix}flows";
