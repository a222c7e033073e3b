-- Whether this session can create and alter the tables. A null owner: all tables belong to the role.
SELECT current_user AS role_name, pg_catalog.pg_is_in_recovery() AS is_standby,
  pg_catalog.current_setting('transaction_read_only') = 'on' AS is_read_only,
  n.oid IS NOT NULL AS schema_exists,
  CASE
    WHEN n.oid IS NULL THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
    ELSE pg_catalog.has_schema_privilege(n.oid, 'CREATE')
  END AS may_create,
  (SELECT pg_catalog.min(c.relowner::regrole::text)
   FROM pg_catalog.pg_class c
   WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND c.relname = ANY (?)
     AND NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')) AS other_owner,
  pg_catalog.current_database() AS database_name, pg_catalog.getdatabaseencoding() AS encoding
FROM (SELECT) one
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = '${schema}'
