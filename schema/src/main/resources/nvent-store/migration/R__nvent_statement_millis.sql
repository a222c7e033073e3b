CREATE OR REPLACE FUNCTION "${schema}"."nvent_statement_millis"() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint
$$;

COMMENT ON FUNCTION "${schema}"."nvent_statement_millis"() IS
  'Time of the database clock at the start of the statement, in milliseconds since 1970. Unlike that of nvent_clock_millis, it '
  'can be the bound of an index scan, and of an update that a distributed PostgreSQL sends to one node.';
