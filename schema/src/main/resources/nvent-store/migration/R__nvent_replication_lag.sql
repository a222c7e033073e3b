CREATE OR REPLACE FUNCTION "${schema}"."nvent_replication_lag"() RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(max(extract(epoch FROM replay_lag) * 1000), 0)::bigint FROM pg_stat_replication
$$;

COMMENT ON FUNCTION "${schema}"."nvent_replication_lag"() IS
  'How far the standby that is furthest behind lags, in milliseconds. 0 without standbys, and for a role that has not the '
  'privileges of pg_read_all_stats.';
