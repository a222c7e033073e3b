-- The older parts do not change: nvent_begin_stream_part begins a part at a moment when no transaction is writing. So it is
-- enough to look for what has been committed, with the snapshot that each statement of a volatile function takes.
CREATE OR REPLACE FUNCTION "${schema}"."nvent_find_in_older_parts"() RETURNS trigger
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  has_key boolean;
  has_version boolean;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE feature_not_supported USING MESSAGE = format(
      'the stream type is split, and so takes events with keys or versions only in transactions at READ COMMITTED, not at %s',
      upper(current_setting('transaction_isolation')));
  END IF;
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM %1$s WHERE subject_type = $1 AND subject = $2 AND idempotency_key = $3 AND tableoid <> $5),'
    ' $4 IS NOT NULL'
    ' AND EXISTS (SELECT FROM %1$s WHERE subject_type = $1 AND subject = $2 AND stream_version = $4 AND tableoid <> $5)',
    pg_partition_root(TG_RELID))
    INTO has_key, has_version
    USING NEW.subject_type, NEW.subject, NEW.idempotency_key, NEW.stream_version, TG_RELID;
  IF has_key AND NEW.stream_version IS NOT NULL THEN
    RAISE unique_violation USING MESSAGE = 'an older part of the stream type has an event with the idempotency key';
  END IF;
  IF has_key OR has_version THEN
    -- As ON CONFLICT DO NOTHING, which all appends with keys or versions have.
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_find_in_older_parts"() IS
  'Trigger of split stream types, for events with a key or a version: skips the row if another part has an event with the same '
  'key or version in the stream, as the unique index of its own part does.';
