CREATE OR REPLACE FUNCTION "${schema}"."nvent_reject_unversioned_append"() RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'NV005', MESSAGE = 'the stream is versioned: events are appended to it with an expected version';
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_reject_unversioned_append"() IS
  'Raises SQLSTATE NV005. An append without an expected version calls it if the stream has versioned events.';
