DROP TABLE "${schema}"."${prefix}flyway_history"
