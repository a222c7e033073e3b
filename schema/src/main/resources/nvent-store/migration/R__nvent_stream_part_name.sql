CREATE OR REPLACE FUNCTION "${schema}"."nvent_stream_part_name"(own_table regclass) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stem constant text := (SELECT relname FROM pg_class WHERE oid = own_table);
  last_number constant integer := (
    SELECT max(substring(c.relname FROM '_p(\d{1,8})$')::integer)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = own_table);
  suffix text;
  candidate text;
BEGIN
  FOR n IN coalesce(last_number, 0) + 1 .. 100000000 LOOP
    suffix := '_p' || n;
    candidate := left(stem, 63 - length(suffix)) || suffix;
    EXIT WHEN to_regclass(format('%I.%I', '${schema}', candidate)) IS NULL;
  END LOOP;
  RETURN candidate;
END;
$$;

COMMENT ON FUNCTION "${schema}"."nvent_stream_part_name"(regclass) IS
  'A free name for another part of a split stream type: that of its table and a number.';
