-- The database's clock in milliseconds since 1970, as the columns of time hold it. Moves on within a transaction.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_clock_millis"() RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;
