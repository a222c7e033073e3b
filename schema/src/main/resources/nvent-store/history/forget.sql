DELETE FROM "${schema}"."${prefix}flyway_history" WHERE script = ?
