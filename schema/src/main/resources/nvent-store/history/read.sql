-- All applied migrations in the order of application. The newest row of a repeatable migration counts.
SELECT installed_rank, version, description, type, script, checksum, success,
  (extract(epoch FROM installed_on::timestamptz) * 1000)::bigint AS installed_millis
FROM "${schema}"."${prefix}flyway_history"
ORDER BY installed_rank
