DROP TABLE "${schema}"."${prefix}user_objects";
