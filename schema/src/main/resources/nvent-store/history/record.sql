-- Parameters: version, description, type, script, checksum, execution time in milliseconds.
INSERT INTO "${schema}"."${prefix}flyway_history"
  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, ?, ?, ?, current_user, ?, true
FROM "${schema}"."${prefix}flyway_history"
