CREATE OR REPLACE FUNCTION "${schema}"."nvent_clock_millis"() RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

COMMENT ON FUNCTION "${schema}"."nvent_clock_millis"() IS
  'Current time of the database clock in milliseconds since 1970. It advances within a transaction.';
