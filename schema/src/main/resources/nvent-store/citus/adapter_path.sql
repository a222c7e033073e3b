-- The search path of a role in this database without the clock of the Node adapter, and whether the clock is in it.
-- Parameter: the role.
SELECT pg_catalog.current_database() AS database_name,
  coalesce(
    regexp_replace(found.path, '^"?${schema}_${prefix}node_adapter"?, pg_catalog, ', ''), '"$user", public') AS path,
  coalesce(found.path ~ '^"?${schema}_${prefix}node_adapter"?, pg_catalog, ', false) AS has_clock
FROM (SELECT) one
LEFT JOIN LATERAL (
  SELECT substr(configured, length('search_path=') + 1) AS path
  FROM pg_catalog.pg_db_role_setting s
  LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
  CROSS JOIN LATERAL unnest(s.setconfig) configured
  WHERE configured LIKE 'search\_path=%'
    AND (s.setrole = 0 OR r.rolname = ?)
    AND (s.setdatabase = 0 OR d.datname = pg_catalog.current_database())
  ORDER BY s.setrole = 0, s.setdatabase = 0
  LIMIT 1
) found ON true
