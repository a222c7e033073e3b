-- The session that holds the migration lock.
SELECT pg_catalog.format('process %s (%s), since %s', a.pid, a.application_name, pg_catalog.date_trunc('second', a.xact_start))
FROM (SELECT pg_catalog.hashtextextended('${schema}.${prefix}flyway_history', 0) AS key) k
JOIN pg_catalog.pg_locks l
  ON l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
  AND l.classid::bigint = (k.key >> 32) & 4294967295 AND l.objid::bigint = k.key & 4294967295
JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
