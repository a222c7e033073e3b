DROP TABLE "${schema}"."${prefix}customers";
