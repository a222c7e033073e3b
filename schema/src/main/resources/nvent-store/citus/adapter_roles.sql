-- Roles with the clock of the Node adapter in their search path in this database.
SELECT r.rolname AS role_name
FROM pg_catalog.pg_db_role_setting s
JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND d.datname = pg_catalog.current_database()
CROSS JOIN LATERAL unnest(s.setconfig) configured
WHERE configured ~ '^search_path="?${schema}_${prefix}node_adapter"?, pg_catalog, '
ORDER BY 1
