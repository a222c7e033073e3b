-- The token is drawn, and the clock read, while the row is locked. In one INSERT … ON CONFLICT both could happen before the
-- row is inserted, so that a later holder gets a smaller token. A placeholder makes sure that there is a row to lock; it never
-- gets committed as such.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_acquire_lease"(
  table_prefix text, lease_key text, owner text, millis bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kv constant text := format('%I.%I', '${schema}', table_prefix || 'kv');
  tokens constant text := format('%I.%I', '${schema}', table_prefix || 'lease_tokens');
  present jsonb;
  expiry timestamp with time zone;
  token bigint;
BEGIN
  -- Again where the row is deleted in between.
  FOR attempt IN 1 .. 1000 LOOP
    EXECUTE format('INSERT INTO %s (key, value, expires_at) VALUES ($1, ''null'', ''-infinity'') ON CONFLICT DO NOTHING', kv)
      USING lease_key;
    EXECUTE format('SELECT value, expires_at FROM %s WHERE key = $1 FOR UPDATE', kv) INTO present, expiry USING lease_key;
    EXIT WHEN present IS NOT NULL;
  END LOOP;
  IF present IS NULL THEN
    RAISE EXCEPTION 'row level security hides a key from the role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF present <> 'null' AND (expiry IS NULL OR expiry > clock_timestamp()) THEN
    RETURN NULL;
  END IF;
  token := nextval(tokens::regclass);
  EXECUTE format('UPDATE %s SET value = $2, expires_at = $3, updated_at = $4 WHERE key = $1', kv)
    USING lease_key, jsonb_build_object('owner', owner, 'token', token),
      clock_timestamp() + millis * interval '1 millisecond', clock_timestamp();
  RETURN token;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_acquire_lease"(text, text, text, bigint) IS
  'Sets a key for a time if it has no value, and returns a fencing token greater than all before it. Returns NULL if the '
  'key has a value that has not expired. The clock is read while the row is locked. table_prefix includes its underscore.';
