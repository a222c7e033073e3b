CREATE OR REPLACE FUNCTION "${schema}"."nvent_transition_check"(as_expected boolean, version integer, entry integer)
RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF as_expected THEN
    RETURN version;
  END IF;
  IF version IS NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'NV004', MESSAGE = 'the entry does not exist', DETAIL = format('%s %s', entry, version);
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = 'NV003', MESSAGE = 'the entry is not as expected', DETAIL = format('%s %s', entry, version);
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_transition_check"(boolean, integer, integer) IS
  'Precondition of a transition. Returns the version of an entry if as_expected is true. Otherwise raises SQLSTATE NV004 '
  'where the version is null (the entry does not exist), else NV003 (the entry is not as expected). The error detail is '
  'the number of the entry, a space and the version.';
