-- The two rows that the migration inserted do not count as a loss.
SELECT '${prefix}schema_version', count(*) FROM "${schema}"."${prefix}schema_version" WHERE version > 2
