-- The highest migration of the Node adapter; null if there is none.
SELECT coalesce(max(version), 0) FROM "${schema}"."${prefix}schema_version"
