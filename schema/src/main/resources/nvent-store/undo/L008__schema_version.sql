-- The two rows that the migration itself wrote are no loss.
SELECT '${prefix}schema_version', count(*) FROM "${schema}"."${prefix}schema_version" WHERE version > 2
