CREATE OR REPLACE FUNCTION "${schema}"."nvent_event_writers"(table_prefix text, stream text)
RETURNS TABLE (pid integer, name text, age_millis bigint)
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.pid, coalesce(a.application_name, x.gid),
    floor(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, x.prepared)) * 1000)::bigint
  FROM (
    SELECT l.pid, l.virtualtransaction
    FROM pg_locks l
    WHERE l.locktype = 'relation'
      AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
      AND (l.relation = format('%I.%I', '${schema}', table_prefix || stream)::regclass
        OR l.relation IN (SELECT p.relid FROM pg_partition_tree(format('%I.%I', '${schema}', table_prefix || stream)::regclass) p))
      AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
      AND l.granted
    GROUP BY l.pid, l.virtualtransaction
  ) l
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
  LEFT JOIN pg_locks t
    ON l.pid IS NULL AND t.locktype = 'transactionid' AND t.virtualtransaction = l.virtualtransaction AND t.pid IS NULL
  LEFT JOIN pg_prepared_xacts x ON x.transaction = t.transactionid
  ORDER BY 3 DESC NULLS LAST
$$;

COMMENT ON FUNCTION "${schema}"."nvent_event_writers"(text, text) IS
  'Open transactions that may have inserted into a stream table, and so delay its subscriptions, the oldest first. name is '
  'that of the application, or of the prepared transaction, which has no pid. name and age_millis are NULL for sessions of '
  'other roles, unless the caller is a member of pg_read_all_stats. table_prefix includes its underscore.';
