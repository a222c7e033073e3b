-- What has been applied, in that order. The newest row of a repeatable script counts.
SELECT installed_rank, version, description, type, script, checksum, installed_on, installed_by, success
FROM "${schema}"."${prefix}flyway_history"
ORDER BY installed_rank
