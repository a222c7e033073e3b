-- The clock is read while the row is locked: an UPDATE reads it before it waits for the lock.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_renew_lease"(
  table_prefix text, lease_key text, token bigint, millis bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kv constant text := format('%I.%I', '${schema}', table_prefix || 'kv');
  expiry timestamp with time zone;
BEGIN
  EXECUTE format('SELECT expires_at FROM %s WHERE key = $1 AND value -> ''token'' = to_jsonb($2) FOR UPDATE', kv)
    INTO expiry USING lease_key, token;
  IF expiry IS NULL OR expiry <= clock_timestamp() THEN
    RETURN false;
  END IF;
  EXECUTE format('UPDATE %s SET expires_at = $2, updated_at = $3 WHERE key = $1', kv)
    USING lease_key, clock_timestamp() + millis * interval '1 millisecond', clock_timestamp();
  RETURN true;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_renew_lease"(text, text, bigint, bigint) IS
  'Extends a lease from now if its token still holds it and it has not expired, and returns whether it did. '
  'table_prefix includes its underscore.';
