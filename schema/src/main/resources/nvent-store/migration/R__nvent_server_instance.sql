-- The second timestamp changes when the server recovers from a crash without a restart of its main process.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_server_instance"() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT concat(extract(epoch FROM pg_catalog.pg_postmaster_start_time()), '/',
                extract(epoch FROM pg_catalog.pg_stat_get_bgwriter_stat_reset_time()))
$$;

COMMENT ON FUNCTION "${schema}"."nvent_server_instance"() IS
  'Identifies one run of the server. It changes with a restart, a crash and a failover, which can take back sequence values '
  'that no commit has made durable.';
